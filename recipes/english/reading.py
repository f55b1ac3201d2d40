"""The corpora as `Sentence`s: onoma's readers give Documents, whose entities become spans of words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tagged import Sentence, Span

from onoma.corpus import read_corpus
from onoma.document import Document

__all__ = ["read_documents", "read_sentences", "to_sentence"]


def read_documents(path: Path, format_name: str) -> Iterator[Document]:
    """The documents of a labelled file; each has words."""
    yield from read_corpus(path, format=format_name).documents


def read_sentences(path: Path, format_name: str) -> Iterator[Sentence]:
    """The documents of a labelled file as sentences, for corpora whose spacing is not natural anyway."""
    for document in read_documents(path, format_name):
        yield to_sentence(document)


def to_sentence(document: Document) -> Sentence:
    """The document's words, and its entities as spans of them."""
    words = document.words or ()
    first = {start: index for index, (start, _) in enumerate(words)}
    last = {end: index for index, (_, end) in enumerate(words)}
    spans = (Span(first[entity.start], last[entity.end] + 1, entity.label) for entity in document.entities)
    return Sentence(tuple(document.text[start:end] for start, end in words), tuple(spans))
