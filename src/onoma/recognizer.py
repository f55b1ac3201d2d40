"""`Recognizer`: anything that turns texts into Documents; and `Stack`, several of them as one.

The Protocol is the one contract that bundles, rules and other people's pipelines satisfy, so that
one conformance suite, one scorer and one command serve them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import tee
from typing import Protocol, runtime_checkable

from onoma.document import Document, Entity

__all__ = ["Annotator", "Recognizer", "Stack", "annotated"]


@runtime_checkable
class Recognizer(Protocol):
    """Finds entities in text; offsets of the result refer to exactly the text that was given."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that this recognizer can give, sorted."""
        ...

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        ...

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order, in memory that does not grow with their number."""
        ...


@runtime_checkable
class Annotator(Protocol):
    """A Recognizer that reads more of a document than its text: its fields, or the entities it has already."""

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with the entities that were found; in constant memory."""
        ...


def annotated(recognizer: Recognizer, documents: Iterable[Document]) -> Iterator[Document]:
    """The same documents, in order, with the entities that the recognizer finds.

    Holds as many documents as the recognizer reads ahead.
    """
    if isinstance(recognizer, Annotator):
        yield from recognizer.annotate(documents)
        return
    given, ahead = tee(documents)
    found = recognizer.stream(document.text for document in ahead)
    for document, answer in zip(given, found, strict=True):
        yield replace(document, entities=answer.entities, words=answer.words)


class Stack:
    """Several recognizers as one, which never yields an entity twice or two that overlap.

    Where answers overlap the earlier recognizer wins, within one recognizer the longer entity, then
    the higher score. Answers with the same offsets and label become one entity, whose `source` names
    all of them, joined by "+", and whose score, value, fragments and attributes are the winner's or, where it
    has none, the next one's.
    """

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        if not recognizers:
            raise ValueError("a Stack needs at least one recognizer; none was given")
        self._recognizers = tuple(recognizers)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of every recognizer, sorted."""
        return tuple(sorted({label for recognizer in self._recognizers for label in recognizer.labels}))

    def __call__(self, text: str) -> Document:
        """The joint document of one text."""
        return self._join([recognizer(text) for recognizer in self._recognizers])

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Joint documents in order; holds as many texts as the slowest recognizer reads ahead."""
        return self.annotate(map(Document, texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with the joint entities; each recognizer sees the document's fields."""
        copies = tee(documents, len(self._recognizers))
        streams = [annotated(recognizer, copy) for recognizer, copy in zip(self._recognizers, copies, strict=True)]
        for found in zip(*streams, strict=True):
            yield self._join(found)

    def _join(self, documents: Sequence[Document]) -> Document:
        ranked = [(priority, entity) for priority, document in enumerate(documents) for entity in document.entities]
        ranked.sort(key=lambda pair: (pair[0], pair[1].start - pair[1].end, -(pair[1].score or 0.0)))
        kept: list[Entity] = []
        for _, entity in ranked:
            rivals = [index for index, other in enumerate(kept) if entity.overlaps(other)]
            if not rivals:
                kept.append(entity)
            elif len(rivals) == 1 and _agree(kept[rivals[0]], entity):
                kept[rivals[0]] = _merge(kept[rivals[0]], entity)
        return documents[0].with_entities(kept)


def _agree(one: Entity, other: Entity) -> bool:
    return (one.start, one.end, one.label) == (other.start, other.end, other.label)


def _merge(winner: Entity, other: Entity) -> Entity:
    sources = [source for source in (*winner.source.split("+"), *other.source.split("+")) if source]
    return replace(
        winner,
        score=winner.score if winner.score is not None else other.score,
        value=winner.value if winner.value is not None else other.value,
        fragments=winner.fragments or other.fragments,
        attributes={**other.attributes, **winner.attributes},
        source="+".join(dict.fromkeys(sources)),
    )
