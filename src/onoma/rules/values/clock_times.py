"""Clock times of every kind, with their zone: `5pm`, `17:30`, `half past nine`, `noon`."""

from __future__ import annotations

from onoma.rules.values.clock import ClockTime
from onoma.rules.values.figure_times import time_in_figures
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, rows_of
from onoma.rules.values.spoken_times import past_or_to, time_in_words
from onoma.rules.values.zones import zone_at

__all__ = ["MOMENT_STARTS", "clock_at"]

_MOMENTS = Phrases(rows_of("times", "moments"))
MOMENT_STARTS = _MOMENTS.first_words


def clock_at(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """The clock time that begins at a token, with its mark and zone; also a bare hour, see `ClockTime`."""
    moment = _MOMENTS.longest(passage.words, index)
    if moment is not None:
        hour, minute = moment[1].split(":")
        return _with_zone(passage, moment[0], ClockTime(int(hour), int(minute), marked=True))
    found = past_or_to(passage, index) or time_in_figures(passage, index) or time_in_words(passage, index)
    return _with_zone(passage, *found) if found is not None else None


def _with_zone(passage: Passage, end: int, time: ClockTime) -> tuple[int, ClockTime]:
    zone = zone_at(passage, end) if not time.bare and end < passage.n else None
    return (zone[0], time._replace(zone=zone[1])) if zone is not None else (end, time)
