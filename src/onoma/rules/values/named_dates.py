"""Dates with names of months and weekdays: `Friday, March 13, 2026`, `13th of March`, `Sept. '24`, `the 15th`."""

from __future__ import annotations

from onoma.rules.values.iso import Day, full_year
from onoma.rules.values.month_names import MONTHS, month_meant
from onoma.rules.values.nouns import plain_word_after
from onoma.rules.values.numeric_dates import numeric_day_at, valid_day
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row
from onoma.rules.values.units import unit_at
from onoma.rules.values.weekday_names import WEEKDAYS, weekday_at, weekday_meant

__all__ = ["day_at", "day_of_month_at", "year_after"]

_BEFORE_A_DAY = row("calendar", "nth", "before")
_NO_NOUNS = row("calendar", "nth", "after")
_NO_DAY_AFTER = row("calendar", "no_day", "after")
_DOUBTFUL_IN_LOWER_CASE = frozenset(("may", "march", "mar"))
_YEARS = range(1000, 2200)
_LEAP_YEAR = 2024
_LAST_DAY = 31
_LAST_PLACE = 3


def day_at(passage: Passage, index: int) -> tuple[int, Day] | None:
    """The date that begins at a token, with a weekday before it where there is one."""
    if passage.words[index] in WEEKDAYS:
        return _from_weekday(passage, index)
    return _without_weekday(passage, index)


def _without_weekday(passage: Passage, index: int) -> tuple[int, Day] | None:
    word = passage.words[index]
    if word in MONTHS:
        return _month_first(passage, index)
    if word[:1].isdigit():
        return numeric_day_at(passage, index) or _day_first(passage, index)
    return _the_nth(passage, index) if word == "the" else _ordinal_first(passage, index)


def _from_weekday(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`Friday, March 13`, `Fri 13 Mar`, `Friday the 13th`, `Friday (March 13)`, `Friday`."""
    found = weekday_at(passage, index)
    if found is None:
        return None
    end, weekday = found
    date = _without_weekday(passage, end + 1 if passage.words[end] in (",", "(") else end)
    if date is not None and date[1].day is not None:
        closed = passage.words[end] == "("
        if not closed:
            return date[0], date[1]._replace(weekday=weekday)
        if passage.words[date[0]] == ")":
            return date[0] + 1, date[1]._replace(weekday=weekday)
    return (end, Day(weekday=weekday)) if weekday_meant(passage, index, end) else None


# --- the month first


def _month_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`March 13, 2026`, `Sept. 5th`, `March 2026`, `Sept '24`, `March`."""
    month, end = MONTHS[passage.words[index]], passage.after_stop(index)
    day = _day_number(passage, end)
    if day is not None and not _counts_behind_month(passage, index, day[0]):
        after, number = day
        year = year_after(passage, after)
        if year is not None and valid_day(year[1], month, number):
            return year[0], Day(year[1], month, number)
        if valid_day(_LEAP_YEAR, month, number):
            return after, Day(None, month, number)
    year = _year(passage, end + 1 if passage.words[end] in (",", "of") or passage.in_hyphens(end) else end)
    if year is not None:
        return year[0], Day(year[1], month)
    return (end, Day(None, month)) if month_meant(passage, index, end) else None


def day_of_month_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """A day of some month: `5`, `5th`, `the 5th`, `fifth`; where it ends, and which."""
    return _day_number(passage, index)


def _day_number(passage: Passage, index: int) -> tuple[int, int] | None:
    hyphen = passage.in_hyphens(index)
    begin = index + 1 if hyphen or passage.words[index] == "the" else index
    ordinal = ordinal_number_at(passage, begin)
    if ordinal is not None:
        return ordinal if 1 <= ordinal[1] <= _LAST_DAY else None
    word = passage.words[begin]
    if (begin > index and not hyphen) or not (word.isdigit() and word.isascii() and len(word) <= 2):
        return None
    if passage.glued(begin + 1) and passage.words[begin + 1][:1].isalpha():
        return None
    return (begin + 1, int(word)) if 1 <= int(word) <= _LAST_DAY else None


def _counts_behind_month(passage: Passage, index: int, end: int) -> bool:
    """Whether the number behind a month is no day of it: `may 5 people`, `March 5:30`, `June 5%`."""
    following = passage.words[end]
    if following == ":" and passage.glued(end) and passage.glued(end + 1):
        return passage.words[end + 1][:1].isdigit()
    if passage.words[index] in _DOUBTFUL_IN_LOWER_CASE and passage.raw[index].islower():
        counts = following.isalpha() and following.endswith("s")
        return counts or following in _NO_DAY_AFTER or unit_at(passage, end) is not None
    return following in ("%", "percent")


def year_after(passage: Passage, index: int) -> tuple[int, int] | None:
    """A year behind a day or month: `, 2026`, ` 2026`, ` '26`, ` of 2026`, `-2026`."""
    words = passage.words
    joined = words[index] in (",", "of") or (words[index] == "in" and words[index + 1][:1].isdigit())
    joined = joined or passage.in_hyphens(index) or (words[index] == "/" and passage.glued(index + 1))
    return _year(passage, index + 1 if joined else index)


def _year(passage: Passage, index: int) -> tuple[int, int] | None:
    word, following = passage.words[index], passage.words[index + 1]
    if word == "'" and passage.glued(index + 1) and following.isdigit() and len(following) == 2:
        return index + 2, full_year(following)
    if not (word.isdigit() and word.isascii() and len(word) == 4 and int(word) in _YEARS):
        return None
    if passage.glued(index + 1):
        goes_on = passage.glued(index + 2) and passage.words[index + 2][:1].isdigit()
        if following[:1].isalpha() or (goes_on and following in (":", "/")):
            return None
    return index + 1, int(word)


# --- the day first


def _day_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`13 March 2026`, `13th of March`."""
    day = _day_number(passage, index)
    return _month_after(passage, *day) if day is not None else None


def _ordinal_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`fifth of March`, `first of May 2020`."""
    ordinal = ordinal_number_at(passage, index)
    return _month_after(passage, *ordinal) if ordinal is not None and 1 <= ordinal[1] <= _LAST_DAY else None


def _month_after(passage: Passage, end: int, day: int) -> tuple[int, Day] | None:
    words, begin = passage.words, end
    if words[end] == "of" or passage.in_hyphens(end) or (words[end] == "." and passage.glued(end)):
        begin = end + 1
    elif words[end : end + 2] == ["day", "of"]:
        begin = end + 2
    month = MONTHS.get(words[begin])
    if month is None or not valid_day(_LEAP_YEAR, month, day):
        return None
    after = passage.after_stop(begin)
    year = year_after(passage, after)
    lower = words[begin] in _DOUBTFUL_IN_LOWER_CASE and passage.raw[begin].islower()
    if (lower and begin == end and year is None and words[end - 1].isdigit()) or (
        passage.glued(after) and words[after].isalnum()
    ):
        return None
    if year is not None and valid_day(year[1], month, day):
        return year[0], Day(year[1], month, day)
    return after, Day(None, month, day)


def _the_nth(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`the 13th of March`, `the fifth of May`, and `the 15th` where no noun follows."""
    ordinal = ordinal_number_at(passage, index + 1)
    if ordinal is None or not 1 <= ordinal[1] <= _LAST_DAY:
        return None
    end, number = ordinal
    dated = _month_after(passage, end, number)
    if dated is not None:
        return dated
    words = passage.words
    if (
        words[end] == "of"
        and words[end + 1] in ("the", "this", "next", "last", "each", "every")
        and words[end + 2] == "month"
    ):
        return end + 3, Day(None, None, number)
    return (
        (end, Day(None, None, number))
        if words[index + 1][:1].isdigit() and _stands_alone(passage, index, end)
        else None
    )


def _to_another_nth(passage: Passage, end: int) -> bool:
    """`the 14th to the 17th`."""
    if passage.words[end] not in ("to", "through", "until", "till"):
        return False
    begin = end + 1 + (passage.words[end + 1] == "the")
    after = ordinal_number_at(passage, begin)
    return after is not None and passage.words[begin][:1].isdigit() and not plain_word_after(passage, after[0])


def _stands_alone(passage: Passage, index: int, end: int) -> bool:
    """Whether no noun is counted: on the 15th, but the 15th floor."""
    before, after = passage.words[index - 1] if index else "", passage.words[end]
    if after == "-" and passage.glued(end) and not passage.words[end + 1][:1].isdigit():
        return False
    if after[:1].isalnum():
        return _to_another_nth(passage, end) or (before in _BEFORE_A_DAY and after in _NO_NOUNS)
    if before in WEEKDAYS:
        return True
    likely = passage.words[index + 1].isdigit() and int(passage.words[index + 1]) > _LAST_PLACE
    return before in _BEFORE_A_DAY or (likely and not passage.raw[index - 1][:1].isupper())
