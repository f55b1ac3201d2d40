"""Accuracy over words, beside what tagging nothing at all would give: so that nobody takes it for the score."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onoma.document import Document, Entity, Span, Value

__all__ = ["TokenAccuracy", "WordTally", "n_words", "word_spans"]

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class TokenAccuracy:
    """How many words have the right tag (IOB2), and how many are outside in the gold.

    `accuracy` is what tutorials call the score; `all_outside` is what a system gets that finds nothing.
    Padding would raise both, and is not counted.
    """

    n_words: int
    n_right: int
    n_outside: int

    @property
    def accuracy(self) -> float:
        """Share of words with the right tag; 0.0 without words."""
        return self.n_right / self.n_words if self.n_words else 0.0

    @property
    def all_outside(self) -> float:
        """Share of words that no gold entity covers."""
        return self.n_outside / self.n_words if self.n_words else 0.0

    def to_json(self) -> dict[str, Value]:
        """The two shares and the number of words."""
        return {"accuracy": self.accuracy, "all_outside": self.all_outside, "n_words": self.n_words}


def word_spans(document: Document) -> Sequence[Span]:
    """The document's words; runs of what is no white space where nobody split the text."""
    if document.words is not None:
        return document.words
    return [found.span() for found in _WORD.finditer(document.text)]


def n_words(entity: Entity, words: Sequence[Span]) -> int:
    """How many of the words the entity touches."""
    return sum(last - first for first, last in _ranges(entity, words))


class WordTally:
    """Right and outside words, gathered document by document."""

    def __init__(self) -> None:
        self._n_words = self._n_right = self._n_outside = 0

    def add(self, words: Sequence[Span], gold: Iterable[Entity], predicted: Iterable[Entity]) -> None:
        """One more document."""
        wanted, found = _tags(gold, words), _tags(predicted, words)
        wrong = sum(wanted.get(word) != found.get(word) for word in wanted.keys() | found.keys())
        self._n_words += len(words)
        self._n_right += len(words) - wrong
        self._n_outside += len(words) - len(wanted)

    @property
    def accuracy(self) -> TokenAccuracy:
        """What was gathered."""
        return TokenAccuracy(self._n_words, self._n_right, self._n_outside)


def _tags(entities: Iterable[Entity], words: Sequence[Span]) -> dict[int, str]:
    """The IOB2 tag of each word that an entity touches; where several do, that of the first and outermost."""
    tags: dict[int, str] = {}
    for entity in entities:
        prefix = "B-"
        for first, last in _ranges(entity, words):
            for word in range(first, last):
                tags.setdefault(word, prefix + entity.label)
                prefix = "I-"
    return tags


def _ranges(entity: Entity, words: Sequence[Span]) -> Iterable[Span]:
    """Positions of the words that each part of the entity touches."""
    for start, end in entity.spans:
        first = bisect_right(words, start, key=lambda word: word[1])
        yield first, max(first, bisect_left(words, end, key=lambda word: word[0]))
