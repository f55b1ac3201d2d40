"""Rows of words and tags to documents: what the column formats share when they read.

A sentence becomes one document; its words are joined with single spaces, unless its text is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onoma.corpus.records import Tally
from onoma.document import Document, Entity, Span, Value
from onoma.errors import CorpusError, SchemeError
from onoma.schemes import OUTSIDE, Scheme, detect, scheme_named, split_tag, tags_to_spans

__all__ = ["MULTI_LABEL", "Layout", "TaggedSentence", "join_words", "scheme_of", "sentence_to_document"]

MULTI_LABEL = re.compile(r",(?=O(?:,|$)|[BIESLU][-_].)")
"""The comma of a tag that stands for several, such as `B-person,B-group`."""

Layout = tuple[str, tuple[Span, ...]]
"""A text and the spans of its words."""


@dataclass(slots=True)
class TaggedSentence:
    """Words and tags as read, with the line of each."""

    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    id: str | None = None
    fields: dict[str, Value] = field(default_factory=dict)

    def append(self, word: str, tag: str, line: int) -> None:
        """One more word."""
        self.words.append(word)
        self.tags.append(tag)
        self.lines.append(line)


def scheme_of(sentences: Sequence[TaggedSentence], path: object, name: str | None = None) -> Scheme:
    """The scheme called `name`, or else the one that the tags fit best.

    Raises `CorpusError` at the first line whose tag is none, holds several, or is not of the scheme.
    """
    first_lines = _check_tags(sentences, path)
    try:
        rows = (_shorten(sentence.tags) for sentence in sentences)
        scheme = scheme_named(name) if name else detect(rows).scheme
    except SchemeError as error:
        raise CorpusError(path, None, str(error)) from error
    for tag, line in first_lines.items():
        if split_tag(tag)[0] not in scheme.prefixes | {OUTSIDE}:
            raise CorpusError(path, line, f"tag {tag!r} does not occur in {scheme.name}", hint="name another scheme")
    return scheme


def _check_tags(sentences: Sequence[TaggedSentence], path: object) -> dict[str, int]:
    """The first line of each distinct tag."""
    first_lines: dict[str, int] = {}
    for sentence in sentences:
        for tag, line in zip(sentence.tags, sentence.lines, strict=True):
            if tag not in first_lines:
                first_lines[tag] = line
                _check_tag(tag, path, line)
    return first_lines


def _check_tag(tag: str, path: object, line: int) -> None:
    if MULTI_LABEL.search(tag):
        hint = "keep one label per word, or store the corpus as jsonl or brat"
        raise CorpusError(path, line, f"tag {tag!r} gives one word several labels", hint=hint)
    try:
        split_tag(tag)
    except SchemeError as error:
        raise CorpusError(path, line, str(error), hint="name the tag column if it is another one") from error


def _shorten(tags: Sequence[str]) -> list[str]:
    """The row with runs of `O` cut to one: it breaks the same rules, and is sooner checked."""
    return [tag for before, tag in zip(("", *tags), tags, strict=False) if tag != OUTSIDE or before != OUTSIDE]


def join_words(words: Iterable[str]) -> Layout:
    """The words joined by single spaces, and where each stands."""
    words = list(words)
    spans: list[Span] = []
    position = 0
    for word in words:
        end = position + len(word)
        spans.append((position, end))
        position = end + 1
    return " ".join(words), tuple(spans)


def sentence_to_document(
    sentence: TaggedSentence, scheme: Scheme, path: object, tally: Tally, *, layout: Layout | None = None
) -> Document:
    """The sentence's document; `layout` gives its text and word spans where they are known.

    Repaired tags are counted with the line of the sentence they occur in.
    """
    text, words = layout or join_words(sentence.words)
    entities: tuple[Entity, ...] = ()
    if sentence.tags.count(OUTSIDE) != len(sentence.tags):
        spans, n_repaired = tags_to_spans(sentence.tags, scheme)
        tally.add(f"tag repaired on reading as {scheme.name}", f"{path}:{sentence.lines[0]}", count=n_repaired)
        entities = tuple(Entity(words[span.start][0], words[span.end - 1][1], span.label) for span in spans)
    return Document(text, entities, words, sentence.id, sentence.fields)
