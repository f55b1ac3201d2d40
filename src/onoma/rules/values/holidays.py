"""Holidays by name, and the day of each in a year: `Christmas Eve`, `Thanksgiving 2023`, `the Fourth of July`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from onoma.document import Value
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.named_dates import year_after
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, row, rows_of
from onoma.rules.values.relative import day_moved

__all__ = ["HOLIDAY_STARTS", "holiday_at", "holiday_day", "is_article_of_holiday", "nth_weekday"]

_HOLIDAYS = Phrases(rows_of("calendar", "holidays"))
HOLIDAY_STARTS = _HOLIDAYS.first_words
_IN_LOWER_CASE = row("calendar", "holidays_in_lower_case", "words")
_UNKNOWN = "?"


def holiday_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The holiday that begins at a token, without its article, and its day."""
    found = _HOLIDAYS.longest(passage.words, index)
    if found is None or not (passage.raw[index][:1].isupper() or passage.words[index] in _IN_LOWER_CASE):
        return None
    end, rule = found
    year = year_after(passage, end)
    if year is None:
        return end, _nearest(passage, rule, index)
    day = holiday_day(rule, year[1])
    return year[0], day.isoformat() if day is not None else None


def is_article_of_holiday(passage: Passage, index: int) -> bool:
    """Whether no holiday follows "the", or one that has an article: the Fourth of July, but not the Christmas party."""
    return _HOLIDAYS.longest(passage.words, index) is None or passage.words[index + 1] == "of"


def _nearest(passage: Passage, rule: str, index: int) -> str | None:
    """The latest such day or the next, as `last`, `next` or the tense says."""
    today = day_moved(passage, 0)
    if today is None:
        return None
    days = [day for year in range(today.year - 1, today.year + 2) if (day := holiday_day(rule, year)) is not None]
    if not days:
        return None
    before = passage.words[index - 1] if index else ""
    if before == "this":
        return days[1].isoformat()
    if before == "last" or (before != "next" and lies_behind(passage, index)):
        return max(day for day in days if day <= today).isoformat()
    return min(day for day in days if day >= today).isoformat()


def holiday_day(rule: str, year: int) -> date | None:
    """The day of a rule of `tables/calendar.toml` in a year; None where no rule tells."""
    if rule == _UNKNOWN or not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule.split()[1]))
    if " " not in rule:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    month, which, weekday, *after = rule.split()
    return nth_weekday(year, int(month), int(which), int(weekday)) + timedelta(days=int(after[0]) if after else 0)


def nth_weekday(year: int, month: int, which: int, weekday: int) -> date:
    """The first, second … weekday of a month, or the last one (-1); Monday is 1."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + leap + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
