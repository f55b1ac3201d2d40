"""TIME: clock times, parts of the day, and both joined with a day: `9 am to 5 pm`, `last night`, `7 pm tonight`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onoma.document import Value
from onoma.rules.values.clock_times import ClockTime, clock_at
from onoma.rules.values.dates import resolved_day
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.durations import TIME
from onoma.rules.values.iso import Day, nearest_weekday
from onoma.rules.values.named_dates import day_at, weekday_at, weekday_meant
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import rows_of, table
from onoma.rules.values.ranges import joint_at
from onoma.rules.values.relative import day_moved, relative_day_at, stepped_at

__all__ = ["PART_STARTS", "PART_WORDS", "time_at", "timestamp_at"]

_TIMESTAMP = re.compile(
    r"([12][0-9]{3}-[01][0-9]-[0-3][0-9])T([0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?)(Z|[+-][0-2][0-9]:?[0-5][0-9])?(?![0-9A-Za-z])"
)
_PARTS = {form: key.split() for form, key in rows_of("times", "parts")}
PART_WORDS = frozenset(_PARTS)
PART_STARTS = frozenset(
    (
        "tonight",
        "overnight",
        "last",
        "next",
        "this",
        "early",
        "late",
        "the",
        "every",
        "each",
        "tonite",
        "in",
        "that",
        "yesterday",
        "tomorrow",
    )
)
_HOURS = table("times")["hours"]
_HOUR_CUES = frozenset(_HOURS["before"])
_NO_HOUR_CUES = frozenset(_HOURS["not_before_at"])
_AFTER_HOURS = frozenset(_HOURS["after"])
_NIGHT = ("18", "06")


def timestamp_at(passage: Passage, index: int) -> Reading | None:
    """`2026-03-04T10:00Z` as it is written."""
    match = _TIMESTAMP.match(passage.text, passage.starts[index]) if index < passage.n else None
    if match is None:
        return None
    return Reading(passage.index_at(match.end()), TIME, match[0])


def time_at(passage: Passage, index: int) -> Reading | None:
    """The clock time, part of a day, or range of times that begins at a token."""
    return _part_of_day(passage, index) or _clock(passage, index)


# --- clock times


def _clock(passage: Passage, index: int) -> Reading | None:
    first = clock_at(passage, index)
    if first is None:
        return None
    end, time = first
    ranged = _range(passage, index, end, time)
    if ranged is not None:
        return ranged
    joined = _with_part(passage, index, end, time)
    if joined is not None:
        return joined
    if time.bare and not _hour_meant(passage, index, end, time):
        return None
    return Reading(end, TIME, f"T{time.iso()}")


def _range(passage: Passage, index: int, end: int, low: ClockTime) -> Reading | None:
    """`9 am to 5 pm`, `2-4pm`, `between 10 and 11:30`; a mark or zone that stands at the end holds for both."""
    begin = joint_at(passage, end, index)
    second = clock_at(passage, begin) if begin is not None else None
    if second is None or (passage.words[end] == "or" and (second[1].bare or low.bare)):
        return None
    end, high = second
    if high.bare:
        part = _day_part_after(passage, end)
        if part is not None and part[1] is None and low.bare:
            pm = part[2] != "06"
            high, end = high.with_mark(pm=pm), part[0]
        elif not (low.bare and _working_day(passage, index, low, high, end)) and not (
            low.marked and _ends_hours(passage, end)
        ):
            return None
    if low.bare and not high.marked and high.minute == 0 and not (high.bare or low.bare):
        return None
    if (
        low.bare
        and not high.bare
        and not high.marked
        and passage.words[index - 1] not in ("from", "between", "at")
        and high.hour < 13
    ):
        return None
    if not low.marked and high.marked and low.hour <= 12 and high.hour != 24:
        low = _marked_as(low, high)
    elif low.marked and not high.marked and high.bare:
        high = high.with_mark(pm=high.hour < low.hour % 12 or low.hour >= 12)
    if high.zone and not low.zone:
        low = low._replace(zone=high.zone)
    return Reading(end, TIME, f"T{low.iso()}/T{high.iso()}")


def _marked_as(low: ClockTime, high: ClockTime) -> ClockTime:
    """The beginning with the mark of the end: 2-4pm, 9-11am, but 11-1pm begins before noon."""
    if high.second is None and high.minute == 0 and high.hour in (0, 12) and low.hour < 12:
        return low.with_mark(pm=high.hour == 0) if low.hour else low
    pm = high.hour >= 12
    candidate = low.with_mark(pm=pm)
    after = (candidate.hour, candidate.minute) > (high.hour, high.minute)
    return low.with_mark(pm=not pm) if after and pm else candidate


def _working_day(passage: Passage, index: int, low: ClockTime, high: ClockTime, end: int) -> bool:
    """Whether `9 to 5` and `8-6` are hours: the end comes earlier than the beginning, and no noun follows."""
    before = passage.words[index - 1] if index else ""
    if (
        not 6 <= low.hour <= 12
        or not 1 <= high.hour <= low.hour - 2
        or (passage.glued(end) and passage.words[end][:1] not in ".,;!?)")
    ):
        return False
    return (
        before in ("from", "open", "work", "works", "hours", "between", "working", "a")
        and not _counts(passage.words[end])
        and passage.words[index - 2] not in ("dropped", "fell", "decreased", "down", "reduced", "went")
    )


def _ends_hours(passage: Passage, end: int) -> bool:
    return not _counts(passage.words[end]) and not passage.glued(end)


def _counts(word: str) -> bool:
    return word.isalpha() and word not in _AFTER_HOURS


def _hour_meant(passage: Passage, index: int, end: int, time: ClockTime) -> bool:
    """Whether a mere number is an hour: `lets meet at 7`."""
    words = passage.words
    before = words[index - 1] if index else ""
    if before not in ("at", "until", "till", "@") or not 1 <= time.hour <= 12 or passage.glued(index):
        return False
    if (
        passage.glued(end)
        and words[end] not in (",", ".", "!", "?", ")", ";")
        or (words[end] == "." and passage.glued(end + 1) and words[end + 1].isdigit())
    ):
        return False
    if before != "at":
        return not words[end][:1].isalnum() and passage.words[index - 2] in (
            "open",
            "waited",
            "wait",
            "stay",
            "awake",
            "up",
            "working",
            "work",
            "slept",
            "closed",
        )
    if index > 1 and words[index - 2] in _NO_HOUR_CUES | {"look", "looked"}:
        return False
    after = words[end]
    return (
        _meeting(passage, index)
        and (not after[:1].isalnum() or after in _AFTER_HOURS)
        and after not in ("%", "-", "/", "°", "$", "×", "x", "(")
    )


_MEETING = frozenset(
    (
        "meet",
        "meeting",
        "see",
        "call",
        "dinner",
        "lunch",
        "breakfast",
        "party",
        "start",
        "starts",
        "started",
        "begins",
        "begin",
        "opens",
        "open",
        "closes",
        "close",
        "closed",
        "arrive",
        "arrives",
        "arrived",
        "leave",
        "leaves",
        "left",
        "come",
        "pick",
        "there",
        "ready",
        "tomorrow",
        "tonight",
        "today",
        "lands",
        "land",
        "home",
        "wake",
        "woke",
        "train",
        "bus",
        "flight",
        "appointment",
        "scheduled",
        "reservation",
        "table",
        "game",
        "kickoff",
        "class",
        "shift",
        "u",
        "ya",
        "lets",
        "be",
        "up",
        "booked",
        "show",
        "movie",
        "drinks",
        "gym",
        "practice",
        "back",
        "here",
        "session",
        "exam",
        "interview",
        "deadline",
        "departs",
        "leaving",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    )
)


def _meeting(passage: Passage, index: int) -> bool:
    near = passage.words[max(0, index - 9) : index] + passage.words[index + 1 : index + 4]
    return not _MEETING.isdisjoint(near)


# --- a clock time with a part of the day


def _hour_before_part(passage: Passage, index: int, days: int | str | None) -> bool:
    """Whether a mere number before a part of the day is an hour: `8 tomorrow morning`, but not a table `for 4 tonight`."""
    before = passage.words[index - 1] if index else ""
    if days is None:
        return before not in ("for", "of", "with", "all", "than")
    return before in _HOUR_CUES or not before or before in (".", ",", ":", "!", "?")


def _with_part(passage: Passage, index: int, end: int, time: ClockTime) -> Reading | None:
    """`3 in the morning`, `7 pm tonight`, `9 o'clock last night`, `quarter to nine tonight`, `8 tomorrow morning`."""
    part = _day_part_after(passage, end)
    if part is None or (time.bare and (time.hour > 12 or not _hour_before_part(passage, index, part[1]))):
        return None
    after, days, begin = part
    if not time.marked:
        time = _in_part(time, begin)
    if days is None:
        return Reading(after, TIME, f"T{time.iso()}")
    if isinstance(days, str):
        return Reading(after, TIME, None)
    day = day_moved(passage, days + (begin == "18" and time.hour < 6 and days < 0 and False))
    return Reading(after, TIME, f"{day.isoformat()}T{time.iso()}" if day is not None else None)


def _in_part(time: ClockTime, begin: str) -> ClockTime:
    if begin == "06":
        return time.with_mark(pm=False)
    if begin == "18" and (time.hour == 12 or 1 <= time.hour <= 4):
        return time.with_mark(pm=False)
    return time.with_mark(pm=True)


def _day_part_after(passage: Passage, end: int) -> tuple[int, int | str | None, str] | None:
    """`in the morning`, `at night`, `tonight`, `last night`, `this evening`, `tomorrow morning` behind a clock time.

    Where it ends; how many days from the reference, None where it says no day, "?" where nobody can know; when it begins.
    """
    words = passage.words
    if passage.words[end] == "-" or end >= passage.n:
        return None
    if words[end : end + 2] == ["in", "the"] and words[end + 2] in _PARTS:
        return end + 3, None, _PARTS[words[end + 2]][0]
    if words[end : end + 2] == ["at", "night"]:
        return end + 2, None, "18"
    if words[end] in ("tonight", "tonite"):
        return end + 1, 0, "18"
    if words[end] in ("this", "that") and words[end + 1] in _PARTS:
        return end + 2, 0 if words[end] == "this" else "?", _PARTS[words[end + 1]][0]
    if words[end : end + 2] == ["last", "night"]:
        return end + 2, -1, "18"
    relative = relative_day_at(passage, end)
    if relative is not None and words[relative[0]] in _PARTS:
        return relative[0] + 1, relative[1], _PARTS[words[relative[0]]][0]
    if words[end] in _PARTS and words[end] in ("morning",) and False:
        return end + 1, None, "06"
    weekday = weekday_at(passage, end)
    if weekday is not None and words[weekday[0]] in _PARTS:
        today = day_moved(passage, 0)
        if today is None:
            return weekday[0] + 1, "?", _PARTS[words[weekday[0]]][0]
        day = nearest_weekday(today, weekday[1], past=lies_behind(passage, end))
        return weekday[0] + 1, (day - today).days, _PARTS[words[weekday[0]]][0]
    return None


# --- parts of the day


def _part_of_day(passage: Passage, index: int) -> Reading | None:
    """`this morning`, `last night`, `Friday evening`, `the early afternoon`, `overnight`, `at night`, `every morning`."""
    words = passage.words
    begin = _after_early(words, index)
    if words[begin] in ("tonight", "tonite"):
        return Reading(begin + 1, TIME, _stretch(day_moved(passage, 0), _NIGHT))
    if words[begin] == "overnight" and begin == index:
        return Reading(index + 1, TIME, "T18:00/T06:00")
    of_a_day = _day_then_part(passage, begin)
    if of_a_day is not None:
        return of_a_day
    return _the_part(passage, index, begin)


def _after_early(words: list[str], index: int) -> int:
    """Behind `early`, `late`, `later`, `the early`, `the middle of the`."""
    if words[index : index + 2] in (["early", "on"],):
        return index
    if words[index] in ("early", "late", "later", "earlier", "mid"):
        return index + 1 + (words[index + 1] in ("-", "in")) + (words[index + 1] == "in" and False)
    return index


def _stretch(day: date | None, hours: tuple[str, str] | list[str]) -> Value:
    """The part of a day as an interval; a night ends on the next one."""
    if day is None:
        return None
    last = day + timedelta(days=hours[1] < hours[0])
    return f"{day.isoformat()}T{hours[0]}:00/{last.isoformat()}T{hours[1]}:00"


def _day_then_part(passage: Passage, index: int) -> Reading | None:
    """A day with a part of it: `tomorrow evening`, `last Friday night`, `Saturday night`, `March 5 in the morning`-less."""
    words = passage.words
    if words[index] == "last" and words[index + 1] in ("night", "evening"):
        return Reading(index + 2, TIME, _stretch(day_moved(passage, -1), _PARTS[words[index + 1]]))
    if words[index] == "this" and words[index + 1] in _PARTS:
        return Reading(index + 2, TIME, _stretch(day_moved(passage, 0), _PARTS[words[index + 1]]))
    relative = relative_day_at(passage, index)
    if relative is not None and relative[0] < passage.n:
        part = _part_after(passage, relative[0])
        return Reading(part[0], TIME, _stretch(day_moved(passage, relative[1]), part[1])) if part is not None else None
    day: date | str | None = None
    stepped = stepped_at(passage, index)
    if stepped is not None:
        weekday = weekday_at(passage, stepped[0] - 1)
        part = _part_after(passage, stepped[0]) if weekday is not None else None
        if part is None:
            return None
        day = date.fromisoformat(stepped[1]) if isinstance(stepped[1], str) else None
        return Reading(part[0], TIME, _stretch(day, part[1]))
    return _named_day_then_part(passage, index)


def _named_day_then_part(passage: Passage, index: int) -> Reading | None:
    weekday = weekday_at(passage, index)
    said = None
    if weekday is not None and _part_after(passage, weekday[0]) is not None:
        said = (weekday[0], Day(weekday=weekday[1]))
    elif weekday is not None or passage.words[index][:1].isdigit() is False:
        said = day_at(passage, index)
    part = _part_after(passage, said[0]) if said is not None else None
    if said is None or part is None or (said[1].day is None and said[1].weekday is None):
        return None
    if weekday is not None and said[1].day is None and not (weekday_meant(passage, index, weekday[0]) or True):
        return None
    day = resolved_day(passage, index, said[1])
    return Reading(part[0], TIME, _stretch(day if isinstance(day, date) else None, part[1]))


def _part_after(passage: Passage, index: int) -> tuple[int, list[str]] | None:
    """A part of the day behind a day: `evening`, `late night`, `'s early morning`."""
    words = passage.words
    begin = index + 1 if words[index] in ("early", "late") else index
    if words[begin] in _PARTS and not passage.glued(begin):
        return begin + 1, _PARTS[words[begin]]
    return None


def _the_part(passage: Passage, index: int, begin: int) -> Reading | None:
    """`the morning`, `the next morning`, `that night`, `at night`, `early morning`, `every evening`."""
    words = passage.words
    if words[begin] in ("the", "that", "each", "every", "one") and begin >= index:
        return _after_article(passage, begin)
    if words[begin] not in _PARTS or passage.glued(begin):
        return None
    if begin > index:
        return Reading(begin + 1, TIME, _clockless(words[begin]))
    before = words[index - 1] if index else ""
    if before == "at" and words[begin] in ("night", "nite"):
        return Reading(begin + 1, TIME, _clockless(words[begin]))
    if before in ("by", "until", "till", "before", "towards", "toward") and not words[begin + 1][:1].isalpha():
        return Reading(begin + 1, TIME, _clockless(words[begin]))
    return None


def _clockless(word: str) -> str:
    first, last = _PARTS[word]
    return f"T{first}:00/T{last}:00"


def _after_article(passage: Passage, index: int) -> Reading | None:
    words = passage.words
    begin = index + 1
    hangs = words[index] in ("that", "one")
    if words[begin] in ("next", "following", "previous", "same", "other", "entire", "whole", "preceding"):
        hangs, begin = True, begin + 1
    if words[begin : begin + 3] == ["middle", "of", "the"]:
        begin += 3
    if words[begin] in ("early", "late", "mid"):
        begin += 1 + (words[begin + 1] == "-")
    if words[begin] == "hours" and words[begin - 1] == "early":
        return Reading(begin + 1, TIME, None)
    if words[begin : begin + 2] == ["wee", "hours"] or words[begin : begin + 2] == ["small", "hours"]:
        return Reading(begin + 2, TIME, None)
    if words[begin] not in _PARTS:
        return None
    end = begin + 1
    if words[index] in ("every", "each"):
        return Reading(end, TIME, "P1D")
    if words[index] == "one":
        return None
    if words[end] in ("before", "after") and not words[end + 1][:1].isalpha():
        return Reading(end + 1, TIME, None)
    if words[end] == "of" and not hangs:
        dated = day_at(passage, end + 1)
        if dated is not None and (dated[1].day or dated[1].weekday):
            day = resolved_day(passage, end + 1, dated[1])
            return Reading(dated[0], TIME, _stretch(day if isinstance(day, date) else None, _PARTS[words[begin]]))
    if (
        words[index] == "the"
        and not hangs
        and (
            words[end]
            in (
                "shift",
                "sky",
                "sun",
                "news",
                "show",
                "gown",
                "watch",
                "light",
                "train",
                "bus",
                "edition",
                "before",
                "nurse",
                "stand",
                "market",
                "club",
                "desk",
                "session",
                "snack",
                "life",
                "away",
                "sickness",
            )
            or passage.in_hyphens(end)
        )
    ):
        return None
    return Reading(end, TIME, None if hangs else _clockless(words[begin]))


__all__ += ["_joint_unused"] if False else []
_ = joint_at
