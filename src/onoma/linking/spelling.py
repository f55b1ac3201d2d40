"""How names are compared: their normal form, and the three-letter pieces of their words.

Case, accents, signs, plural s, British ae and oe, Greek letters and Roman numerals make no difference, and for
the pieces the order of the words makes none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["grams_of", "normal_form", "number_words", "within_one_edit"]

_WORD = re.compile(r"[^\W_]+")
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        re.findall(
            r"\w+",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon "
            "phi chi psi omega",
        ),
        strict=True,
    )
)
_GREEK_LETTER = re.compile("[α-ω]")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_SPACE = 0x20
_LINE = 0x0A


@lru_cache(maxsize=1 << 16)
def _normal_word(word: str) -> str:
    """A word in small letters and without accents, as it is compared."""
    if len(word) > 3 and word.endswith("s") and word[-2] not in "suis":
        word = word[:-1]
    return _ROMAN.get(word, word.replace("ae", "e").replace("oe", "e"))


def normal_form(name: str) -> str:
    """The name as it is compared: its words in small letters, joined by single spaces."""
    folded = name.casefold()
    if not folded.isascii():
        folded = _GREEK_LETTER.sub(lambda letter: _GREEK[letter[0]] if letter[0] in _GREEK else letter[0], folded)
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
        folded = folded.casefold()
    return " ".join(map(_normal_word, _WORD.findall(folded.replace("'s ", " ").replace("’s ", " "))))


def number_words(form: str) -> frozenset[str]:
    """The words of a normal form that hold a digit: names that differ in one are different things."""
    return frozenset(word for word in form.split() if any(char.isdigit() for char in word))


def within_one_edit(one: str, other: str) -> bool:
    """Whether the two differ in one letter: another, one more, one less, or two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


def grams_of(forms: bytes) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The three-byte pieces of normal forms in UTF-8, one per line: codes `(grams,)`, and of which line `(grams,)`.

    A piece may begin or end with the space around a word, but does not cross it.
    """
    padded = np.frombuffer(b" " + forms.replace(b"\n", b" \n ") + b" ", np.uint8)
    line = np.cumsum(padded == _LINE, dtype=np.uint32)
    wide = padded.astype(np.uint32)
    codes = (wide[:-2] << 16) | (wide[1:-1] << 8) | wide[2:]
    inside = (padded[1:-1] != _SPACE) & (padded[1:-1] != _LINE) & (padded[:-2] != _LINE) & (padded[2:] != _LINE)
    return codes[inside], line[1:-1][inside]
