"""A page that shows each text with its entities marked; one file, no script, nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import TextIO
from zlib import crc32

from onoma.document import Document, Entity

__all__ = ["write_html"]

_HEAD = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Entities</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.9 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
p { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
mark { color: inherit; background: hsl(var(--hue) 75% 50% / .28); border-radius: .25em; padding: .1em .15em; }
small { font-size: .65em; font-weight: 600; opacity: .75; user-select: none; }
</style>
</head>
<body>
"""
_TAIL = "</body>\n</html>\n"


def write_html(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """The page; entities may nest and overlap, and stand with all their labels."""
    file.write(_HEAD)
    for document in documents:
        title = f"<h2>{escape(document.id)}</h2>\n" if document.id is not None else ""
        # The dir attribute lets Arabic and Hebrew texts run their own way.
        file.write(f'<article>\n{title}<p dir="auto">{"".join(_marked(document))}</p>\n</article>\n')
    file.write(_TAIL)
    return Counter()


def _marked(document: Document) -> Iterator[str]:
    """The text cut wherever an entity begins or ends, each piece under all that cover it."""
    spans = [(start, end, entity) for entity in document.entities for start, end in entity.spans]
    spans.sort(key=lambda span: (span[0], -span[1]))
    cuts = sorted({0, len(document.text), *(cut for start, end, _ in spans for cut in (start, end))})
    waiting = iter([*spans, None])
    upcoming = next(waiting)
    covering: list[tuple[int, int, Entity]] = []
    for left, right in pairwise(cuts):
        while upcoming is not None and upcoming[0] == left:
            covering.append(upcoming)
            upcoming = next(waiting)
        covering = [span for span in covering if span[1] > left]
        yield _piece(escape(document.text[left:right]), right, covering)


def _piece(piece: str, right: int, covering: list[tuple[int, int, Entity]]) -> str:
    for _, _, entity in reversed(covering):
        label = f"<small> {escape(entity.label)}</small>" if entity.end == right else ""
        piece = f'<mark style="--hue: {_hue(entity.label)}" title="{_title(entity)}">{piece}{label}</mark>'
    return piece


def _title(entity: Entity) -> str:
    score = f" {entity.score:.2f}" if entity.score is not None else ""
    return escape(f"{entity.label}{score}")


def _hue(label: str) -> int:
    return crc32(label.encode("utf-8", "replace")) % 360
