"""Units of time: `weeks`, `hrs.`, `d`, `fortnight`."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row, rows_of

__all__ = ["PLURAL_UNITS", "UNIT_WORDS", "TimeUnit", "is_plural", "is_written_out", "rank", "time_unit_at"]


class TimeUnit(NamedTuple):
    """A designator of ISO 8601 durations, with a T before those under a day, and how many of it the unit is."""

    designator: str
    factor: Decimal


_UNITS = {form: TimeUnit(key.split()[0], Decimal(key.split()[1])) for form, key in rows_of("durations", "units")}
_IN_LOWER_CASE = row("durations", "letters", "in_lower_case")
_ONLY_CLOSE = row("durations", "letters", "only_close")
_DOTTED = row("durations", "letters", "dotted")
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
UNIT_WORDS = frozenset(_UNITS)
"""Units of time as they are written."""

PLURAL_UNITS = frozenset(word for word in _UNITS if len(word) > 4 and word.endswith(("s", "ia")))
"""Units of which a text may say that there were some."""


def is_plural(word: str) -> bool:
    """Whether a word is a unit of time in the plural, written out."""
    return word in PLURAL_UNITS


def is_written_out(word: str) -> bool:
    """Whether a unit of time is a word and no abbreviation."""
    return len(word) > 3 or word == "day"


def rank(unit: TimeUnit) -> int:
    """Larger for smaller units."""
    return _ORDER.index(unit.designator) * 10 - (unit.factor > 1)


def time_unit_at(passage: Passage, index: int) -> tuple[int, TimeUnit] | None:
    """The unit of time at a token, with the full stop of its abbreviation where the sentence goes on: where it ends."""
    word = passage.words[index]
    unit = _UNITS.get(word)
    if unit is None or (word in _IN_LOWER_CASE and not passage.raw[index].islower()):
        return None
    if word in _ONLY_CLOSE and not passage.glued(index):
        return None
    end = index + 1
    if passage.glued(end) and (passage.words[end][:1].isalpha() or passage.words[end] == "_"):
        return None
    if word in _DOTTED and passage.words[end] == "." and passage.glued(end):
        following = passage.raw[end + 1][:1]
        end += following.islower() or following.isdigit() or (following in (",", ")", ";", "("))
    return end, unit
