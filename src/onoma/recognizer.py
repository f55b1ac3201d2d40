"""`Recognizer`: anything that turns texts into Documents; and `Stack`, several of them as one.

The Protocol is the one contract that bundles, rules and other people's pipelines satisfy, so that
one conformance suite, one scorer and one command serve them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import tee
from typing import Protocol, runtime_checkable

from onoma.document import Document
from onoma.errors import SettingsError
from onoma.overlaps import Policy, resolved

__all__ = ["IN_TURN", "Annotator", "Recognizer", "Stack", "annotated"]

IN_TURN = Policy()
"""Who stands earlier wins."""


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

    Where answers overlap, `policy` says which remain: by default the earlier recognizer wins, within one
    recognizer the longer entity, then the likelier. Answers with the same offsets and label become one entity,
    whose `source` names all of them, joined by "+". docs/stack.md has examples.

    Raises `SettingsError` without any recognizer.
    """

    def __init__(self, recognizers: Sequence[Recognizer], policy: Policy = IN_TURN) -> None:
        if not recognizers:
            raise SettingsError("a Stack needs at least one recognizer; none was given")
        self.recognizers = tuple(recognizers)
        self.policy = policy

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of every recognizer, sorted."""
        return tuple(sorted({label for recognizer in self.recognizers for label in recognizer.labels}))

    def __call__(self, text: str) -> Document:
        """The joint document of one text."""
        return self._joint(Document(text), [recognizer(text) for recognizer in self.recognizers])

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Joint documents in order; holds as many texts as the slowest recognizer reads ahead."""
        return self.annotate(map(Document, texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with the joint entities; each recognizer sees the document's fields."""
        given, *copies = tee(documents, len(self.recognizers) + 1)
        answers = zip(*map(_answers, self.recognizers, copies), strict=True)
        for document, found in zip(given, answers, strict=True):
            yield self._joint(document, found)

    def _joint(self, document: Document, found: Sequence[Document]) -> Document:
        entities = tuple(resolved([answer.entities for answer in found], self.policy))
        return Document(document.text, entities, found[0].words, document.id, document.fields)


def _answers(recognizer: Recognizer, documents: Iterable[Document]) -> Iterator[Document]:
    """Documents with what the recognizer finds; their ids and fields are of no account."""
    if isinstance(recognizer, Annotator):
        return recognizer.annotate(documents)
    return recognizer.stream(document.text for document in documents)
