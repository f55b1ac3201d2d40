"""DATE: a day, month, year or stretch of the calendar, with its modifiers, and the ranges of such."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

from onoma.document import Value
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.durations import DATE, parts_at
from onoma.rules.values.iso import (
    Day,
    month_iso,
    months_iso,
    nearest_month,
    nearest_weekday,
    nearest_year,
    week_iso,
    year_iso,
)
from onoma.rules.values.month_names import MONTHS
from onoma.rules.values.named_dates import day_at, day_of_month_at, year_after
from onoma.rules.values.numerals import is_whole
from onoma.rules.values.numeric_dates import valid_day, written_alike
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.periods import period_at
from onoma.rules.values.phrases import Phrases, row
from onoma.rules.values.ranges import joint_at
from onoma.rules.values.relative import period_of_today, relative_at

__all__ = ["MODIFIER_STARTS", "date_at", "resolved_day"]

_Said: TypeAlias = tuple[int, Day | Value]
"""Where a date ends, and what it says: the parts of a day, or the ISO form of anything else."""

_MODIFIERS = Phrases((form, True) for form in row("calendar", "modifiers", "words"))
MODIFIER_STARTS = _MODIFIERS.first_words
_SIDES = frozenset(("early", "late", "later", "earlier"))
_BEHIND_LATER = frozenset(("this", "that", "today", "in", "last", "next", "yesterday", "tomorrow"))
_PRESENT = frozenset(("present", "now", "current", "today", "date", "ongoing", "currently"))
_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_NOT_BEHIND_A_DAY = frozenset((":", "%", "am", "pm", "/"))
_OF_FIGURES = (day_at, period_at)
_GRAMMARS = (*_OF_FIGURES, relative_at)
_ENDS_OF_YEARS = frozenset(("first", "last", "final", "opening", "closing", "initial"))
_IS_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST_DAY = 31
_LONGEST_MODIFIERS = 3


def date_at(passage: Passage, index: int) -> Reading | None:
    """The date or range of dates that begins at a token."""
    days = _days_of_a_month(passage, index)
    if days is not None:
        return days
    first = _one(passage, index)
    if first is None:
        return None
    end, said = first
    joint = joint_at(passage, end, index) or _slash_of_years(passage, end, said)
    second = _second(passage, joint, said) if joint is not None else None
    if joint is not None and second is not None:
        high = second[1]
        if isinstance(said, Day) and isinstance(high, Day):
            said, high = written_alike(passage, index, said, joint, high)
        return Reading(second[0], DATE, _range_iso(passage, index, said, high))
    return Reading(end, DATE, _iso(passage, index, said))


# --- one date


def _one(passage: Passage, index: int) -> _Said | None:
    """A date with its modifiers: `early March`, `the end of last year`, `mid-2019`."""
    beside = _beside_a_day(passage, index) or _first_months_of(passage, index)
    if beside is not None:
        return beside
    for begin in reversed(_behind_modifiers(passage, index)):
        core = _core(passage, begin) or _of_the(passage, begin)
        fits = passage.words[index] not in ("later", "earlier") or passage.words[begin] in _BEHIND_LATER
        if core is not None and fits:
            return core
    return _core(passage, index)


def _beside_a_day(passage: Passage, index: int) -> _Said | None:
    """`the day after Christmas`, `the week of March 9`."""
    words = passage.words
    shift = {("day", "after"): 1, ("day", "before"): -1, ("week", "of"): 0}.get((words[index + 1], words[index + 2]))
    core = _core(passage, index + 3) if words[index] == "the" and shift is not None else None
    if core is None or shift is None or (isinstance(core[1], Day) and core[1].day is None):
        return None
    value = _iso(passage, index, core[1])
    if not isinstance(value, str) or not _IS_DAY.fullmatch(value):
        return core[0], None
    day = date.fromisoformat(value) + timedelta(days=shift)
    return core[0], day.isoformat() if shift else week_iso(day)


def _first_months_of(passage: Passage, index: int) -> _Said | None:
    """`the first three months of 2024`, `the last two weeks of May`."""
    begin = index + (passage.words[index] == "the")
    which = passage.words[begin]
    parts = parts_at(passage, begin + 1) if which in _ENDS_OF_YEARS else None
    if parts is None or len(parts) > 1 or passage.words[parts[0].end] != "of":
        return None
    whole = _core(passage, parts[0].end + 1)
    if whole is None:
        return None
    n_months = parts[0].number.amount if parts[0].unit.designator == "M" else None
    if not (isinstance(whole[1], Day) and whole[1].year is not None and whole[1].month is None):
        return whole[0], None
    if n_months is None or not 1 <= n_months <= 12 or not is_whole(n_months) or parts[0].number.upper is not None:
        return whole[0], None
    first = 1 if which in ("first", "opening", "initial") else 13 - int(n_months)
    return whole[0], months_iso(whole[1].year, first, int(n_months))


def _behind_modifiers(passage: Passage, index: int) -> list[int]:
    """Where the date may begin behind `the beginning of`, `mid-`, `the late`, `early in`."""
    words, begins, begin = passage.words, [], index
    if words[begin] == "the" and words[begin + 1] in ("early", "mid", "late", "very"):
        begin += 1 + (words[begin + 1] == "very")
    for _ in range(_LONGEST_MODIFIERS):
        found = _MODIFIERS.longest(words, begin)
        if found is None:
            break
        begin = found[0]
        if words[begin : begin + 3] == ["-", "to", "-"]:  # mid-to-late
            begin += 3
        elif passage.in_hyphens(begin) or (words[begin] == "in" and words[begin - 1] in _SIDES):
            begin += 1
        begins.append(begin)
    return begins


def _of_the(passage: Passage, begin: int) -> _Said | None:
    """`the end of the month`: the one of the reference."""
    words = passage.words
    if words[begin - 1] not in ("of", "in") or words[begin] not in ("the", "that", "each", "every"):
        return None
    if words[begin + 1] not in ("month", "year", "week", "quarter", "decade", "century") or passage.in_hyphens(
        begin + 2
    ):
        return None
    return begin + 2, period_of_today(passage, words[begin + 1]) if words[begin] == "the" else None


def _core(passage: Passage, index: int) -> _Said | None:
    """The longest of what names a date at a token, without modifiers."""
    best: _Said | None = None
    for grammar in _OF_FIGURES if passage.words[index][:1].isdigit() else _GRAMMARS:
        found: _Said | None = grammar(passage, index)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


# --- ranges


def _days_of_a_month(passage: Passage, index: int) -> Reading | None:
    """`5-7 March 2026`, `the 5th to the 7th of March`, `between 5 and 6 May`."""
    first = day_of_month_at(passage, index)
    joint = joint_at(passage, first[0], index) if first is not None else None
    if first is None or joint is None or not (passage.words[joint][:1].isdigit() or passage.words[joint] == "the"):
        return None
    second = day_at(passage, joint)
    if second is None or second[1].weekday is not None or passage.words[joint + 1] in ("/", "."):
        return None
    high = second[1]
    if high.day is None or high.month is None or first[1] >= high.day:
        return None
    return Reading(second[0], DATE, _range_iso(passage, index, high._replace(day=first[1]), high))


def _second(passage: Passage, index: int, first: Day | Value) -> tuple[int, Day | Value] | None:
    """What a range goes on to: another date, a day of the same month, two digits of a year, or the present."""
    words = passage.words
    present = index + 1 if words[index] == "the" else index
    if words[present] in _PRESENT:
        open_ended = isinstance(first, Day) and first.year is not None and first.weekday is None
        return (present + 1, None) if open_ended else None
    second = _one(passage, index)
    short = _short_second(passage, index, first) if isinstance(first, Day) else None
    if short is not None and (second is None or short[0] >= second[0] or not isinstance(second[1], Day)):
        return short
    return second if second is not None and _of_a_kind(first, second[1]) else None


def _slash_of_years(passage: Passage, end: int, said: Day | Value) -> int | None:
    """Where the second year of `2024/25` begins."""
    year = isinstance(said, Day) and said.year is not None and said.month is None
    slash = year and passage.words[end] == "/" and passage.glued(end) and passage.glued(end + 1)
    return end + 1 if slash and len(passage.words[end + 1]) in (2, 4) else None


def _short_second(passage: Passage, index: int, first: Day) -> tuple[int, Day] | None:
    """`March 5-7`, `March 5-7, 2026`, `2019-20`, `2019/2020`."""
    word = passage.words[index]
    if passage.words[index - 1] == "/" and word.isdigit() and len(word) == 4 and (first.year or 0) < int(word) < 2200:
        return index + 1, Day(int(word))
    if not (word.isdigit() and len(word) <= 2):
        return None
    number = int(word)
    if first.year is not None:
        two_digits = first.month is None and len(word) == 2 and first.year % 100 < number
        goes_on = passage.glued(index + 1) and (
            passage.words[index + 1].isalnum() or passage.words[index + 1] in ("-", "/", "%")
        )
        return (index + 1, Day(first.year // 100 * 100 + number)) if two_digits and not goes_on else None
    if first.month is None or first.day is None or not first.day < number <= _LAST_DAY:
        return None
    end = index + 1 + (passage.words[index + 1] in _ENDINGS and passage.glued(index + 1))
    if _no_day_ends(passage, end):
        return None
    year = year_after(passage, end)
    return (year[0], Day(year[1], first.month, number)) if year is not None else (end, Day(None, first.month, number))


def _no_day_ends(passage: Passage, end: int) -> bool:
    """Whether what stands behind a number shows that it is no day: `5-7 pm`, `5-7:30`, another month."""
    following = passage.words[end]
    if passage.glued(end) and (following[:1].isalpha() or following in _NOT_BEHIND_A_DAY):
        return True
    return (
        following in _NOT_BEHIND_A_DAY
        or following in MONTHS
        or passage.words[end : end + 2] in (["a", "."], ["p", "."])
    )


def _of_a_kind(first: Day | Value, second: Day | Value) -> bool:
    """Whether two dates may be the ends of a range: both with a day, both months, both years, both weekdays."""
    if not (isinstance(first, Day) and isinstance(second, Day)):
        return not isinstance(first, Day) and not isinstance(second, Day)
    only_weekdays = [day.weekday is not None and day.month is None for day in (first, second)]
    if any(only_weekdays):
        return all(only_weekdays)
    with_days = [day.day is not None for day in (first, second)]
    return with_days[0] == with_days[1] or first.month is None or first.year is not None


def _range_iso(passage: Passage, index: int, first: Day | Value, second: Day | Value) -> Value:
    if isinstance(first, Day) and first.weekday is not None and first.month is None:
        return None  # Monday to Friday is no week in particular
    if isinstance(first, Day) and isinstance(second, Day):
        first, second = _completed(first, second)
        if first.year is None and second.year is None:
            first, second = _in_one_year(passage, index, first, second)
    low = _iso(passage, index, first)
    if second is None:
        return f"{low}/.." if isinstance(first, Day) and isinstance(low, str) else None
    high = _iso(passage, index, second)
    if not (isinstance(low, str) and isinstance(high, str)):
        return None
    return f"{low.split('/')[0]}/{high.split('/')[-1]}"


def _in_one_year(passage: Passage, index: int, first: Day, second: Day) -> tuple[Day, Day]:
    """Both with a year, where neither says one: the range that began last, or the one that ends next."""
    behind = lies_behind(passage, index)
    known = resolved_day(passage, index, first if behind else second)
    if known is None or first.month is None or second.month is None:
        return first, second
    year = known.year if isinstance(known, date) else int(known[:4])
    over = (second.month, second.day or 0) < (first.month, first.day or 0)
    return first._replace(year=year - (over and not behind)), second._replace(year=year + (over and behind))


def _completed(first: Day, second: Day) -> tuple[Day, Day]:
    """Both with the year that only one of them says; a range over New Year ends in the year after."""
    if first.month is None and second.month is not None and first.day is not None:
        first = first._replace(month=second.month)
    over = first.month is not None and second.month is not None and second.month < first.month
    if first.year is None and second.year is not None and first.month is not None:
        first = first._replace(year=second.year - over)
    elif second.year is None and first.year is not None:
        second = second._replace(year=first.year + over)
    return first, second


# --- ISO


def _iso(passage: Passage, index: int, said: Day | Value) -> Value:
    if not isinstance(said, Day):
        return said
    day = resolved_day(passage, index, said)
    return day.isoformat() if isinstance(day, date) else day


def resolved_day(passage: Passage, index: int, said: Day) -> date | str | None:
    """The day that was said, or the ISO form of a month or year; None where nobody can know which."""
    reference = passage.clock.reference
    if said.month is None and said.year is not None:
        return year_iso(said.year)
    if said.year is None and reference is None:
        return None
    today = reference.date() if reference is not None else date.min
    behind = said.year is None and lies_behind(passage, index)
    if said.month is None:
        if said.weekday is not None and said.day is None:
            return nearest_weekday(today, said.weekday, past=behind)
        return _nearest_nth(today, said.day or 1, past=behind)
    if said.day is None:
        return month_iso(said.year or nearest_month(today, said.month, past=behind), said.month)
    year = said.year or nearest_year(today, said.month, said.day, past=behind)
    return date(year, said.month, said.day) if valid_day(year, said.month, said.day) else None


def _nearest_nth(today: date, day: int, *, past: bool) -> date | None:
    """The latest or next such day of a month."""
    year, month = today.year, today.month
    if past and day > today.day:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    elif not past and day < today.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, day) if valid_day(year, month, day) else None
