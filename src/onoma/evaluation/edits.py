"""A text changed in places, with its gold entities moved along, so that each still covers the same mention.

The edits themselves are chosen by `perturbations`; here they are only made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from onoma.document import Document, Entity

__all__ = ["Edit", "borders", "edited"]


class Edit(NamedTuple):
    """Put `text` in the place of `[start, end)`, which is not empty: what is inserted replaces a neighbour too."""

    start: int
    end: int
    text: str


def borders(document: Document) -> list[int]:
    """Every offset at which an entity, or a fragment of one, begins or ends; sorted, each once."""
    return sorted({border for entity in document.entities for span in entity.spans for border in span})


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with these edits, which are in order and do not overlap; without words.

    An edit across the border of an entity is left out, since nobody could say whose the new text is;
    so are those that would leave nothing between two borders, for there an entity would vanish.
    """
    kept = _safe(edits, borders(document))
    move = _shifter(kept)
    entities = tuple(_moved(entity, move) for entity in document.entities)
    return replace(document, text=_spliced(document.text, kept), entities=entities, words=None)


def _safe(edits: Iterable[Edit], cuts: Sequence[int]) -> list[Edit]:
    kept: list[Edit] = []
    whole = (edit for edit in edits if bisect_right(cuts, edit.start) == bisect_left(cuts, edit.end))
    for place, group in groupby(whole, key=lambda edit: bisect_right(cuts, edit.start)):
        inside = list(group)
        between = 0 < place < len(cuts)
        if not between or cuts[place] - cuts[place - 1] + _growth(inside) > 0:
            kept.extend(inside)
    return kept


def _growth(edits: Iterable[Edit]) -> int:
    return sum(len(edit.text) - (edit.end - edit.start) for edit in edits)


def _shifter(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Where an offset that no edit crosses comes to lie."""
    ends = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + _growth([edit]))
    return lambda offset: offset + shifts[bisect_right(ends, offset)]


def _moved(entity: Entity, move: Callable[[int], int]) -> Entity:
    fragments = tuple((move(start), move(end)) for start, end in entity.fragments)
    return replace(entity, start=move(entity.start), end=move(entity.end), fragments=fragments)


def _spliced(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*parts, text[position:]))
