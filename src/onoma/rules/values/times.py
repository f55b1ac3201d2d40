"""TIME by the clock: one time, a range, and a time with the part of the day: `9 am to 5 pm`, `7 pm tonight`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from onoma.rules.values.clock import ClockTime
from onoma.rules.values.clock_times import clock_at
from onoma.rules.values.day_parts import PartOfDay, part_behind_time, part_of_day_at
from onoma.rules.values.durations import TIME
from onoma.rules.values.nouns import plain_word_after
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import row
from onoma.rules.values.ranges import joint_at
from onoma.rules.values.relative import day_moved, relative_day_at
from onoma.rules.values.weekday_names import weekday_at

__all__ = ["time_at", "timestamp_at"]

_TIMESTAMP = re.compile(
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?(?![0-9A-Za-z])"
)
_HOUR_CUES = row("times", "hours", "before")
_NOT_AT = row("times", "hours", "not_at")
_AFTER_HOURS = row("times", "hours", "after")
_AWAKE = row("times", "hours", "awake")
_MEETING = row("times", "hours", "meeting")
_WORKING = row("times", "hours", "working")
_FALLEN = row("times", "hours", "fallen")
_AT_HOURS = frozenset(("at", "until", "till", "@"))
_NEAR_HOURS = frozenset(("after", "before", "by", "around"))
_APPOINTED = row("times", "hours", "appointed")
_COUNTING = frozenset(("and", "or", "for", "in", "so", "but", "then", "with"))
_NO_TABLE = frozenset(("for", "of", "with", "all", "than"))
_SENTENCE_STARTS = frozenset(("", ".", ",", ":", "!", "?"))
_ENDS = frozenset((",", ".", "!", "?", ")", ";"))
_SIGNS_BEHIND = frozenset(("%", "-", "/", "°", "$", "×", "(", "+", "*", "="))
_NOON = 12


def timestamp_at(passage: Passage, index: int) -> Reading | None:
    """`2026-03-04T10:00Z` as it is written."""
    if passage.words[index + 1] != "-":
        return None
    match = _TIMESTAMP.match(passage.text, passage.starts[index])
    return Reading(passage.index_at(match.end()), TIME, match[0]) if match is not None else None


def time_at(passage: Passage, index: int) -> Reading | None:
    """The clock time, part of a day, or range of times that begins at a token."""
    if passage.words[index][:1].isdigit():
        return _clock(passage, index)
    part = part_of_day_at(passage, index)
    return _clock(passage, index) if part is None else _range_of_parts(passage, index, part)


def _clock(passage: Passage, index: int) -> Reading | None:
    first = clock_at(passage, index)
    if first is None:
        return None
    end, time = first
    longer = _range(passage, index, end, time) or _with_part(passage, index, end, time)
    if longer is not None:
        return longer
    if time.bare and not _hour_meant(passage, index, end, time):
        return None
    return Reading(end, TIME, f"T{time.iso()}")


# --- ranges


def _range_of_parts(passage: Passage, index: int, first: Reading) -> Reading:
    """`Thursday evening through Saturday morning`; else the first part alone."""
    joint = joint_at(passage, first.end, index) if passage.words[first.end] != "or" else None
    second = part_of_day_at(passage, joint) if joint is not None else None
    if second is None:
        return first
    if not (isinstance(first.value, str) and isinstance(second.value, str)):
        return Reading(second.end, TIME, None)
    begins, ends = first.value.split("/")[0], second.value.split("/")[-1]
    if joint is not None and weekday_at(passage, joint) is not None and not begins.startswith("T"):
        ends = _first_after(begins, ends)
    return Reading(second.end, TIME, f"{begins}/{ends}")


def _first_after(begins: str, ends: str) -> str:
    """The first such weekday behind the beginning, whichever the tense would choose."""
    begin, end = datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    while end <= begin:
        end += timedelta(weeks=1)
    while end - timedelta(weeks=1) > begin:
        end -= timedelta(weeks=1)
    return end.isoformat(timespec="minutes")


def _range(passage: Passage, index: int, end: int, low: ClockTime) -> Reading | None:
    """`9 am to 5 pm`, `2-4pm`, `between 10 and 11:30`; a mark or zone that stands at the end holds for both."""
    begin = joint_at(passage, end, index)
    second = clock_at(passage, begin) if begin is not None else None
    if second is None or (passage.words[end] == "or" and (second[1].bare or low.bare)):
        return None
    after, high = second
    if high.bare:
        ended = _bare_end(passage, index, after, low, high)
        if ended is None:
            return None
        after, high = ended
    elif low.bare and not high.marked and passage.words[index - 1] not in ("from", "between"):
        return None
    low, high = _marked_alike(low, high)
    if high.zone and not low.zone:
        low = low._replace(zone=high.zone)
    return Reading(after, TIME, f"T{low.iso()}/T{high.iso()}")


def _bare_end(passage: Passage, index: int, end: int, low: ClockTime, high: ClockTime) -> tuple[int, ClockTime] | None:
    """A range whose second time is a mere number: `2 to 4 in the afternoon`, `from 9 to 5`, `9am to 5`."""
    part = part_behind_time(passage, end)
    if part is not None and part.n_days is None and not part.unknown and low.bare:
        return part.end, high.with_mark(pm=part.begins != "06")
    if low.bare:
        if _hours_of_a_day(passage, index, end, high):
            return end, high
        return (end, high.with_mark(pm=True)) if _working_day(passage, index, low, high, end) else None
    return (end, high) if low.marked and not plain_word_after(passage, end) and not passage.glued(end) else None


def _marked_alike(low: ClockTime, high: ClockTime) -> tuple[ClockTime, ClockTime]:
    """Both times before or after noon as one of them says: 2-4pm, 9-11am; 11-1pm begins before noon."""
    if low.marked and high.bare:
        return low, high.with_mark(pm=high.hour < low.hour % _NOON or low.hour >= _NOON)
    if low.marked or not high.marked or low.hour > _NOON:
        return low, high
    pm = high.hour >= _NOON
    marked = low.with_mark(pm=pm)
    later = (marked.hour, marked.minute) > (high.hour, high.minute)
    return (low.with_mark(pm=not pm) if later and pm else marked), high


def _hours_of_a_day(passage: Passage, index: int, end: int, high: ClockTime) -> bool:
    """Whether `between 8 and 12` are hours: a day stands behind."""
    if passage.words[index - 1] not in ("between", "from") or not 1 <= high.hour <= _NOON:
        return False
    begin = end + (passage.words[end] == "on")
    return weekday_at(passage, begin) is not None or relative_day_at(passage, begin) is not None


def _working_day(passage: Passage, index: int, low: ClockTime, high: ClockTime, end: int) -> bool:
    """Whether `9 to 5` and `8-6` are hours: the end comes earlier than the beginning, and no noun follows."""
    words = passage.words
    before, two_before = words[index - 1] if index else "", words[index - 2] if index > 1 else ""
    if not 6 <= low.hour <= _NOON or not 1 <= high.hour <= low.hour - 2:
        return False
    if (passage.glued(end) and words[end] not in _ENDS) or plain_word_after(passage, end):
        return False
    return before in _WORKING and two_before not in _FALLEN


# --- with a part of the day


def _with_part(passage: Passage, index: int, end: int, time: ClockTime) -> Reading | None:
    """`3 in the morning`, `7 pm tonight`, `9 o'clock last night`, `quarter to nine tonight`, `8 tomorrow morning`."""
    part = part_behind_time(passage, end)
    if part is None or (time.bare and (time.hour > _NOON or not _hour_before_part(passage, index, part))):
        return None
    if not time.marked:
        time = _in_part(time, part.begins)
    if part.n_days is None:
        return Reading(part.end, TIME, None if part.unknown else f"T{time.iso()}")
    day = day_moved(passage, part.n_days)
    return Reading(part.end, TIME, f"{day.isoformat()}T{time.iso()}" if day is not None else None)


def _in_part(time: ClockTime, begins: str) -> ClockTime:
    """The time before or after noon as the part of the day says; the night has hours of both."""
    if begins == "06":
        return time.with_mark(pm=False)
    return time.with_mark(pm=not (begins == "18" and (time.hour == _NOON or 1 <= time.hour <= 4)))


def _hour_before_part(passage: Passage, index: int, part: PartOfDay) -> bool:
    """Whether a mere number before it is an hour: `8 tomorrow morning`, but not a table `for 4 tonight`."""
    before = passage.words[index - 1] if index else ""
    if part.n_days is None:
        return before not in _NO_TABLE
    return before in _HOUR_CUES or before in _SENTENCE_STARTS


# --- mere numbers


def _hour_meant(passage: Passage, index: int, end: int, time: ClockTime) -> bool:
    """Whether a mere number is an hour: `lets meet at 7`."""
    words = passage.words
    before, two_before = words[index - 1] if index else "", words[index - 2] if index > 1 else ""
    appointed = before in _NEAR_HOURS and not _APPOINTED.isdisjoint(passage.near(index, 4, 0))
    if not (appointed or before in _AT_HOURS) or not 1 <= time.hour <= _NOON or passage.glued(index):
        return False
    if passage.glued(end) and (words[end] not in _ENDS or (passage.glued(end + 1) and words[end + 1].isdigit())):
        return False
    if words[end] in _SIGNS_BEHIND or (words[end][:1].isalpha() and words[end] not in _AFTER_HOURS):
        return False
    if before != "at":
        return two_before in _AWAKE or (appointed and words[end] not in _COUNTING)
    near = passage.near(index, 9, 4)
    return two_before not in _NOT_AT and not _MEETING.isdisjoint(near)
