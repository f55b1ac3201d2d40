"""The shape of a word: what an uncased vocabulary forgets about its case, digits and script."""

from __future__ import annotations

import numpy as np

__all__ = ["IS_LETTERED", "N_SHAPES", "PADDING_SHAPE", "SHAPE_NAMES", "shape_of"]

SHAPE_NAMES = (
    "padding",
    "lower",
    "Capitalised",
    "UPPER",
    "X",
    "miXed",
    "CamelCase",
    "digits",
    "digits-lower",
    "digits-UPPER",
    "caseless",
    "period",
    "comma",
    "quote",
    "opening",
    "closing",
    "hyphen",
    "slash",
    "at",
    "hash",
    "ampersand",
    "currency",
    "end",
    "symbol",
)
N_SHAPES = len(SHAPE_NAMES)
PADDING_SHAPE = 0

_INDEX = {name: index for index, name in enumerate(SHAPE_NAMES)}

IS_LETTERED = np.arange(N_SHAPES) < _INDEX["period"]
"""Of each shape, whether a word has it, `(shapes,)`; the others are marks'."""

_CHARACTERS = {
    ".": "period",
    ",": "comma",
    **dict.fromkeys("'\"`´‘’“”«»", "quote"),
    **dict.fromkeys("([{<", "opening"),
    **dict.fromkeys(")]}>", "closing"),
    **dict.fromkeys("-–—‐‑", "hyphen"),
    **dict.fromkeys("/\\|", "slash"),
    "@": "at",
    "#": "hash",
    "&": "ampersand",
    **dict.fromkeys("$€£¥₹", "currency"),
    **dict.fromkeys("!?:;", "end"),
}


def shape_of(word: str) -> int:
    """Index into `SHAPE_NAMES` of a word's shape; never `PADDING_SHAPE`."""
    if not word[0].isalnum():
        return _INDEX[_CHARACTERS.get(word[0], "symbol")]
    if any(character.isdigit() for character in word):
        return _INDEX[_shape_with_digits(word)]
    return _INDEX[_shape_of_letters(word)]


def _shape_with_digits(word: str) -> str:
    if not any(character.isalpha() for character in word):
        return "digits"
    return "digits-UPPER" if any(character.isupper() for character in word) else "digits-lower"


def _shape_of_letters(word: str) -> str:
    if word.islower():
        return "lower"
    if word.isupper():
        return "X" if len(word) == 1 else "UPPER"
    if word[0].isupper():
        return "Capitalised" if word[1:].islower() else "CamelCase"
    return "miXed" if any(character.isupper() for character in word) else "caseless"
