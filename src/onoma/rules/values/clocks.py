"""When a document was written: its own fields before what the recognizer was told."""

from __future__ import annotations

from datetime import datetime

from onoma.document import Document, Value
from onoma.errors import InputError
from onoma.rules.values.passage import Clock

__all__ = ["clock_of", "reference_time"]

_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_TRUE = frozenset(("true", "yes", "1"))
_FALSE = frozenset(("false", "no", "0", ""))


def reference_time(written: str) -> datetime:
    """The time that a text in ISO 8601 names: `2026-03-04`, `2026-03-04T10:00`, `2026-03-04T10:00:00Z`.

    Raises `InputError` for anything else.
    """
    try:
        return checked(datetime.fromisoformat(written.strip()))
    except ValueError:
        raise InputError(
            f"reference {written!r} is no date or time in ISO 8601; write it like 2026-03-04 or 2026-03-04T10:00"
        ) from None


def checked(reference: datetime) -> datetime:
    """The same reference, if a century can be added to it and taken from it.

    Raises `InputError` where it lies too far from our time for that.
    """
    if not _FIRST_YEAR <= reference.year <= _LAST_YEAR:
        raise InputError(f"reference {reference.isoformat()} is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return reference


def clock_of(document: Document, usual: Clock) -> Clock:
    """The clock of a document: its fields `reference` and `day_first` where it has them.

    A reference that cannot be read counts as none: it's one document's, and better no date than a wrong one.
    """
    fields = document.fields
    reference, day_first = usual.reference, usual.day_first
    if fields.get("reference") not in (None, ""):
        reference = _readable(fields["reference"])
    if "day_first" in fields:
        day_first = _truth(fields["day_first"], usual.day_first)
    return Clock(reference, day_first)


def _readable(reference: Value) -> datetime | None:
    if not isinstance(reference, str):
        return None
    try:
        return reference_time(reference)
    except InputError:
        return None


def _truth(value: Value, usual: bool) -> bool:
    """What a cell of a CSV or a field of JSON says."""
    if isinstance(value, str):
        low = value.strip().lower()
        return low in _TRUE or (usual and low not in _FALSE)
    return bool(value) if isinstance(value, bool | int) else usual
