"""`Term`, and a million of them in little memory."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Packed", "Term"]

_PIECE = 4096


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
        self._open: list[str] = []

    def __len__(self) -> int:
        return len(self._pieces) * _PIECE + len(self._open)

    def append(self, text: str) -> None:
        """Add one behind the last."""
        self._open.append(text)
        if len(self._open) == _PIECE:
            self._pieces.append("".join(self._open))
            self._ends.append(array("L", accumulate(map(len, self._open), initial=0)))
            self._open.clear()

    def __getitem__(self, number: int) -> str:
        piece, place = divmod(number, _PIECE)
        if piece == len(self._pieces):
            return self._open[place]
        ends = self._ends[piece]
        return self._pieces[piece][ends[place] : ends[place + 1]]
