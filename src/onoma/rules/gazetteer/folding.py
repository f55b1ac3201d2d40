"""Text to the folded words that terms are looked up by.

Words are cut from the text as it stands and folded one by one, so the offsets of a match are those of
whole words of the text, whatever folding does to their length (ß, ligatures, combining marks, the
Turkish İ).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded", "singulars", "spans_of", "words_of"]

_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f"
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_DASHES = "\\-\u2010-\u2014"

# A blank line is a word of its own, which no term has: nothing is found across paragraphs. Dashes are
# no words: "Coca-Cola" is "Coca Cola".
_ASCII_WORD = re.compile(r"\n[ \t\r]*\n\s*|[A-Za-z0-9]++|[^\w\s-]|_")
_WORD = re.compile(
    rf"\n[ \t\r]*\n\s*|[{_IDEOGRAPHS}]|(?:[^\W_{_IDEOGRAPHS}]++[{_MARKS}]*+)++|[^\w\s{_DASHES}{_MARKS}]|_"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_SAME = {"&": "and", "’": "'", "‘": "'", "`": "'", "´": "'", "＇": "'"}
_SHORTEST_SINGULAR = 3


def words_of(text: str, *, keep_case: bool = False) -> list[str]:
    """The folded words of a text, in order; with `keep_case` only their diacritics are folded."""
    if text.isascii():
        if text.replace(" ", "").isalnum():  # as most names are
            return text.split() if keep_case else text.lower().split()
        words = _ASCII_WORD.findall(text if keep_case else text.lower())
        return [_SAME.get(word, word) for word in words] if "&" in text or "`" in text else words
    fold = _folded_keeping_case if keep_case else folded
    return [fold(word) for word in _WORD.findall(text)]


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where the words of `words_of` stand in the text."""
    word = _ASCII_WORD if text.isascii() else _WORD
    return [match.span() for match in word.finditer(text)]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word without case and diacritics."""
    if word.isascii():
        return _SAME.get(word) or word.lower()
    return _without_marks(word.casefold()).translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def _folded_keeping_case(word: str) -> str:
    return _SAME.get(word) or (word if word.isascii() else _without_marks(word))


def _without_marks(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    decomposed = unicodedata.normalize("NFKD", word)
    kept = "".join(
        character for character in decomposed if not unicodedata.combining(character) and character.isprintable()
    )
    return kept or word


def singulars(word: str) -> tuple[str, ...]:
    """What a word in lower case could be the plural of."""
    if len(word) <= _SHORTEST_SINGULAR or word[-1] not in "sS" or word[-2] in "sS":
        return ()
    if word.endswith("ies"):
        return word[:-1], word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-1], word[:-2]
    return (word[:-1],)
