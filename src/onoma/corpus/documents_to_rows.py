"""Documents to rows of words and tags: what the column formats share when they write.

A text that came without words is split at white space and punctuation. Words are also split where an
entity begins or ends, so that no entity moves. Whatever a row of tags cannot hold is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onoma.corpus.losses import clean_label
from onoma.corpus.records import Tally
from onoma.corpus.tag_schemes import MULTI_LABEL
from onoma.document import Document, Entity, Span
from onoma.schemes import Scheme, TagSpan, spans_to_tags, tags_to_spans

__all__ = ["Writable", "document_to_rows"]

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Writable:
    """What a file can hold: `breaks` and `labels` match what words and labels may not contain.

    `reserved` are words that mean something else in it.
    """

    breaks: re.Pattern[str]
    labels: re.Pattern[str]
    reserved: frozenset[str] = frozenset()

    @classmethod
    def with_separator(cls, separator: str, reserved: Iterable[str] = ()) -> Writable:
        """What a file holds whose columns are parted by `separator`."""
        apart = rf"[\t\n\r]|{re.escape(separator)}"
        return cls(re.compile(apart), re.compile(rf"{apart}|\s$|{MULTI_LABEL.pattern}"), frozenset(reserved))


def document_to_rows(
    document: Document, scheme: Scheme, writable: Writable, place: str, tally: Tally
) -> tuple[list[Span], list[str]]:
    """Word spans and tags; where entities overlap, the outermost that begins first is kept."""
    entities = _apart(document, place, tally)
    words = _split_words(document, entities, writable, place, tally)
    starts = [start for start, _ in words]
    ends = [end for _, end in words]
    spans: list[TagSpan] = []
    for entity in entities:
        first, last = bisect_left(starts, entity.start), bisect_right(ends, entity.end)
        if first >= last:
            tally.add("entity without a word left out", place)
            continue
        if (starts[first], ends[last - 1]) != (entity.start, entity.end):
            tally.add("entity cut to its words", place)
        spans.append(TagSpan(first, last, clean_label(entity.label, writable.labels, place, tally)))
    tags = spans_to_tags(len(words), spans, scheme)
    n_joined = len(spans) - len(tags_to_spans(tags, scheme).spans)
    tally.add(f"adjacent entities of one label joined by {scheme.name}", place, count=n_joined)
    return words, tags


def _apart(document: Document, place: str, tally: Tally) -> list[Entity]:
    """The entities that don't overlap one before."""
    kept: list[Entity] = []
    for entity in document.entities:
        if kept and entity.start < kept[-1].end:
            tally.add("nested or overlapping entity left out", place)
        else:
            kept.append(entity)
    return kept


def _split_words(
    document: Document, entities: list[Entity], writable: Writable, place: str, tally: Tally
) -> list[Span]:
    """The words, cut where an entity begins or ends and at what the file cannot hold."""
    cuts = sorted({offset for entity in entities for offset in (entity.start, entity.end)})
    words: list[Span] = []
    for start, end in document.words if document.words is not None else _words(document.text):
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        bounds = [start, *inner, end]
        pieces = [piece for left, right in pairwise(bounds) for piece in _pieces(document.text, left, right, writable)]
        if inner:
            tally.add("word split where an entity begins or ends", place)
        elif pieces != [(start, end)]:
            tally.add("word split or left out for what the format cannot hold", place)
        words += pieces
    return words


def _words(text: str) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text)]


def _pieces(text: str, start: int, end: int, writable: Writable) -> list[Span]:
    """The parts of one word that the file can hold, none of them blank or with white space at its edges."""
    if text[start:end] in writable.reserved:
        return [(start, start + 1), (start + 1, end)]
    pieces: list[Span] = []
    position = start
    for match in writable.breaks.finditer(text, start, end):
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, end))
    return [_trimmed(text, left, right) for left, right in pieces if text[left:right].strip()]


def _trimmed(text: str, start: int, end: int) -> Span:
    word = text[start:end]
    return start + len(word) - len(word.lstrip()), end - len(word) + len(word.rstrip())
