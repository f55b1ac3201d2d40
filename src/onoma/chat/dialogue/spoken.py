"""Values as a user reads them: `2026-03-05` is Thursday 5 March 2026, `P5D` is 5 days."""

from __future__ import annotations

import re
from datetime import date

from onoma.document import Value

__all__ = ["value_to_words"]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def value_to_words(value: Value) -> str:
    """The value in words; what has no better form stays as it is."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in (value.get("amount"), value.get("currency") or value.get("unit")) if part)
    if not isinstance(value, str):
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    if _DAY.fullmatch(value):
        return _day(value)
    if (match := _DURATION.fullmatch(value)) and any(match.groups()):
        amounts = zip(match.groups(), _UNITS, strict=True)
        return " ".join(f"{n} {unit}{'s' * (n != '1')}" for n, unit in amounts if n)
    start, slash, end = value.partition("/")
    if slash and end:
        return f"{value_to_words(start)} to {value_to_words(end)}"
    return value.removeprefix("T") if re.fullmatch(r"T\d\d:\d\d(:\d\d)?", value) else value


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day:%A} {day.day} {day:%B} {day.year}"
