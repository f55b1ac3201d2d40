"""Rows of words and tags to documents: what the column formats share when they read.

A sentence becomes one document; its words are joined with single spaces, unless its text is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onoma.corpus.records import Corpus, Origin, Tagging, Tally
from onoma.corpus.tag_schemes import scheme_of
from onoma.corpus.tagged_sentences import TaggedSentence, join_words
from onoma.document import Document, Entity
from onoma.errors import CorpusError
from onoma.schemes import OUTSIDE, Scheme, TagSpan, broken_tags, tags_to_spans, unbroken_spans

__all__ = ["sentences_to_corpus"]


def sentences_to_corpus(
    sentences: Sequence[TaggedSentence], path: Path, tally: Tally, scheme_name: str | None = None
) -> Corpus:
    """One document per sentence, in the scheme of that name or the one that the tags fit best.

    Raises `CorpusError` at the first tag that breaks the scheme, where the tally repairs none.
    """
    scheme = scheme_of(sentences, path, tally, scheme_name)
    documents = tuple(_sentence_to_document(sentence, scheme, path, tally) for sentence in sentences)
    origins = tuple(Origin(str(path), sentence.lines[0], tuple(sentence.lines)) for sentence in sentences)
    tagging = Tagging(scheme.name, tally.repair, tally.count_of(_repaired(scheme)), tally.count_of(_left_out(scheme)))
    return Corpus(documents, path.name, tally.notes, origins, tagging)


def _repaired(scheme: Scheme) -> str:
    return f"tag repaired on reading as {scheme.name}"


def _left_out(scheme: Scheme) -> str:
    return f"entity with a tag that breaks {scheme.name} left out"


def _sentence_to_document(sentence: TaggedSentence, scheme: Scheme, path: Path, tally: Tally) -> Document:
    """The sentence's document; what is repaired or left out is counted with the line of the sentence."""
    text, words = sentence.layout or join_words(sentence.words)
    entities: tuple[Entity, ...] = ()
    if sentence.tags.count(OUTSIDE) != len(sentence.tags):
        spans = _spans(sentence, scheme, path, tally)
        entities = tuple(Entity(words[span.start][0], words[span.end - 1][1], span.label) for span in spans)
    return Document(text, entities, words, sentence.id, sentence.fields)


def _spans(sentence: TaggedSentence, scheme: Scheme, path: Path, tally: Tally) -> list[TagSpan]:
    """The entities of the row, broken tags treated as the tally says."""
    spans, n_repaired = tags_to_spans(sentence.tags, scheme)
    if not n_repaired:
        return spans
    index = broken_tags(sentence.tags, scheme)[0]
    detail = f"{sentence.tags[index]} after {sentence.tags[index - 1] if index else 'the beginning'}"
    if tally.repair == "strict":
        hint = "mend the tag, or let broken tags be repaired (conlleval) or their entities be left out (discard)"
        raise CorpusError(path, sentence.lines[index], f"{detail} breaks {scheme.name}", hint=hint)
    # A thorough tally points to the broken tag; one that only counts, to the sentence.
    place = f"{path}:{sentence.lines[index if tally.thorough else 0]}"
    if tally.repair == "discard":
        spans, n_left_out = unbroken_spans(sentence.tags, scheme)
        tally.add(_left_out(scheme), place, count=n_left_out, detail=detail)
    else:
        tally.add(_repaired(scheme), place, count=n_repaired, detail=detail)
    return spans
