"""Ordinal numbers: `2nd`, `twenty-first`, `hundred and third`."""

from __future__ import annotations

from onoma.rules.values.phrases import numbered
from onoma.rules.values.tokens import Tokens

__all__ = ["ORDINAL_WORDS", "ordinal_number_at"]

_UNITS = numbered("numbers", "ordinal_units")
_TENS = numbered("numbers", "ordinal_tens")
_MAGNITUDES = numbered("numbers", "ordinal_magnitudes")
_CARDINAL_TENS = numbered("numbers", "tens")
_CARDINAL_UNITS = numbered("numbers", "units")
_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_FIRST_WORDS = frozenset((*_UNITS, *_TENS, *_MAGNITUDES, *_CARDINAL_TENS, *_CARDINAL_UNITS))
_LONGEST = 12

ORDINAL_WORDS = frozenset((*_UNITS, *_TENS, *_MAGNITUDES))
"""Ordinal numbers of one word."""


def ordinal_number_at(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Where the ordinal number that begins at a token ends, and what it is."""
    words = tokens.words
    word = words[index]
    if word[:1].isdigit():
        return _in_figures(tokens, index) if words[index + 1] in _ENDINGS else None
    if word not in _FIRST_WORDS:
        return None
    if word in _UNITS or word in _TENS:
        return index + 1, _UNITS.get(word) or _TENS[word]
    if word in _CARDINAL_TENS:
        return _after_tens(tokens, index)
    if word in _MAGNITUDES:
        return index + 1, _MAGNITUDES[word]
    return _after_hundred(tokens, index)


def _in_figures(tokens: Tokens, index: int) -> tuple[int, int] | None:
    digits = tokens.words[index].replace(",", "")
    if not tokens.glued(index + 1) or not digits.isdigit() or len(digits) > _LONGEST:
        return None
    after = tokens.words[index + 2]
    if tokens.glued(index + 2) and after[:1].isalnum():
        return None
    return index + 2, int(digits)


def _after_tens(tokens: Tokens, index: int) -> tuple[int, int] | None:
    begin = index + 2 if tokens.words[index + 1] == "-" else index + 1
    unit = _UNITS.get(tokens.words[begin])
    if unit is None or unit > 9:
        return None
    return begin + 1, _CARDINAL_TENS[tokens.words[index]] + unit


def _after_hundred(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """`one hundred and third`, `two-hundredth`."""
    words = tokens.words
    count = _CARDINAL_UNITS.get(words[index])
    if count is None or not 1 <= count <= 9:
        return None
    begin = index + 2 if words[index + 1] == "-" else index + 1
    if words[begin] in _MAGNITUDES:
        return begin + 1, count * _MAGNITUDES[words[begin]]
    if words[begin] != "hundred":
        return None
    begin += 2 if words[begin + 1] == "and" else 1
    if words[begin] in _UNITS or words[begin] in _TENS:
        return begin + 1, count * 100 + (_UNITS.get(words[begin]) or _TENS[words[begin]])
    if words[begin] in _CARDINAL_TENS:
        rest = _after_tens(tokens, begin)
        return (rest[0], count * 100 + rest[1]) if rest is not None else None
    return None
