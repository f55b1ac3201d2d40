"""Values of dates as a bot wants them: the day of a moment, and the day that lies so far ahead."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta

from onoma.document import Value

__all__ = ["date_of", "shifted"]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_LAST_YEAR = 9999


def date_of(value: Value) -> str | None:
    """The date in a value: of a moment or a part of a day, its day; of no date, None."""
    if not isinstance(value, str) or value.startswith(("T", "P")):
        return None
    return value[: value.index("T")] if "T" in value else value


def shifted(reference: datetime, duration: str) -> str | None:
    """The day that is `P2W` or the like after the reference; None for hours, or where it can't be said."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    months += reference.month - 1 + 12 * years
    year, month = reference.year + months // 12, months % 12 + 1
    if year > _LAST_YEAR:
        return None
    first = reference.replace(year=year, month=month, day=min(reference.day, monthrange(year, month)[1]))
    try:
        return (first + timedelta(weeks=weeks, days=days)).date().isoformat()
    except OverflowError:
        return None
