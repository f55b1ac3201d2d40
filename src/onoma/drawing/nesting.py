"""A text as marks within marks: where entities nest they stay whole, where they cross the inner one is cut in two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from onoma.drawing.drawable import Drawable, Marked

__all__ = ["Mark", "Piece", "nested"]

Piece: TypeAlias = "str | Mark"


@dataclass(slots=True)
class Mark:
    """One unbroken piece of an entity, and what lies in it.

    `begins` and `ends` tell whether it is the first and the last piece of its entity; `height` is how many marks lie
    within each other here, this one included, up to four. `number` counts the document's entities from 0.
    """

    entity: Marked
    number: int
    begins: bool
    ends: bool
    height: int = 1
    inside: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    number: int
    entity: Marked


_Opened: TypeAlias = tuple[_Span, Mark]
_HIGHEST = 4


def nested(document: Drawable) -> list[Piece]:
    """The whole text in order, as strings and marks; the text of all strings together is the document's text."""
    spans = [
        _Span(start, end, number, entity)
        for number, entity in enumerate(document.entities)
        for start, end in entity.spans
    ]
    spans.sort(key=lambda span: (span.start, -span.end))
    cuts = sorted({0, len(document.text), *(cut for span in spans for cut in (span.start, span.end))})
    whole: list[Piece] = []
    opened: list[_Opened] = []
    upcoming = 0
    for left, right in zip(cuts, [*cuts[1:], len(document.text)], strict=True):
        waiting = _close(opened, left)
        while upcoming < len(spans) and spans[upcoming].start == left:
            waiting.append(spans[upcoming])
            upcoming += 1
        # What goes on longest lies outside, so that as little as can be is cut.
        for span in sorted(waiting, key=lambda span: -span.end):
            _open(span, left, opened, whole)
        if left < right:
            (opened[-1][1].inside if opened else whole).append(document.text[left:right])
    return whole


def _close(opened: list[_Opened], position: int) -> list[_Span]:
    """Close what ends here and what was opened within it; the latter goes on, and is returned."""
    first = next((place for place, (span, _) in enumerate(opened) if span.end <= position), len(opened))
    closed = opened[first:]
    del opened[first:]
    going_on = [(span, mark) for span, mark in closed if span.end > position]
    for _, mark in going_on:
        mark.ends = False
    return [span for span, _ in going_on]


def _open(span: _Span, position: int, opened: list[_Opened], whole: list[Piece]) -> None:
    entity = span.entity
    mark = Mark(entity, span.number, begins=position == entity.start, ends=span.end == entity.end)
    (opened[-1][1].inside if opened else whole).append(mark)
    opened.append((span, mark))
    for height, (_, outer) in enumerate(reversed(opened[-_HIGHEST:]), start=1):
        outer.height = max(outer.height, height)
