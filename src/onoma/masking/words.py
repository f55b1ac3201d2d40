"""A text as folded words: how two mentions of one name are found to be the same, whatever their case and marks.

Letters lose case, compatibility forms and accents; what does not show is skipped. In scripts that are written
without blanks, and in Korean, each character is a word, so that a name is found within a row of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "folded_words", "words"]


class Word(NamedTuple):
    """A word's folded form and where it stands, `[start, end)`."""

    folded: str
    start: int
    end: int


_ASCII_WORDS = re.compile("[A-Za-z0-9]+")
# Thai, Lao, Myanmar, Khmer, kana, Han, Hangul.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    if text.isascii():
        return [Word(match.group().lower(), *match.span()) for match in _ASCII_WORDS.finditer(text)]
    found: list[Word] = []
    letters: list[str] = []
    start = end = 0
    for position, char in enumerate(text):
        folded, alone = _folded(char)
        if letters and (folded is None or alone):
            found.append(Word("".join(letters), start, end))
            letters = []
        if folded and alone:
            found.append(Word(folded, position, position + 1))
        elif folded:
            start = start if letters else position
            end = position + 1
            letters.append(folded)
    if letters:
        found.append(Word("".join(letters), start, end))
    return found


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text without their places; two mentions that have the same are taken for the same value."""
    return tuple(word.folded for word in words(text))


@lru_cache(maxsize=65_536)
def _folded(char: str) -> tuple[str | None, bool]:
    """The letters that a character stands for, and whether it is a word by itself.

    No letters where it only accompanies others, None where it separates words.
    """
    category = unicodedata.category(char)
    if category in ("Me", "Cf") or unicodedata.combining(char):
        return "", False
    if category in ("Mn", "Mc"):  # vowels of scripts that write them so
        return char, False
    if not char.isalnum():
        return None, False
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(mark for mark in letters if not unicodedata.combining(mark)) or char, bool(_UNSPACED.match(char))
