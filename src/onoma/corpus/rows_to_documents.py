"""Rows of words and tags to documents: what the column formats share when they read.

A sentence becomes one document; its words are joined with single spaces, unless its text is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onoma.corpus.records import Corpus, Origin, Tally
from onoma.corpus.tag_schemes import first_broken, scheme_of
from onoma.corpus.tagged_sentences import TaggedSentence, join_words
from onoma.document import Document, Entity
from onoma.schemes import OUTSIDE, Scheme, tags_to_spans

__all__ = ["sentences_to_corpus"]


def sentences_to_corpus(
    sentences: Sequence[TaggedSentence], path: Path, tally: Tally, scheme_name: str | None = None
) -> Corpus:
    """One document per sentence, in the scheme of that name or the one that the tags fit best."""
    scheme = scheme_of(sentences, path, tally, scheme_name)
    documents = tuple(_sentence_to_document(sentence, scheme, path, tally) for sentence in sentences)
    origins = tuple(Origin(str(path), sentence.lines[0], tuple(sentence.lines)) for sentence in sentences)
    return Corpus(documents, path.name, tally.notes, origins)


def _sentence_to_document(sentence: TaggedSentence, scheme: Scheme, path: Path, tally: Tally) -> Document:
    """The sentence's document; repaired tags are counted with the line of the sentence they occur in."""
    text, words = sentence.layout or join_words(sentence.words)
    entities: tuple[Entity, ...] = ()
    if sentence.tags.count(OUTSIDE) != len(sentence.tags):
        spans, n_repaired = tags_to_spans(sentence.tags, scheme)
        if n_repaired:
            _count_repairs(sentence, scheme, path, tally, n_repaired)
        entities = tuple(Entity(words[span.start][0], words[span.end - 1][1], span.label) for span in spans)
    return Document(text, entities, words, sentence.id, sentence.fields)


def _count_repairs(sentence: TaggedSentence, scheme: Scheme, path: Path, tally: Tally, n_repaired: int) -> None:
    """Count at the sentence's first line; a thorough tally gets the line of the first broken tag."""
    index = first_broken(sentence.tags, scheme) if tally.thorough else 0
    before = sentence.tags[index - 1] if index else "the beginning"
    detail = f"{sentence.tags[index]} after {before}"
    what = f"tag repaired on reading as {scheme.name}"
    tally.add(what, f"{path}:{sentence.lines[index]}", count=n_repaired, detail=detail)
