"""Ages that no unit of time tells: `67 y/o`, `45yo`, `aged 65`, `Maria Lopez, 52, said`, `65F with cough`."""

from __future__ import annotations

from onoma.rules.values.doubtful_units import is_patient
from onoma.rules.values.durations import DATE
from onoma.rules.values.number import Number
from onoma.rules.values.numerals import is_whole
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, row
from onoma.rules.values.ranges import numbers_at, unit_place
from onoma.rules.values.time_units import time_unit_at

__all__ = ["age_at"]

_YEARS_OLD = Phrases((written, True) for written in row("durations", "ages", "behind"))
_AGED = row("durations", "ages", "before")
_APPROXIMATORS = row("durations", "ages", "approximators")
_NO_NAMES = row("durations", "ages", "no_names")
_LISTS = frozenset((",", "and", "or", "&"))
_LONGEST_LIST = 12
_OLDEST = 125
_FEWEST_DIGITS, _MOST_DIGITS = 2, 3


def age_at(passage: Passage, index: int) -> Reading | None:
    """The age that begins at a number."""
    if passage.words[index].isdigit() and passage.glued(index + 1) and is_patient(passage, index + 1):
        return Reading(index + 1, DATE, f"P{int(passage.words[index])}Y")
    number = numbers_at(passage, index)
    if (
        number is None
        or number.amount is None
        or not is_whole(number.amount)
        or not 0 <= (number.upper or number.amount) <= _OLDEST
    ):
        return None
    written = _YEARS_OLD.longest(passage.words, number.end)
    if written is None and not _said_before(passage, index, number):
        return None
    end = written[0] if written is not None else number.end
    years = f"P{int(number.amount)}Y"
    return Reading(end, DATE, {"min": years, "max": f"P{int(number.upper)}Y"} if number.upper is not None else years)


def _said_before(passage: Passage, index: int, number: Number) -> bool:
    """Whether words before a bare number say that it is an age."""
    if (number.figures and not number.plain) or time_unit_at(passage, unit_place(passage, number)) is not None:
        return False
    return _after_aged(passage, index) or (number.figures and _after_a_name(passage, index, number.end))


def _after_aged(passage: Passage, index: int) -> bool:
    """`aged 65`, `at the age of 65`, `age: 65`, `aged between 18 and 65`, the last of `ages 4, 6 and 9`."""
    words = passage.words
    before = index - 1
    while before > 1 and index - before < _LONGEST_LIST and words[before] in _LISTS and words[before - 1].isdigit():
        before -= 2
    if before > 0 and words[before] in _APPROXIMATORS:
        before -= 1
    if before > 0 and words[before] in ("of", ":", "is"):
        before -= 1
    return before >= 0 and words[before] in _AGED


def _after_a_name(passage: Passage, index: int, end: int) -> bool:
    """`Maria Lopez, 52, said`; `Lopez, 52, said`, where it goes on after a comma."""
    digits, raw = passage.words[index], passage.raw
    if (
        index < 2
        or passage.words[index - 1] != ","
        or passage.words[end] not in (",", ";", ".")
        or not passage.glued(end)
    ):
        return False
    if not digits.isdigit() or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return False
    if not _namelike(raw[index - 2]):
        return False
    return (index > 2 and _namelike(raw[index - 3])) or (passage.words[end] == "," and raw[end + 1].islower())


def _namelike(name: str) -> bool:
    return name[:1].isupper() and name[1:].islower() and not name.endswith("ly") and name.lower() not in _NO_NAMES
