"""Holidays by name, and the day on which each falls in a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from onoma.rules.values.phrases import Phrases, rows_of

__all__ = ["HOLIDAY_STARTS", "holiday_at", "holiday_day"]

_HOLIDAYS = Phrases(rows_of("calendar", "holidays"))
HOLIDAY_STARTS = _HOLIDAYS.first_words


def holiday_at(words: list[str], index: int) -> tuple[int, str] | None:
    """Where the holiday that begins at a token ends, and its rule."""
    return _HOLIDAYS.longest(words, index)


def holiday_day(rule: str, year: int) -> date | None:
    """The day of a rule of `tables/calendar.toml` in a year; None where no rule tells."""
    if rule == "?" or not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule.split()[1]))
    if "-" in rule and " " not in rule:
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
