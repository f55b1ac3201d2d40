"""`Patient`: one corpus under examination, read thoroughly, with the words of its documents."""

from __future__ import annotations

from dataclasses import dataclass

from onoma.corpus import Corpus, format_of, survey_corpus
from onoma.document import Document, Entity, Span
from onoma.encoding import split_words

__all__ = ["Patient", "admit"]


@dataclass(frozen=True, slots=True)
class Patient:
    """A corpus, its file and format; `words` go with the documents, split where they came without."""

    path: str
    format: str
    corpus: Corpus
    words: tuple[tuple[Span, ...], ...]

    def place(self, index: int) -> str:
        """`file:line` of a document."""
        return self.corpus.origins[index].place

    def place_at(self, index: int, offset: int) -> str:
        """`file:line` of a character of a document."""
        return self.corpus.origins[index].place_at(self.corpus.documents[index], offset)

    def place_of(self, index: int, entity: Entity) -> str:
        """`file:line` of an entity of a document."""
        return self.corpus.origins[index].place_of(self.corpus.documents[index], entity)


def admit(path: str, format: str | None = None) -> Patient:
    """Read a corpus for examination; raises `CorpusError` where it cannot be read at all."""
    name = format or format_of(path)
    corpus = survey_corpus(path, format=name)
    return Patient(path, name, corpus, tuple(_words(document) for document in corpus))


def _words(document: Document) -> tuple[Span, ...]:
    return tuple(split_words(document.text)) if document.words is None else document.words
