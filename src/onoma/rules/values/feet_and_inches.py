"""Feet and inches by their marks: `6'2"`, `5' 10''`, and inches alone: `a 10.5" screen`."""

from __future__ import annotations

from decimal import Decimal

from onoma.rules.values.numerals import numeral_of
from onoma.rules.values.passage import Passage

__all__ = ["feet_and_inches_at"]

_INCHES = 12
_TALLEST = 9
_FEET_MARKS = frozenset(("'", "′"))
_INCH_MARKS = frozenset(('"', "″", "”"))
_FARTHEST = 200


def feet_and_inches_at(passage: Passage, index: int) -> tuple[int, Decimal] | None:
    """Where the length that begins at a token ends, and how many inches it is."""
    word = passage.words[index]
    if not word[:1].isdigit():
        return None
    if passage.words[index + 1] in _FEET_MARKS and passage.glued(index + 1):
        return _feet(passage, index)
    end = _after_inch_mark(passage, index + 1)
    numeral = numeral_of(word) if end is not None else None
    if end is None or numeral is None or not _no_quotation(passage, index, end):
        return None
    return end, numeral.amount


def _feet(passage: Passage, index: int) -> tuple[int, Decimal] | None:
    feet, inches = numeral_of(passage.words[index]), numeral_of(passage.words[index + 2])
    if feet is None or inches is None or not feet.plain or feet.amount > _TALLEST or inches.amount >= _INCHES:
        return None
    end = _after_inch_mark(passage, index + 3) or index + 3
    if passage.glued(end) and passage.words[end][:1].isalnum():
        return None
    return end, feet.amount * _INCHES + inches.amount


def _after_inch_mark(passage: Passage, index: int) -> int | None:
    words = passage.words
    if not passage.glued(index):
        return None
    if words[index] in _INCH_MARKS:
        return index + 1
    return index + 2 if words[index] == words[index + 1] == "'" and passage.glued(index + 1) else None


def _no_quotation(passage: Passage, index: int, end: int) -> bool:
    """Whether the mark closes no quotation: none is open before it."""
    mark = passage.words[end - 1]
    if mark != '"':
        return mark == "″"
    is_open = passage.words[max(0, index - _FARTHEST) : index].count('"') % 2 == 1
    return not is_open and (not passage.glued(end) or passage.words[end] in (",", ")", "-", ".", ";"))
