"""Dates in figures: `2026-03-13`, `13/03/2026`, `3/14/26`, `17.02.2026`, `06/2018`, `2011–2014`, `12-Mar-2026`."""

from __future__ import annotations

import re
from datetime import date

from onoma.rules.values.iso import Day, full_year
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered

__all__ = ["numeric_day_at", "valid_day"]

_YEAR_FIRST = re.compile(r"([12][0-9]{3})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![-/.]?[0-9A-Za-z])")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})(?![-/.]?[0-9A-Za-z])")
_APART = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([12][0-9]{3})(?![-/.]?[0-9A-Za-z])")
_NAMED = re.compile(r"([0-9]{1,2})([-/. ]?)([A-Za-z]{3,9})\.?\2([12][0-9]{3}|[0-9]{2})(?![-/0-9A-Za-z])")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})([/-])([12][0-9]{3})(?![-/.]?[0-9A-Za-z])")
_MONTH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?![-/.]?[0-9A-Za-z]|['\"%])")
_YEAR_MONTH = re.compile(r"([12][0-9]{3})-([0-9]{2})(?![-/.]?[0-9A-Za-z])")
_MONTHS = numbered("calendar", "months")
_CUES = frozenset(
    (
        "on",
        "by",
        "since",
        "until",
        "till",
        "due",
        "dated",
        "date",
        "before",
        "after",
        "from",
        "deadline",
        "is",
        "starting",
        "for",
        "seen",
        "visit",
        "of",
        "till",
        "thru",
        "through",
        "dos",
        "admitted",
        "discharged",
        "last",
    )
)
_MUST = frozenset(
    (
        "on",
        "by",
        "since",
        "until",
        "till",
        "due",
        "dated",
        "date",
        "before",
        "after",
        "from",
        "deadline",
        "seen",
        "starting",
        "dos",
    )
)
_EVENTS = frozenset(("9/11", "24/7", "7/11", "50/50", "20/20"))
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def numeric_day_at(passage: Passage, index: int) -> tuple[int, Day] | None:
    """Where the date in figures that begins at a token ends, and what it says."""
    if passage.glued(index) and (
        passage.words[index - 1] in ("-", "/", ".", "_", "#", ":", "=") or passage.words[index - 1][:1].isalnum()
    ):
        if passage.words[index - 1] not in (":", "=", "-") or _follows_figures(passage, index):
            return None
    return _full(passage, index) or _partial(passage, index)


def _follows_figures(passage: Passage, index: int) -> bool:
    """Whether a token hangs on what is before the sign in front of it: the 03 of 12-03."""
    return (
        index > 1
        and passage.glued(index - 1)
        and passage.words[index - 2][:1].isalnum()
        and passage.words[index - 1] != ":"
    )


def _full(passage: Passage, index: int) -> tuple[int, Day] | None:
    start = passage.starts[index]
    if match := _YEAR_FIRST.match(passage.text, start):
        year, _, month, day = match.groups()
        return _checked(passage, match.end(), int(year), int(month), int(day))
    if match := _YEAR_LAST.match(passage.text, start) or _APART.match(passage.text, start):
        first, sign, second, year = match.groups()
        if len(year) == 2 and sign == "." and not (len(first) == 2 and len(second) == 2):
            return None
        month, day = _month_and_day(passage, int(first), int(second), dots=sign == ".")
        return _checked(passage, match.end(), full_year(year), month, day)
    if match := _NAMED.match(passage.text, start):
        day_, _, name, year = match.groups()
        if name.lower() in _MONTHS and (len(year) == 4 or match[2] not in ("", " ")):
            return _checked(passage, match.end(), full_year(year), _MONTHS[name.lower()], int(day_))
    return None


def _month_and_day(passage: Passage, first: int, second: int, *, dots: bool) -> tuple[int, int]:
    """Month and day of two numbers: the day first where there are dots, where it was asked for, or where only that can be."""
    day_first = passage.clock.day_first or dots
    if (day_first and second <= 12) or first > 12:
        return second, first
    return first, second


def _partial(passage: Passage, index: int) -> tuple[int, Day] | None:
    start = passage.starts[index]
    if match := _MONTH_YEAR.match(passage.text, start):
        month, sign, year = int(match[1]), match[2], int(match[3])
        if 1 <= month <= 12 and 1900 <= year <= 2100 and (sign == "/" or len(match[1]) == 2):
            return passage.index_at(match.end()), Day(year, month)
    if (
        (match := _YEAR_MONTH.match(passage.text, start))
        and 1 <= int(match[2]) <= 12
        and int(match[1]) % 100 + 1 != int(match[2])
    ):
        return passage.index_at(match.end()), Day(int(match[1]), int(match[2]))
    match = _MONTH_DAY.match(passage.text, start)
    if match is None or match[0] in _EVENTS or not _meant_as_day(passage, index, match):
        return None
    month, day = _month_and_day(passage, int(match[1]), int(match[2]), dots=False)
    return (passage.index_at(match.end()), Day(None, month, day)) if valid_day(2024, month, day) else None


def _meant_as_day(passage: Passage, index: int, match: re.Match[str]) -> bool:
    """Whether `3/14` is a day: a word for that stands before it, and no noun behind it."""
    before, two_before = passage.words[index - 1], passage.words[index - 2] if index > 1 else ""
    if before == "is" or before == ":":
        cued = two_before in ("deadline", "date", "due", "birthday", "dob", "dos", "appointment")
    else:
        cued = before in _MUST or (
            before == "for" and two_before in ("scheduled", "booked", "appointment", "set", "due")
        )
    if not cued and not (passage.words[index - 1] == "(" and False):
        return False
    after = passage.words[passage.index_at(match.end())]
    return after not in (
        "of",
        "cup",
        "cups",
        "inch",
        "inches",
        "mile",
        "miles",
        "in",
        "mmhg",
        "teaspoon",
        "tsp",
        "tbsp",
        "pounds",
        "stars",
    )


def _checked(passage: Passage, end: int, year: int, month: int, day: int) -> tuple[int, Day] | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and valid_day(year, month, day)):
        return None
    return passage.index_at(end), Day(year, month, day)


def valid_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
