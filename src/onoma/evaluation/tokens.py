"""Accuracy over words, beside what tagging nothing at all would give: so that nobody takes it for the score."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from onoma.document import Document, Entity, Span, Value

__all__ = ["Marked", "TokenAccuracy", "WordTally", "Words"]

Marked: TypeAlias = tuple[str, Sequence[int]]
"""An entity's label, and the positions of the words that it touches."""

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


class Words:
    """The words of a document, by position; runs of what is no white space where nobody split the text."""

    def __init__(self, document: Document) -> None:
        spans: Sequence[Span] | None = document.words
        if spans is None:
            spans = [found.span() for found in _WORD.finditer(document.text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self._starts)

    def touched(self, entity: Entity) -> list[int]:
        """Positions of the words that share a character with the entity, in order."""
        touched: list[int] = []
        for start, end in entity.spans:
            touched.extend(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return sorted(set(touched)) if entity.fragments else touched


class WordTally:
    """Right and outside words, gathered document by document."""

    def __init__(self) -> None:
        self._n_words = self._n_right = self._n_outside = 0

    def add_bare(self, words: Words) -> None:
        """One more document, without entities on either side."""
        self._n_words += len(words)
        self._n_right += len(words)
        self._n_outside += len(words)

    def add(self, words: Words, gold: Iterable[Marked], predicted: Iterable[Marked]) -> None:
        """One more document: the label of each entity, with the words that it touches."""
        wanted, found = _tags(gold), _tags(predicted)
        wrong = 0 if wanted == found else sum(wanted.get(w) != found.get(w) for w in wanted.keys() | found.keys())
        self._n_words += len(words)
        self._n_right += len(words) - wrong
        self._n_outside += len(words) - len(wanted)

    @property
    def accuracy(self) -> TokenAccuracy:
        """What was gathered."""
        return TokenAccuracy(self._n_words, self._n_right, self._n_outside)


def _tags(marked: Iterable[Marked]) -> dict[int, str]:
    """The IOB2 tag of each word that an entity touches; where several do, that of the first and outermost."""
    tags: dict[int, str] = {}
    for label, touched in marked:
        prefix = "B-"
        for word in touched:
            tags.setdefault(word, prefix + label)
            prefix = "I-"
    return tags
