"""A long text in pieces that are read one after the other, so that memory does not grow with its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["pieces_of"]

_LENGTH = 50_000
_OVERHANG = 5_000
_SPACE = re.compile(r"\s")


def pieces_of(text: str) -> Iterator[tuple[int, str]]:
    """Where each piece begins in the text, and the piece; together they are the text.

    A piece ends behind a line, else a sentence, else a word; a word of any length stays whole.
    """
    start = 0
    while len(text) - start > _LENGTH + _OVERHANG:
        end = _end_of_piece(text, start + _LENGTH)
        yield start, text[start:end]
        start = end
    if start < len(text) or not text:
        yield start, text[start:]


def _end_of_piece(text: str, earliest: int) -> int:
    latest = earliest + _OVERHANG
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.find(mark, earliest, latest)
        if found >= 0:
            return found + len(mark)
    space = _SPACE.search(text, earliest)
    return space.end() if space is not None else len(text)
