"""Precision, recall and F1 of predicted entities, per type, micro and macro; strict matching.

Support stands beside every figure, so that a wrong reading of the gold shows at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onoma.document import Document, Value
from onoma.evaluation.matching import paired, strict_matches

__all__ = ["Prf", "Scores", "score"]


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 as fractions, 0.0 where undefined, and the counts behind them."""

    precision: float
    recall: float
    f1: float
    support: int
    n_predicted: int
    n_correct: int

    def to_json(self) -> dict[str, Value]:
        """The three fractions and the support."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "support": self.support}


@dataclass(frozen=True, slots=True)
class Scores:
    """What strict matching found.

    `micro` counts all entities together. `macro` is the unweighted mean over the types in
    `per_type`, which are those that occur in the gold or in the predictions, sorted.
    """

    micro: Prf
    macro: Prf
    per_type: Mapping[str, Prf]

    def to_json(self) -> dict[str, Value]:
        """`{"strict": {"micro": …, "macro": …, "per_type": {label: …}}}`."""
        per_type: dict[str, Value] = {label: prf.to_json() for label, prf in self.per_type.items()}
        return {"strict": {"micro": self.micro.to_json(), "macro": self.macro.to_json(), "per_type": per_type}}


def score(gold: Iterable[Document], predicted: Iterable[Document], labels: Collection[str] | None = None) -> Scores:
    """Strict scores of predicted documents against gold ones, paired by position, read lazily.

    With `labels`, entities of all other labels are left out on both sides.

    Raises `InputError` when the texts of a pair differ, or when one side has more documents.
    """
    n_gold: Counter[str] = Counter()
    n_predicted: Counter[str] = Counter()
    n_correct: Counter[str] = Counter()
    for truth, guess in paired(gold, predicted):
        n_gold.update(entity.label for entity in truth.entities)
        n_predicted.update(entity.label for entity in guess.entities)
        matches = strict_matches(truth.entities, guess.entities)
        n_correct.update(entity.label for entity, right in zip(guess.entities, matches, strict=True) if right)
    occurring = sorted(n_gold.keys() | n_predicted.keys())
    kept = [label for label in occurring if labels is None or label in labels]
    per_type = {label: _prf(n_gold[label], n_predicted[label], n_correct[label]) for label in kept}
    return Scores(_micro(per_type.values()), _macro(per_type.values()), MappingProxyType(per_type))


def _prf(support: int, n_predicted: int, n_correct: int) -> Prf:
    precision = n_correct / n_predicted if n_predicted else 0.0
    recall = n_correct / support if support else 0.0
    f1 = 2 * n_correct / (n_predicted + support) if n_correct else 0.0
    return Prf(precision, recall, f1, support, n_predicted, n_correct)


def _totals(types: Collection[Prf]) -> tuple[int, int, int]:
    return (
        sum(prf.support for prf in types),
        sum(prf.n_predicted for prf in types),
        sum(prf.n_correct for prf in types),
    )


def _micro(types: Collection[Prf]) -> Prf:
    return _prf(*_totals(types))


def _macro(types: Collection[Prf]) -> Prf:
    n_types = len(types) or 1
    precision = sum(prf.precision for prf in types) / n_types
    recall = sum(prf.recall for prf in types) / n_types
    f1 = sum(prf.f1 for prf in types) / n_types
    return Prf(precision, recall, f1, *_totals(types))
