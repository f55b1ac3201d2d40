"""A time of day, and what makes a number one: am, pm, o'clock."""

from __future__ import annotations

import re
from typing import NamedTuple

from onoma.rules.values.passage import Passage

__all__ = ["ClockTime", "after_o_clock", "with_mark"]

_NOON = 12
_MARK = re.compile(r"[ \t\u00a0\u202f]*+([AaPp])(?:\. ?[Mm](?:\.(?!\w)|(?![A-Za-z0-9]))|[Mm](?![A-Za-z0-9]))")
_LETTER = re.compile(r"([ap])(?![A-Za-z0-9.])")


class ClockTime(NamedTuple):
    """A time of day.

    `marked` when it is clear whether it is before or after noon: 5 pm, 17:30, noon. `bare` is a mere number, which is
    a time only beside something that says so. `fraction` is that of the second, with its point.
    """

    hour: int
    minute: int = 0
    second: int | None = None
    zone: str = ""
    marked: bool = False
    bare: bool = False
    fraction: str = ""

    def iso(self) -> str:
        """`17:30`, with seconds and zone where they were said."""
        seconds = f":{self.second:02d}{self.fraction}" if self.second is not None else ""
        return f"{self.hour:02d}:{self.minute:02d}{seconds}{self.zone}"

    def with_mark(self, *, pm: bool) -> ClockTime:
        """The same time before or after noon."""
        hour = self.hour % _NOON + _NOON * pm if self.hour <= _NOON else self.hour
        return self._replace(hour=hour, marked=True, bare=False)


def with_mark(passage: Passage, offset: int, time: ClockTime) -> tuple[int, ClockTime] | None:
    """The time with the am or pm that follows at `offset`, and the token behind that; `7:30p` has half of one."""
    if time.hour > _NOON:
        return None
    match = _MARK.match(passage.text, offset)
    if match is None and not time.bare:
        match = _LETTER.match(passage.text, offset)
    if match is None or match[0].strip() == "Am":  # "At 5 Am Main" begins a name
        return None
    return passage.index_at(match.end()), time.with_mark(pm=match[1] in "Pp")


def after_o_clock(passage: Passage, end: int, time: ClockTime) -> tuple[int, ClockTime] | None:
    """The time with the "o'clock" that follows."""
    words = passage.words
    for written in (["o", "'", "clock"], ["o", "clock"], ["oclock"]):
        if words[end : end + len(written)] == written:
            return end + len(written), time._replace(bare=False)
    return None
