"""`Term`, and a million of them in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

__all__ = ["PIECE", "Packed", "Term"]

PIECE = 4096
"""Strings that lie in one piece of memory."""


class Term(NamedTuple):
    """A name that is looked for, and what it stands for: `synonyms` are found too, as the same."""

    name: str
    label: str
    id: str = ""
    synonyms: tuple[str, ...] = ()


class Packed:
    """Many short strings, by number: joined a few thousand at a time, so that they take little memory."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._ends: list[array[int]] = []

    def extend(self, texts: Sequence[str]) -> None:
        """Add `PIECE` of them behind the last; fewer only once, at the end."""
        self._pieces.append("".join(texts))
        self._ends.append(array("L", accumulate(map(len, texts), initial=0)))

    def __getitem__(self, number: int) -> str:
        piece, place = divmod(number, PIECE)
        ends = self._ends[piece]
        return self._pieces[piece][ends[place] : ends[place + 1]]
