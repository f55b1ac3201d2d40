"""A text with gold and predicted entities marked: where one ends and another begins is found here, not in a browser.

A browser counts UTF-16 units, Python code points; cutting the text here keeps every offset exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

from onoma.document import Document, Entity, Span

__all__ = ["Mark", "Side", "marked", "shortened"]

Side = Literal["gold", "predicted"]


class Mark(NamedTuple):
    """An entity of one side; `strong` where it is what the reader should look at."""

    entity: Entity
    side: Side
    strong: bool


def shortened(text: str, entities: Iterable[Entity], around: int) -> Span:
    """The part of the text around the entities: so many characters on each side, or less, to cut at a blank."""
    spans = [(entity.start, entity.end) for entity in entities]
    start, end = max(0, min(spans)[0] - around), min(len(text), max(end for _, end in spans) + around)
    blank = text.find(" ", start, min(spans)[0]) if start else -1
    start = blank + 1 if blank >= 0 else start
    blank = text.rfind(" ", max(end for _, end in spans), end) if end < len(text) else -1
    return start, blank if blank >= 0 else end


def marked(document: Document, marks: Sequence[Mark], window: Span) -> str:
    """HTML of `text[start:end]` of the window; each piece under all that cover it, each label after its entity."""
    start, end = window
    spans = [(span, mark) for mark in marks for span in mark.entity.spans if span[0] < end and start < span[1]]
    cuts = sorted({start, end, *(cut for span, _ in spans for cut in span if start < cut < end)})
    pieces = "".join(_pieces(document.text, cuts, spans))
    before, after = "… " if start else "", " …" if end < len(document.text) else ""
    return f"{before}{pieces}{after}"


def _pieces(text: str, cuts: Sequence[int], spans: Sequence[tuple[Span, Mark]]) -> Iterator[str]:
    for left, right in pairwise(cuts):
        covering = [mark for span, mark in spans if span[0] <= left and right <= span[1]]
        piece = escape(text[left:right])
        yield f'<span class="{_classes(covering)}">{piece}</span>' if covering else piece
        for mark in covering:
            if mark.entity.end == right:
                strong = " strong" if mark.strong else ""
                yield f'<sup class="{mark.side}{strong}">{escape(mark.entity.label)}</sup>'


def _classes(covering: Iterable[Mark]) -> str:
    names = {name for mark in covering for name in (mark.side, f"strong-{mark.side}" if mark.strong else "")}
    return " ".join(sorted(filter(None, names)))
