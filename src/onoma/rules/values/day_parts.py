"""Parts of the day, alone or of a day: `this morning`, `last night`, `Friday evening`, `overnight`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from onoma.rules.values.dates import resolved_day
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.durations import TIME
from onoma.rules.values.iso import Day, nearest_weekday
from onoma.rules.values.named_dates import day_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import row, rows_of
from onoma.rules.values.relative import day_moved, relative_day_at, stepped_at
from onoma.rules.values.weekday_names import weekday_at

__all__ = ["PARTS", "PART_STARTS", "PartOfDay", "part_behind_time", "part_of_day_at"]

PARTS: dict[str, tuple[str, str]] = {form: (key.split()[0], key.split()[1]) for form, key in rows_of("times", "parts")}
_NIGHT = ("18", "06")
_TONIGHT = frozenset(("tonight", "tonite"))
_SIDES = frozenset(("early", "mid", "late", "later", "earlier"))
_NOUNS_AFTER = row("times", "parts_as_nouns", "after")
_WHOLE = row("times", "parts_as_nouns", "whole")
_BEFORE = row("times", "parts_as_nouns", "before")
_SMALL_HOURS = (["early", "hours"], ["wee", "hours"], ["small", "hours"])

PART_STARTS = frozenset(
    (
        *PARTS,
        *_TONIGHT,
        *_SIDES,
        "overnight",
        "last",
        "next",
        "this",
        "the",
        "every",
        "each",
        "that",
        "yesterday",
        "tomorrow",
    )
)
"""Words with which a part of the day can begin, besides names of days."""


class PartOfDay(NamedTuple):
    """A part of the day behind a clock time: up to where, of which day, and when it begins.

    `n_days` counts from the reference and is None where no day is said; `unknown` is what only the text could tell.
    """

    end: int
    n_days: int | None
    begins: str
    unknown: bool = False


def part_behind_time(passage: Passage, index: int) -> PartOfDay | None:
    """`in the morning`, `at night`, `tonight`, `last night`, `this evening`, `tomorrow morning`, `Friday night`."""
    words = passage.words
    if words[index : index + 2] == ["in", "the"] and words[index + 2] in PARTS:
        return PartOfDay(index + 3, None, PARTS[words[index + 2]][0])
    if words[index : index + 2] == ["at", "night"]:
        return PartOfDay(index + 2, None, _NIGHT[0])
    if words[index] in _TONIGHT:
        return PartOfDay(index + 1, 0, _NIGHT[0])
    if words[index] in ("this", "that") and words[index + 1] in PARTS:
        part = PartOfDay(index + 2, 0, PARTS[words[index + 1]][0])
        return part if words[index] == "this" else part._replace(n_days=None, unknown=True)
    if words[index : index + 2] == ["last", "night"]:
        return PartOfDay(index + 2, -1, _NIGHT[0])
    relative = relative_day_at(passage, index)
    if relative is not None and words[relative[0]] in PARTS:
        return PartOfDay(relative[0] + 1, relative[1], PARTS[words[relative[0]]][0])
    return _weekday_behind(passage, index)


def _weekday_behind(passage: Passage, index: int) -> PartOfDay | None:
    weekday = weekday_at(passage, index)
    if weekday is None or passage.words[weekday[0]] not in PARTS:
        return None
    part = PartOfDay(weekday[0] + 1, None, PARTS[passage.words[weekday[0]]][0], unknown=True)
    today = day_moved(passage, 0)
    if today is None:
        return part
    day = nearest_weekday(today, weekday[1], past=lies_behind(passage, index))
    return part._replace(n_days=(day - today).days, unknown=False)


# --- alone


def part_of_day_at(passage: Passage, index: int) -> Reading | None:
    """The part of a day that begins at a token, with its day where it has one."""
    words = passage.words
    begin = index + 1 if words[index] in _SIDES else index
    begin += begin > index and passage.in_hyphens(begin)
    if words[begin] in _TONIGHT:
        return Reading(begin + 1, TIME, _stretch(day_moved(passage, 0), _NIGHT))
    if words[index] == "overnight":
        return Reading(index + 1, TIME, _clockless(_NIGHT))
    return _of_a_day(passage, begin) or _with_article(passage, begin) or _bare(passage, index, begin)


def _stretch(day: date | None, hours: tuple[str, str]) -> str | None:
    """The part of a day as an interval; a night ends on the next one."""
    if day is None:
        return None
    last = day + timedelta(days=hours[1] < hours[0])
    return f"{day.isoformat()}T{hours[0]}:00/{last.isoformat()}T{hours[1]}:00"


def _clockless(hours: tuple[str, str]) -> str:
    return f"T{hours[0]}:00/T{hours[1]}:00"


def _of_a_day(passage: Passage, index: int) -> Reading | None:
    """A day with a part of it: `tomorrow evening`, `last Friday night`, `Saturday night`, `this morning`."""
    words = passage.words
    if words[index] in ("last", "this") and words[index + 1] in PARTS:
        if words[index] == "last" and words[index + 1] not in ("night", "nite", "evening"):
            return None
        day = day_moved(passage, -1 if words[index] == "last" else 0)
        return Reading(index + 2, TIME, _stretch(day, PARTS[words[index + 1]]))
    relative = relative_day_at(passage, index)
    if relative is not None:
        return _joined(passage, relative[0], day_moved(passage, relative[1]))
    stepped = stepped_at(passage, index)
    if stepped is not None:
        end, value = stepped
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-03-04") else None
        return _joined(passage, end, day) if weekday_at(passage, end - 1) is not None else None
    return _of_a_named_day(passage, index)


def _of_a_named_day(passage: Passage, index: int) -> Reading | None:
    weekday = weekday_at(passage, index)
    said: tuple[int, Day] | None = None
    if weekday is not None and _part_after(passage, weekday[0]) is not None:
        said = weekday[0], Day(weekday=weekday[1])
    elif weekday is not None or passage.words[index][:1].isalpha():
        said = day_at(passage, index)
    if said is None or (said[1].day is None and said[1].weekday is None) or _part_after(passage, said[0]) is None:
        return None
    day = resolved_day(passage, index, said[1])
    return _joined(passage, said[0], day if isinstance(day, date) else None)


def _joined(passage: Passage, end: int, day: date | None) -> Reading | None:
    part = _part_after(passage, end)
    return Reading(part[0], TIME, _stretch(day, part[1])) if part is not None else None


def _part_after(passage: Passage, index: int) -> tuple[int, tuple[str, str]] | None:
    """A part of the day behind a day: `evening`, `early morning`."""
    words = passage.words
    begin = index + 1 if words[index] in ("early", "late") else index
    return (begin + 1, PARTS[words[begin]]) if words[begin] in PARTS and not passage.glued(begin) else None


def _bare(passage: Passage, index: int, begin: int) -> Reading | None:
    """`early morning`, `at night`, `until evening`."""
    words = passage.words
    if words[begin] not in PARTS or (passage.glued(begin) and begin <= index + 1):
        return None
    before = words[index - 1] if index else ""
    at_night = before == "at" and words[begin] in ("night", "nite")
    until = before in _BEFORE and not words[begin + 1][:1].isalpha()
    return Reading(begin + 1, TIME, _clockless(PARTS[words[begin]])) if begin > index or at_night or until else None


def _with_article(passage: Passage, index: int) -> Reading | None:
    """`the morning`, `the next morning`, `that night`, `every evening`, `the early hours`, `the night of March 5`."""
    words = passage.words
    if words[index] not in ("the", "that", "each", "every"):
        return None
    begin, hangs = index + 1, words[index] == "that"
    if words[begin] in _WHOLE:
        begin, hangs = begin + 1, True
    if words[begin : begin + 3] == ["middle", "of", "the"]:
        begin += 3
    if words[begin : begin + 2] in _SMALL_HOURS:
        return Reading(begin + 2, TIME, None)
    if words[begin] in ("early", "late", "mid"):
        begin += 1 + passage.in_hyphens(begin + 1)
    if words[begin] not in PARTS:
        return None
    if words[index] in ("every", "each"):
        return Reading(begin + 1, TIME, "P1D")
    if hangs:
        return Reading(begin + 1, TIME, None)
    return _the_part(passage, begin)


def _the_part(passage: Passage, index: int) -> Reading | None:
    words, end, hours = passage.words, index + 1, PARTS[passage.words[index]]
    if words[end] in ("before", "after") and not words[end + 1][:1].isalpha():
        return Reading(end + 1, TIME, None)
    if words[end] in _NOUNS_AFTER or passage.in_hyphens(end):
        return None
    dated = day_at(passage, end + 1) if words[end] == "of" else None
    if dated is not None and (dated[1].day is not None or dated[1].weekday is not None):
        day = resolved_day(passage, end + 1, dated[1])
        return Reading(dated[0], TIME, _stretch(day if isinstance(day, date) else None, hours))
    return Reading(end, TIME, _clockless(hours))
