"""Dates in figures: `2026-03-13`, `13/03/2026`, `3/14/26`, `17.02.2026`, `06/2018`, `12-Mar-2026`."""

from __future__ import annotations

import re
from datetime import date

from onoma.rules.values.iso import Day, full_year
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, row

__all__ = ["numeric_day_at", "valid_day", "written_alike"]

# What may not follow: more of the same. A dash may, where another date stands behind it.
_AFTER = r"(?![0-9A-Za-z]|[/.][0-9A-Za-z]|-[A-Za-z]|-[0-9]{1,3}(?![0-9/.-])|-[0-9]{4}(?![-/.]))"
_YEAR_FIRST = re.compile(r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _AFTER)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})" + _AFTER)
_APART = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([12][0-9]{3})" + _AFTER)
_NAMED = re.compile(r"([0-9]{1,2})([-/. ]?)([A-Za-z]{3,9})\.?\2([12][0-9]{3}|[0-9]{2})(?![-/0-9A-Za-z])")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})([/-])([12][0-9]{3})" + _AFTER)
_MONTH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?![-/.]?[0-9A-Za-z]|['\"%])")
_YEAR_MONTH = re.compile(r"([12][0-9]{3})-([0-9]{2})" + _AFTER)
_MONTHS = numbered("calendar", "months")
_CUES = row("calendar", "month_and_day", "before")
_SUBJECTS = row("calendar", "month_and_day", "subjects")
_APPOINTMENTS = row("calendar", "month_and_day", "appointments")
_NOUNS = row("calendar", "month_and_day", "not_after")
_NO_DAYS = frozenset(("9/11", "24/7", "7/11", "50/50", "20/20"))
_SIGNS = frozenset(("-", "/", ".", "_", "#", ":", "="))
_BETWEEN = frozenset(("-", "/", "."))
_YEARS = range(1000, 2200)
_YEARS_OF_MONTHS = range(1900, 2101)
_LEAP_YEAR = 2024


def numeric_day_at(passage: Passage, index: int) -> tuple[int, Day] | None:
    """Where the date in figures that begins at a token ends, and what it says."""
    following = passage.words[index + 1]
    if following not in _BETWEEN and following not in _MONTHS and "." not in passage.words[index]:
        return None
    if passage.glued(index) and not _may_begin(passage, index):
        return None
    return _full(passage, index) or _partial(passage, index)


def _may_begin(passage: Passage, index: int) -> bool:
    """Whether a date may begin close behind another token: behind `(` and `:`, and behind the dash of a range."""
    before, two_before = passage.words[index - 1], passage.words[index - 2] if index > 1 else ""
    if before[:1].isalnum() or before in _SIGNS - {":", "=", "-"}:
        return False
    if before != "-" or not (passage.glued(index - 1) and two_before[:1].isalnum()):
        return True
    return index > 2 and passage.glued(index - 2) and (passage.words[index - 3] in ("/", "-") or "." in two_before)


def _full(passage: Passage, index: int) -> tuple[int, Day] | None:
    start = passage.starts[index]
    if match := _YEAR_FIRST.match(passage.text, start):
        year, _, month, day = match.groups()
        return _checked(passage, match.end(), Day(int(year), int(month), int(day)))
    if match := _YEAR_LAST.match(passage.text, start) or _APART.match(passage.text, start):
        first, sign, second, year = match.groups()
        if len(year) == 2 and sign == "." and not len(first) == len(second) == 2:
            return None
        month_and_day = _month_and_day(passage, int(first), int(second), dots=sign == ".")
        return _checked(passage, match.end(), Day(full_year(year), *month_and_day))
    if match := _NAMED.match(passage.text, start):
        day, sign, name, year = match.groups()
        if name.lower() in _MONTHS and (len(year) == 4 or sign not in ("", " ")):
            return _checked(passage, match.end(), Day(full_year(year), _MONTHS[name.lower()], int(day)))
    return None


def _month_and_day(passage: Passage, first: int, second: int, *, dots: bool) -> tuple[int, int]:
    """The day comes first where there are dots, where that was asked for, or where nothing else can be."""
    day_first = passage.clock.day_first or dots
    return (second, first) if (day_first and second <= 12) or first > 12 else (first, second)


def _partial(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`06/2018`, `2018-06`, `3/14`."""
    start = passage.starts[index]
    if match := _MONTH_YEAR.match(passage.text, start):
        month, sign, year = int(match[1]), match[2], int(match[3])
        if 1 <= month <= 12 and year in _YEARS_OF_MONTHS and (sign == "/" or len(match[1]) == 2):
            return passage.index_at(match.end()), Day(year, month)
    if match := _YEAR_MONTH.match(passage.text, start):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and year % 100 + 1 != month:  # 2009-10 are two years
            return passage.index_at(match.end()), Day(year, month)
    match = _MONTH_DAY.match(passage.text, start)
    if match is None or match[0] in _NO_DAYS or not _meant(passage, index, passage.index_at(match.end())):
        return None
    month, day = _month_and_day(passage, int(match[1]), int(match[2]), dots=False)
    return (passage.index_at(match.end()), Day(None, month, day)) if valid_day(_LEAP_YEAR, month, day) else None


def _meant(passage: Passage, index: int, end: int) -> bool:
    """Whether `3/14` is a day: a word for that stands before it, and no noun behind it."""
    before, two_before = passage.words[index - 1] if index else "", passage.words[index - 2] if index > 1 else ""
    if before in ("is", ":", "was", "s"):
        cued = two_before in _SUBJECTS or (before == "s" and index > 2 and passage.words[index - 3] in _SUBJECTS)
    elif before == "of":
        cued = two_before == "as"
    elif before == "for":
        cued = two_before in _APPOINTMENTS
    else:
        cued = before in _CUES
    return cued and passage.words[end] not in _NOUNS


def written_alike(passage: Passage, index: int, first: Day, joint: int, second: Day) -> tuple[Day, Day]:
    """Both dates of a range with the day first where one of them must have it so: `01/02/2026 - 28/02/2026`."""
    starts = [_YEAR_LAST.match(passage.text, passage.starts[at]) for at in (index, joint)]
    if any(match is None or match[2] == "." for match in starts) or passage.clock.day_first:
        return first, second
    firsts = [int(match[1]) for match in starts if match is not None]
    if min(firsts) > 12 or max(firsts) <= 12:
        return first, second
    return _swapped(first) if firsts[0] <= 12 else first, _swapped(second) if firsts[1] <= 12 else second


def _swapped(day: Day) -> Day:
    return day._replace(month=day.day, day=day.month)


def _checked(passage: Passage, end: int, said: Day) -> tuple[int, Day] | None:
    year, month, day = said.year or 0, said.month or 0, said.day or 0
    return (passage.index_at(end), said) if year in _YEARS and valid_day(year, month, day) else None


def valid_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
