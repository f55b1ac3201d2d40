"""Precision, recall and F1 of predicted entities, per type, micro and macro, in four kinds of matching.

The kinds are those of SemEval-2013 task 9.1: strict, exact, partial and type. Support stands beside every
figure, so that a wrong reading of the gold shows at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document, Value
from onoma.evaluation.counts import MODES, POINTS, Counts, Mode, Tallies

__all__ = ["Outcomes", "Prf", "Scores", "fractions", "outcomes_of", "score", "scores_by_mode"]


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 as fractions, 0.0 where undefined, and the counts behind them.

    `n_correct` is a whole number, save in partial matching, where an overlap counts as half of one.
    """

    precision: float
    recall: float
    f1: float
    support: int
    n_predicted: int
    n_correct: float

    def to_json(self) -> dict[str, Value]:
        """The three fractions and the support."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "support": self.support}


@dataclass(frozen=True, slots=True)
class Scores:
    """What one kind of matching found; strict, where nothing else is said.

    `micro` counts all entities together. `macro` is the unweighted mean over the types in `per_type`, which
    are those that occur in the gold or in the predictions, sorted. A type's figures come from its own
    entities on both sides: what is another label's has no part in them.
    """

    micro: Prf
    macro: Prf
    per_type: Mapping[str, Prf]

    def to_json(self) -> dict[str, Value]:
        """`{"strict": {"micro": …, "macro": …, "per_type": {label: …}}}`."""
        return {"strict": self.figures()}

    def figures(self) -> dict[str, Value]:
        """`{"micro": …, "macro": …, "per_type": {label: …}}`."""
        per_type: dict[str, Value] = {label: prf.to_json() for label, prf in self.per_type.items()}
        return {"micro": self.micro.to_json(), "macro": self.macro.to_json(), "per_type": per_type}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the entities, in the five words of MUC-5 and SemEval-2013.

    Each predicted entity is correct, incorrect, partial or spurious; each gold one correct, incorrect, partial
    or missed.
    """

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int

    def to_json(self) -> dict[str, Value]:
        """The five counts."""
        return {
            "correct": self.correct,
            "incorrect": self.incorrect,
            "partial": self.partial,
            "missed": self.missed,
            "spurious": self.spurious,
        }


def score(gold: Iterable[Document], predicted: Iterable[Document], labels: Collection[str] | None = None) -> Scores:
    """Strict scores of predicted documents against gold ones, paired by position, read lazily.

    With `labels`, entities of all other labels are left out on both sides.

    Raises `InputError` when the texts of a pair differ, or when one side has more documents.
    """
    return scores_by_mode(Tallies.of(gold, predicted, labels))["strict"]


def scores_by_mode(tallies: Tallies) -> Mapping[Mode, Scores]:
    """The scores of documents that were counted, in each kind of matching."""
    labels, weights = tallies.labels, tallies.weights
    together = weights @ tallies.together
    by_label = np.tensordot(weights, tallies.by_label, axes=1)

    def scores(mode: Mode) -> Scores:
        per_type = {label: _prf(counts, mode) for label, counts in zip(labels, by_label, strict=True)}
        return Scores(_prf(together, mode), _macro(per_type.values()), MappingProxyType(per_type))

    return MappingProxyType({mode: scores(mode) for mode in MODES})


def outcomes_of(tallies: Tallies, mode: Mode) -> Outcomes:
    """The five outcomes of documents that were counted, all labels together."""
    counts = Counts(*map(int, tallies.weights @ tallies.together))
    pairs = counts.by_label if mode == "type" else counts.by_place
    correct = {"strict": counts.same, "type": counts.same_label}.get(mode, counts.same_spans)
    halves = pairs - correct if mode == "partial" else 0
    return Outcomes(correct, pairs - correct - halves, halves, counts.gold - pairs, counts.predicted - pairs)


def _prf(counts: NDArray[np.int64], mode: Mode) -> Prf:
    return fractions(int(counts[0]), int(counts[1]), float(counts @ np.array(POINTS[mode])))


def fractions(support: int, n_predicted: int, n_correct: float) -> Prf:
    """Precision, recall and F1 of that many gold, predicted and right entities."""
    precision = n_correct / n_predicted if n_predicted else 0.0
    recall = n_correct / support if support else 0.0
    f1 = 2 * n_correct / (n_predicted + support) if n_correct else 0.0
    return Prf(precision, recall, f1, support, n_predicted, n_correct)


def _macro(types: Collection[Prf]) -> Prf:
    n_types = len(types) or 1
    return Prf(
        precision=sum(prf.precision for prf in types) / n_types,
        recall=sum(prf.recall for prf in types) / n_types,
        f1=sum(prf.f1 for prf in types) / n_types,
        support=sum(prf.support for prf in types),
        n_predicted=sum(prf.n_predicted for prf in types),
        n_correct=sum(prf.n_correct for prf in types),
    )
