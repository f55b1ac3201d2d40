"""Tokenised words back to the text that a person would have typed, with the place of every word.

Corpora store `Mr. Smith 's house ,` and people write `Mr. Smith's house,`; a model that runs on raw
text must see the second. The words themselves are kept, but for the bracket and quote codes of the
Penn Treebank. Nothing here knows about entities: whoever has word spans looks them up in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Detokenised", "detokenise"]

CODES = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
}
CLOSING = {
    ",",
    ".",
    ";",
    ":",
    "!",
    "?",
    ")",
    "]",
    "}",
    "%",
    "…",
    "”",
    "»",
    "..",
    "...",
    "?!",
    "!!",
    "’’",
    "°",
    "™",
    "®",
}
OPENING = {"(", "[", "{", "$", "£", "€", "¥", "US$", "“", "«", "‘", "¿", "¡", "#", "@"}
CLITIC = re.compile(r"(?i)(['’](s|t|ve|re|ll|d|m)|n['’]t)$")
CLITIC_REST = re.compile(r"(?i)(s|t|ve|re|ll|d|m)$")
APOSTROPHES = {"'", "’"}
JOINERS = {"/", "_", "~"}
HYPHENS = {"-", "‑"}


class Detokenised(NamedTuple):
    """The text, and for each word its half-open place in it."""

    text: str
    places: tuple[tuple[int, int], ...]


def detokenise(words: Sequence[str], *, join_hyphens: bool = False) -> Detokenised:
    """Joins words with natural spacing.

    `join_hyphens` is for corpora that split `short-lived` into three words; elsewhere a lone hyphen
    stands for a dash and keeps its spaces.
    """
    words = [CODES.get(word, word) for word in words]
    spaced = _spaces(words, join_hyphens)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for index, word in enumerate(words):
        if index and spaced[index]:
            pieces.append(" ")
            position += 1
        places.append((position, position + len(word)))
        pieces.append(word)
        position += len(word)
    return Detokenised("".join(pieces), tuple(places))


def _spaces(words: Sequence[str], join_hyphens: bool) -> list[bool]:
    """Whether a space stands before each word."""
    spaced = [True] * len(words)
    quoted = {'"': False, "'": False}
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if word in CLOSING and not _emoticon(word, before, after):
            spaced[index] = False
        elif word in OPENING:
            _glue_after(spaced, index)
        elif CLITIC.match(word) and before:
            spaced[index] = False
        elif word in APOSTROPHES and before[-1:].isalnum() and CLITIC_REST.match(after):
            spaced[index] = False
            _glue_after(spaced, index)
        elif (word in APOSTROPHES and not quoted["'"] and before[-1:] in {"s", "S", "z", "x"}) or word == "’":
            spaced[index] = False
        elif word in quoted:
            _quote(word, index, words, spaced, quoted)
        elif (word in JOINERS and before and after and "://" not in before) or (
            word in HYPHENS and join_hyphens and _hyphenates(before, after)
        ):
            spaced[index] = False
            _glue_after(spaced, index)
        elif before == ":" and index > 1 and word[:1].isdigit() and words[index - 2][-1:].isdigit():
            spaced[index] = False
    return spaced


def _glue_after(spaced: list[bool], index: int) -> None:
    if index + 1 < len(spaced):
        spaced[index + 1] = False


def _quote(word: str, index: int, words: Sequence[str], spaced: list[bool], quoted: dict[str, bool]) -> None:
    closes = quoted[word]
    if not closes and word not in words[index + 1 :]:
        closes = index == len(words) - 1 or words[index + 1] in CLOSING
        if closes:
            spaced[index] = False
        else:
            _glue_after(spaced, index)
        return
    if closes:
        spaced[index] = False
    else:
        _glue_after(spaced, index)
    quoted[word] = not closes


def _hyphenates(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


def _emoticon(word: str, before: str, after: str) -> bool:
    """`: )` and `; -)` are faces, whose eyes do not lean on the word before."""
    return word in {":", ";"} and after in {")", "(", "-)", "-(", "D", "P", "p"} and before not in APOSTROPHES
