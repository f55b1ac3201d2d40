"""Days, months, years and stretches of them as ISO 8601, and which one is meant where its year is not said."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Day",
    "day_iso",
    "duration_iso",
    "full_year",
    "half_iso",
    "month_iso",
    "month_shifted",
    "months_iso",
    "nearest_month",
    "nearest_weekday",
    "nearest_year",
    "quarter_iso",
    "season_iso",
    "season_month",
    "week_iso",
    "weekend_iso",
    "year_iso",
]

_LAST_TWO_DIGITS_OF_2000S = 68
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS = 12


class Day(NamedTuple):
    """A date as far as it was said: 13 March has no year, March 2026 no day, Friday neither."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


def full_year(digits: str) -> int:
    """The year of two digits or four: 69 to 99 are 19xx."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= _LAST_TWO_DIGITS_OF_2000S else 1900)


def day_iso(day: date) -> str:
    """`2026-03-13`."""
    return day.isoformat()


def year_iso(year: int) -> str:
    """`2026`."""
    return f"{year:04d}"


def month_iso(year: int, month: int) -> str:
    """`2026-03`."""
    return f"{year:04d}-{month:02d}"


def week_iso(day: date) -> str:
    """The week of a day, `2026-W10`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def weekend_iso(day: date) -> str:
    """Saturday and Sunday of the week of a day."""
    saturday = day + timedelta(days=5 - day.weekday())
    return f"{saturday}/{saturday + timedelta(days=1)}"


def months_iso(year: int, month: int, n_months: int) -> str:
    """So many whole months from one on, as an interval of days."""
    last_year, last_month = month_shifted(year, month, n_months - 1)
    last_day = monthrange(last_year, last_month)[1]
    return f"{year:04d}-{month:02d}-01/{last_year:04d}-{last_month:02d}-{last_day:02d}"


def quarter_iso(year: int, quarter: int) -> str:
    """`2026-01-01/2026-03-31`."""
    return months_iso(year, 3 * quarter - 2, 3)


def half_iso(year: int, half: int) -> str:
    """`2026-01-01/2026-06-30`."""
    return months_iso(year, 6 * half - 5, 6)


def season_iso(year: int, season: str) -> str:
    """Whole months of a northern season; winter begins in December of its year."""
    return months_iso(year, _FIRST_MONTH[season], 3)


def month_shifted(year: int, month: int, n_months: int) -> tuple[int, int]:
    """The month so many months later."""
    total = year * _MONTHS + month - 1 + n_months
    return total // _MONTHS, total % _MONTHS + 1


def season_month(season: str) -> int:
    """The month in which a season begins."""
    return _FIRST_MONTH[season]


def nearest_year(reference: date, month: int, day: int, *, past: bool) -> int:
    """The year of the latest such day that has come, or of the next; the reference itself is both."""
    this = (month, day)
    now = (reference.month, reference.day)
    if past:
        return reference.year - (this > now)
    return reference.year + (this < now)


def nearest_month(reference: date, month: int, *, past: bool) -> int:
    """The year of the latest such month, or of the next."""
    if past:
        return reference.year - (month > reference.month)
    return reference.year + (month < reference.month)


def nearest_weekday(reference: date, weekday: int, *, past: bool) -> date:
    """The latest such weekday, or the next; Monday is 1."""
    if past:
        return reference - timedelta(days=(reference.isoweekday() - weekday) % 7)
    return reference + timedelta(days=(weekday - reference.isoweekday()) % 7)


def duration_iso(amounts: dict[str, str]) -> str:
    """`P1Y2M`, `PT1H30M` of amounts by designator: Y, M, W, D before the T, TH, TM, TS after it."""
    days = "".join(f"{amounts[unit]}{unit}" for unit in ("Y", "M", "W", "D") if unit in amounts)
    times = "".join(f"{amounts[unit]}{unit[1]}" for unit in ("TH", "TM", "TS") if unit in amounts)
    return f"P{days}" + (f"T{times}" if times else "")
