"""What scores need of each document: how many entities, and how many pairs of which kind.

Documents with the same counts are one row with a weight. That is all that precision, recall, F1 and their
bootstrap need, and it stays small however long the corpus is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document, Entity
from onoma.evaluation.matching import Matching, match, paired

__all__ = ["MODES", "POINTS", "Counts", "Mode", "Tallies", "with_labels"]

Mode: TypeAlias = Literal["strict", "exact", "partial", "type"]
"""Strict: offsets and label; exact: offsets alone; partial: overlap is worth half; type: overlap and label."""

MODES: tuple[Mode, ...] = get_args(Mode)


class Counts(NamedTuple):
    """Entities and pairs, for all labels together or for one label by itself (see `Matching`)."""

    gold: int = 0
    predicted: int = 0
    same: int = 0
    same_spans: int = 0
    by_place: int = 0
    same_label: int = 0
    by_label: int = 0


POINTS: Mapping[Mode, tuple[float, ...]] = MappingProxyType(
    {
        "strict": (0, 0, 1, 0, 0, 0, 0),
        "exact": (0, 0, 0, 1, 0, 0, 0),
        "partial": (0, 0, 0, 0.5, 0.5, 0, 0),
        "type": (0, 0, 0, 0, 0, 1, 0),
    }
)
"""What each of the `Counts` is worth in each kind of matching."""

_ByLabel: TypeAlias = tuple[tuple[str, Counts], ...]


def with_labels(document: Document, labels: Collection[str] | None) -> Document:
    """The document without entities of other labels; as it is where `labels` is None."""
    if labels is None:
        return document
    return document.with_entities(entity for entity in document.entities if entity.label in labels)


class Tallies:
    """Counts per document, gathered document by document."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[Counts, _ByLabel]] = Counter()

    @classmethod
    def of(
        cls, gold: Iterable[Document], predicted: Iterable[Document], labels: Collection[str] | None = None
    ) -> Tallies:
        """The counts of documents paired by position, read lazily; see `paired` for what is refused."""
        tallies = cls()
        for truth, guess in paired(gold, predicted):
            wanted, found = with_labels(truth, labels).entities, with_labels(guess, labels).entities
            tallies.add(wanted, found, match(wanted, found))
        return tallies

    def add(self, gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching) -> None:
        """One more document."""
        self._rows[_together(gold, predicted, matching), _by_label(gold, predicted, matching)] += 1

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that occurs on either side, sorted."""
        return tuple(sorted({label for _, by_label in self._rows for label, _ in by_label}))

    @property
    def weights(self) -> NDArray[np.int64]:
        """`(n_rows,)` how many documents have the counts of each row."""
        return np.fromiter(self._rows.values(), np.int64, len(self._rows))

    @property
    def together(self) -> NDArray[np.int64]:
        """`(n_rows, n_counts)` all labels together."""
        rows = [together for together, _ in self._rows]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(Counts._fields))

    @property
    def by_label(self) -> NDArray[np.int64]:
        """`(n_rows, n_labels, n_counts)` each label by itself."""
        places = {label: place for place, label in enumerate(self.labels)}
        table = np.zeros((len(self._rows), len(places), len(Counts._fields)), dtype=np.int64)
        for row, (_, by_label) in enumerate(self._rows):
            for label, counts in by_label:
                table[row, places[label]] = counts
        return table


def _together(gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching) -> Counts:
    n_same = len(matching.same)
    if matching.by_place is matching.same:
        return Counts(len(gold), len(predicted), n_same, n_same, n_same, n_same, n_same)
    return Counts(
        gold=len(gold),
        predicted=len(predicted),
        same=n_same,
        same_spans=sum(gold[truth].spans == predicted[guess].spans for truth, guess in matching.by_place),
        by_place=len(matching.by_place),
        same_label=sum(gold[truth].label == predicted[guess].label for truth, guess in matching.by_label),
        by_label=len(matching.by_label),
    )


def _by_label(gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching) -> _ByLabel:
    n_gold = Counter(entity.label for entity in gold)
    n_predicted = Counter(entity.label for entity in predicted)
    n_same = Counter(gold[truth].label for truth, _ in matching.same)
    n_place = Counter(gold[truth].label for truth, _ in matching.within_place)
    n_label = Counter(gold[truth].label for truth, _ in matching.within_label)
    return tuple(
        (label, Counts(n_gold[label], n_predicted[label], same, same, n_place[label], n_label[label], n_label[label]))
        for label in sorted(n_gold.keys() | n_predicted.keys())
        for same in (n_same[label],)
    )
