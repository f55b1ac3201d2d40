"""Clock times: `5pm`, `17:30:15`, `half past nine`, `noon`, `0900 hours`, `10:00 GMT+2`."""

from __future__ import annotations

import re
from typing import NamedTuple

from onoma.rules.values.numbers import number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, rows_of, table

__all__ = ["MOMENT_WORDS", "ClockTime", "clock_at", "zone_at"]


class ClockTime(NamedTuple):
    """A time of day; `marked` when am or pm was said, or none is needed: 17:30, noon."""

    hour: int
    minute: int = 0
    second: int | None = None
    zone: str = ""
    marked: bool = False
    bare: bool = False
    """A mere number, which is a time only beside something else that is."""
    fraction: str = ""

    def iso(self) -> str:
        """`17:30`, with seconds and zone where they were said."""
        seconds = f":{self.second:02d}{self.fraction}" if self.second is not None else ""
        return f"{self.hour:02d}:{self.minute:02d}{seconds}{self.zone}"

    def with_mark(self, *, pm: bool) -> ClockTime:
        """The same time before or after noon."""
        return self._replace(hour=self.hour % 12 + 12 * pm if self.hour <= 12 else self.hour, marked=True, bare=False)


_COLON = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])([.,][0-9]{1,6})?)?(?![0-9])(?!:[0-9])(?![.][0-9])")
_POINT = re.compile(r"([0-9]{1,2})\.([0-5][0-9])(?![0-9.])")
_HOURS_H = re.compile(r"([0-2]?[0-9])h([0-5][0-9])(?![0-9A-Za-z])")
_FOUR = re.compile(r"([0-2][0-9])([0-5][0-9])(?=(?: ?(?:hrs?|hours|h)\b))")
_MARK = re.compile(r"[ \t\u00a0\u202f]*+(?:([AaPp])(?:\. ?[Mm](?:\.(?!\w)|(?![A-Za-z0-9]))|[Mm](?![A-Za-z0-9])))")
_LOOSE_MARK = re.compile(r"([ap])(?![A-Za-z0-9.])")
_OFFSET = re.compile(r"(?:(?:UTC|GMT) ?)?([+-])([01]?[0-9])(?::?([0-5][0-9]))?(?![0-9:])|Z(?![A-Za-z0-9])")
_ZONES = Phrases(rows_of("times", "zones"))
_DOUBTFUL_ZONES = frozenset(table("times")["doubtful"]["zones"])
_MOMENTS = Phrases(rows_of("times", "moments"))
MOMENT_WORDS = _MOMENTS.first_words
_RATIOS = frozenset(table("times")["ratios"]["words"])
_PAST = frozenset(("past", "after"))
_TO = frozenset(("to", "before", "of", "til", "till"))


def clock_at(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """The clock time that begins at a token, with its mark and zone; also a bare hour, see `ClockTime.bare`."""
    moment = _MOMENTS.longest(passage.words, index)
    if moment is not None:
        hour, minute = moment[1].split(":")
        return _with_zone(passage, moment[0], ClockTime(int(hour), int(minute), marked=True))
    found = _past_or_to(passage, index) or _in_figures(passage, index) or _in_words(passage, index)
    return _with_zone(passage, *found) if found is not None else None


# --- in figures


def _in_figures(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    word = passage.words[index]
    if not word[:1].isdigit() or (
        passage.glued(index) and passage.words[index - 1] in (":", "/", ".", "$", "€", "£", "#", "_")
    ):
        return None
    if passage.glued(index) and passage.words[index - 1][:1].isalnum() and passage.words[index - 1] != "t":
        return None
    start, text = passage.starts[index], passage.text
    if match := _COLON.match(text, start):
        return _colon(passage, index, match)
    if (match := _HOURS_H.match(text, start)) and int(match[1]) < 24:
        return passage.index_at(match.end()), ClockTime(int(match[1]), int(match[2]), marked=True)
    if (match := _FOUR.match(text, start)) and int(match[1]) < 24:
        end = passage.index_at(match.end())
        return end + 1, ClockTime(int(match[1]), int(match[2]), marked=True)
    if match := _POINT.match(text, start):
        marked = _marked(passage, match.end(), ClockTime(int(match[1]), int(match[2])))
        return marked if marked is not None and 1 <= int(match[1]) <= 12 else None
    if not word.isdigit() or len(word) > 2 or not 0 <= int(word) <= 24:
        return None
    time = ClockTime(int(word) % 24, bare=True)
    return _marked(passage, passage.ends[index], time) or _o_clock(passage, index + 1, time) or (index + 1, time)


def _colon(passage: Passage, index: int, match: re.Match[str]) -> tuple[int, ClockTime] | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if hour > 24:
        return None
    time = ClockTime(
        hour % 24,
        minute,
        second,
        marked=hour > 12 or match[1].startswith("0"),
        fraction=(match[4] or "").replace(",", "."),
    )
    marked = _marked(passage, match.end(), time)
    if marked is not None:
        return marked if hour <= 12 else (marked[0], time._replace(marked=True))
    end = passage.index_at(match.end())
    if (
        passage.glued(end)
        and passage.words[end][:1].isalpha()
        and passage.words[end] not in ("h", "z", "est", "utc", "hrs")
    ):
        return None
    if _ratio(passage, index) or (passage.glued(end) and passage.words[end] == ":"):
        return None
    if passage.words[end] in ("hrs", "hours", "h", "hr", "uhr") and (second is None):
        end += 1
    return end, time


def _ratio(passage: Passage, index: int) -> bool:
    before = passage.words[max(0, index - 3) : index]
    near = (
        before[-1:]
        if before and before[-1] in _RATIOS
        else before[-2:-1]
        if before[-1:] in (["of"], ["to"], ["is"])
        else []
    )
    return any(word in _RATIOS and (not word.isdigit() or False) for word in near) or (
        "ratio" in before or "titer" in before
    )


def _marked(passage: Passage, offset: int, time: ClockTime) -> tuple[int, ClockTime] | None:
    """The time with am or pm behind it."""
    match = _MARK.match(passage.text, offset)
    if match is None or not 0 <= time.hour <= 12:
        loose = _LOOSE_MARK.match(passage.text, offset)
        if loose is None or time.bare or time.hour > 12:
            return None
        return passage.index_at(loose.end()), time.with_mark(pm=loose[1] == "p")
    if "." not in match[0] and match[0].strip() == "Am":
        return None
    return passage.index_at(match.end()), time.with_mark(pm=match[1] in "Pp")


def _o_clock(passage: Passage, end: int, time: ClockTime) -> tuple[int, ClockTime] | None:
    words = passage.words
    if words[end] == "o" and words[end + 1] == "'" and words[end + 2] == "clock":
        return end + 3, time._replace(bare=False)
    if words[end] in ("oclock",) or words[end : end + 2] == ["o", "clock"]:
        return end + 1 + (words[end] == "o"), time._replace(bare=False)
    return None


# --- in words


def _hour_at(passage: Passage, index: int) -> tuple[int, int] | None:
    number = number_at(passage, index)
    if (
        number is None
        or number.amount is None
        or not (0 < number.amount <= 12)
        or number.amount % 1
        or passage.words[index] in ("a", "an")
    ):
        return None
    return number.end, int(number.amount)


def _in_words(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """`five o'clock`, `nine thirty pm`, `seven pm`, `nine in the morning`."""
    if passage.words[index][:1].isdigit():
        return None
    hour = _hour_at(passage, index)
    if hour is None:
        return None
    end, time = hour[0], ClockTime(hour[1] % 24, bare=True)
    found = _marked(passage, passage.ends[end - 1], time) or _o_clock(passage, end, time)
    if found is not None:
        return found
    minute = number_at(passage, end)
    if (
        minute is not None
        and minute.amount is not None
        and not minute.figures
        and minute.amount in (5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55)
    ):
        at_time = time._replace(minute=int(minute.amount))
        marked = _marked(passage, passage.ends[minute.end - 1], at_time)
        if marked is not None:
            return marked
    return end, time


def _past_or_to(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """`half past nine`, `a quarter to ten`, `twenty past five`, `10 minutes to 6`."""
    words = passage.words
    begin = index + 1 if words[index] == "a" and words[index + 1] == "quarter" else index
    minutes = {"half": 30, "quarter": 15}.get(words[begin])
    if minutes is None:
        number = number_at(passage, begin) if words[begin] not in ("a", "an") else None
        if (
            number is None
            or number.amount is None
            or not 0 < number.amount < 30
            or number.amount % 1
            or number.scale > 1
        ):
            return None
        minutes, begin = int(number.amount), number.end
        said_minutes = words[begin] in ("minutes", "minute", "min", "mins")
        begin += said_minutes
        if not said_minutes and minutes not in (5, 10, 15, 20, 25):
            return None
    else:
        begin += 1
    joint = words[begin]
    if (
        joint not in _PAST | _TO
        or (joint in _TO and minutes == 30)
        or (joint in ("of", "before", "after") and words[begin - 1] not in ("quarter",) and joint != "after")
    ):
        return None
    figures = words[index][:1].isdigit()
    return _hour_of(
        passage,
        begin + 1,
        minutes,
        to=joint in _TO,
        weak=figures or joint == "after" or (joint == "to" and words[begin - 1] not in ("quarter", "minutes")),
    )


def _hour_of(passage: Passage, index: int, minutes: int, *, to: bool, weak: bool) -> tuple[int, ClockTime] | None:
    words = passage.words
    if words[index] in ("midnight", "noon"):
        hour = (index + 1, 12 if words[index] == "noon" else 24)
    else:
        found = _hour_at(passage, index)
        if found is None:
            return None
        hour = found
    end = hour[0]
    time = ClockTime(
        (hour[1] - 1) % 24 if to else hour[1] % 24, 60 - minutes if to else minutes, marked=hour[1] in (24,)
    )
    named = _marked(passage, passage.ends[end - 1], time) or _o_clock(passage, end, time)
    if named is not None:
        return named
    if weak and not _at_time(passage, index, end):
        return None
    return end, time._replace(hour=time.hour or 12) if to and not time.marked else time


def _at_time(passage: Passage, index: int, end: int) -> bool:
    """Whether `twenty past five`, `ten to six` is a time: nothing is counted behind it, and no range begins before."""
    words = passage.words
    if unit_like(words[end]):
        return False
    return words[index - 1] == "past" or any(
        words[at] in ("at", "it's", "till", "until", "by", "around", "about", "before", "after", "is", "was", "s")
        for at in range(max(0, index - 6), index - 1)
    )


def unit_like(word: str) -> bool:
    """Whether a word behind a number may be what is counted."""
    return word.isalpha() and word not in (
        "in",
        "on",
        "and",
        "when",
        "this",
        "tomorrow",
        "tonight",
        "today",
        "sharp",
        "but",
        "so",
        "or",
        "pm",
        "am",
        "p",
        "a",
        "if",
        "with",
        "i",
        "he",
        "she",
        "the",
        "they",
        "we",
        "exactly",
        "already",
    )


# --- zones


def _with_zone(passage: Passage, end: int, time: ClockTime) -> tuple[int, ClockTime]:
    if time.bare:
        return end, time
    zone = zone_at(passage, end)
    return (zone[0], time._replace(zone=zone[1])) if zone is not None else (end, time)


def zone_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """A time zone at a token: where it ends, and its offset, empty where it has no fixed one."""
    begin = index + 1 if passage.words[index] == "(" else index
    found = _ZONES.longest(passage.words, begin)
    offset = _OFFSET.match(passage.text, passage.starts[begin]) if begin < passage.n else None
    if offset is not None and (
        offset[0] == "Z"
        or passage.raw[begin] in ("UTC", "GMT")
        or (offset[1] == "+" and passage.glued(begin) and len(offset[0]) > 3)
    ):
        end = passage.index_at(offset.end())
        zone = "Z" if offset[0] == "Z" else f"{offset[1]}{int(offset[2]):02d}:{offset[3] or '00'}"
        return (end, zone) if begin == index else None
    if found is None:
        return None
    end, zone = found
    if (
        end == begin + 1
        and (passage.words[begin] in _DOUBTFUL_ZONES or len(passage.words[begin]) < 5)
        and not _zone_meant(passage, begin)
    ):
        return None
    if begin > index:
        return (end + 1, zone) if passage.words[end] == ")" else None
    if passage.glued(end) and passage.words[end][:1].isalnum():
        return None
    return end, zone


def _zone_meant(passage: Passage, index: int) -> bool:
    raw = passage.raw[index]
    if passage.words[index] in ("eastern", "pacific", "local"):
        return passage.words[index] != "local" and not passage.raw[index + 1][:1].isalpha()
    if passage.words[index] in ("at", "cat", "eat", "art", "west", "wet"):
        return False
    return raw.isupper() or passage.words[index] in ("est", "pst", "gmt", "utc", "cst", "edt", "pdt", "cet")
