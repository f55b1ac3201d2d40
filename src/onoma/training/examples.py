"""Labelled documents to what the network trains on: segments, and the tags allowed for each word.

Documents are cut into segments by the code that cuts them at run time.

A document may say what its annotators left open, in two fields that `onoma convert` keeps: `open`, a
list of labels that were not annotated (any word outside an entity may belong to one), and `unknown`,
spans of which nothing is known. `weight` scales its loss.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document, Span, Value
from onoma.encoding import USUAL_LIMITS, SegmentLimits, segments, split_words
from onoma.errors import TrainingError
from onoma.schemes import Scheme, TagSpan, spans_to_tags, split_tag

__all__ = ["Belief", "Carried", "Example", "ExampleMaker"]


class Belief(NamedTuple):
    """How probable each tag is for each word, and how often each is expected after each other.

    `tags` `(words, tags)` in steps of 1/255, `pairs` `(tags, tags)`; see `onoma.runtime.Posterior`.
    """

    tags: NDArray[np.uint8]
    pairs: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Example:
    """A segment's text; `allowed` is `(words, tags)`, 1 where the word may have the tag and 0 elsewhere.

    `belief` is what teachers think of it instead, when it is learnt from them. `document` is the text that it was
    cut from, and `first_word` the place of its first word there; a segment without one stands for itself.
    """

    text: str
    allowed: NDArray[np.uint8]
    weight: float
    belief: Belief | None = None
    document: str = ""
    first_word: int = 0


@dataclass(slots=True)
class Carried:
    """How many entities the encoding could carry, and how many it could not, by the reason."""

    n_entities: int = 0
    n_overlapping: int = 0
    n_inside_word: int = 0
    n_empty: int = 0
    n_cut: int = 0

    def lines(self) -> list[str]:
        """One line for each kind of loss; none when nothing was lost."""
        reasons = {
            "overlap another entity": self.n_overlapping,
            "begin or end inside a word (widened to the word)": self.n_inside_word,
            "hold no word": self.n_empty,
            "are longer than a segment or lie across the end of one": self.n_cut,
        }
        return [f"{count} of {self.n_entities} entities {reason}" for reason, count in reasons.items() if count]


class ExampleMaker:
    """Makes examples for one set of tags, and counts what could not be carried."""

    def __init__(self, tags: tuple[str, ...], scheme: Scheme, limits: SegmentLimits = USUAL_LIMITS) -> None:
        self._limits = limits
        self._index = {tag: index for index, tag in enumerate(tags)}
        self._scheme = scheme
        self._tags_of_label: dict[str, list[int]] = {}
        for tag, index in self._index.items():
            self._tags_of_label.setdefault(split_tag(tag)[1], []).append(index)
        self.carried = Carried()

    def examples(self, documents: Iterable[Document]) -> list[Example]:
        """The examples of all documents, one for each segment that has a word."""
        return [example for document in documents for example in self._of_document(document)]

    def unlabelled(self, documents: Iterable[Document]) -> list[Example]:
        """Examples of documents of which nothing is known: every word may have any tag."""
        known = self.examples(document.with_entities(()) for document in documents)
        return [replace(example, allowed=np.ones_like(example.allowed)) for example in known]

    def _of_document(self, document: Document) -> Iterator[Example]:
        words = split_words(document.text)
        if not words:
            self.carried.n_entities += len(document.entities)
            self.carried.n_empty += len(document.entities)
            return
        spans = self._spans(document, words)
        tags = spans_to_tags(len(words), spans, self._scheme)
        allowed = np.zeros((len(words), len(self._index)), np.uint8)
        allowed[np.arange(len(words)), [self._index[tag] for tag in tags]] = 1
        self._open(document, words, tags, allowed)
        weight = document.fields.get("weight", 1.0)
        starts, ends = zip(*words, strict=True)
        ranges = [
            (bisect_left(starts, segment.start), bisect_right(ends, segment.end))
            for segment in segments(document.text, self._limits)
        ]
        self.carried.n_cut += sum(
            not any(first <= start and end <= last for first, last in ranges) for start, end, _ in spans
        )
        for first, last in ranges:
            if first < last:
                text = document.text[starts[first] : ends[last - 1]]
                part = _cut(allowed, spans, first, last)
                scale = float(weight) if isinstance(weight, (int, float)) else 1.0
                yield Example(text, part, scale, document=document.text, first_word=first)

    def _spans(self, document: Document, words: Sequence[Span]) -> list[TagSpan]:
        """The document's entities in words; of overlapping ones the longer."""
        starts, ends = np.array(words).T
        taken = np.zeros(len(words), bool)
        spans: list[TagSpan] = []
        for entity in sorted(document.entities, key=lambda entity: entity.start - entity.end):
            self.carried.n_entities += 1
            first = int(np.searchsorted(ends, entity.start, side="right"))
            last = int(np.searchsorted(starts, entity.end, side="left"))
            if last <= first:
                self.carried.n_empty += 1
            elif taken[first:last].any():
                self.carried.n_overlapping += 1
            else:
                self.carried.n_inside_word += int(starts[first] < entity.start or ends[last - 1] > entity.end)
                taken[first:last] = True
                spans.append(TagSpan(first, last, entity.label))
        return spans

    def _open(self, document: Document, words: Sequence[Span], tags: list[str], allowed: NDArray[np.uint8]) -> None:
        for label in _labels(document.fields.get("open")):
            outside = [position for position, tag in enumerate(tags) if tag == "O"]
            for index in self._tags_of_label.get(label, []):
                allowed[outside, index] = 1
        for start, end in _spans_of(document.fields.get("unknown")):
            inside = [i for i, (left, right) in enumerate(words) if left < end and start < right and tags[i] == "O"]
            allowed[inside] = 1


def _cut(allowed: NDArray[np.uint8], spans: Sequence[TagSpan], first: int, last: int) -> NDArray[np.uint8]:
    """Rows `[first, last)`; the words of an entity that reaches beyond them may have any tag."""
    part = allowed[first:last].copy()
    for start, end, _ in spans:
        if start < first < end or start < last < end:
            part[max(start - first, 0) : end - first] = 1
    return part


def _labels(value: Value) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TrainingError(f"field 'open' = {value!r} must be a list of labels")
    return [str(item) for item in value]


def _spans_of(value: Value) -> list[Span]:
    if value is None:
        return []
    spans: list[Span] = []
    for item in value if isinstance(value, list) else [value]:
        if not (isinstance(item, list) and len(item) == 2 and all(isinstance(offset, int) for offset in item)):
            raise TrainingError(f"field 'unknown' = {value!r} must be a list of [start, end] pairs")
        spans.append((int(str(item[0])), int(str(item[1]))))
    return spans
