"""Whether a score of 0.9 is right nine times in ten: reliability bins and the expected calibration error.

Measured here, never corrected here. Naeini et al. 2015; Guo et al. 2017.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document, Value
from onoma.errors import InputError, SettingsError
from onoma.evaluation.matching import paired, strict_matches

__all__ = ["Bin", "Reliability", "reliability", "scored_pairs"]


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions whose score lies in `[lower, upper)`; the last bin takes 1.0 too."""

    lower: float
    upper: float
    n: int
    mean_score: float
    share_correct: float

    def to_json(self) -> dict[str, Value]:
        """Everything."""
        return {
            "lower": self.lower,
            "upper": self.upper,
            "n": self.n,
            "mean_score": self.mean_score,
            "share_correct": self.share_correct,
        }


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold a prediction, in order, and the expected calibration error.

    `ece` is the mean distance between score and share of right answers, each bin weighted by its
    size; 0.0 when there is no prediction at all.
    """

    bins: tuple[Bin, ...]
    ece: float

    def to_json(self) -> dict[str, Value]:
        """The error and the bins."""
        return {"ece": self.ece, "bins": [part.to_json() for part in self.bins]}


def reliability(scores: NDArray[np.float64], correct: NDArray[np.bool_], n_bins: int = 10) -> Reliability:
    """Reliability over bins of equal width; `scores` and `correct` are `(n_predicted,)`.

    Raises `InputError` when the two differ in shape or a score lies outside 0 to 1, and
    `SettingsError` without a single bin.
    """
    _check(scores, correct, n_bins)
    edges = np.arange(n_bins + 1) / n_bins
    places = np.minimum(np.searchsorted(edges, scores, side="right") - 1, n_bins - 1)
    counts = np.bincount(places, minlength=n_bins)
    score_sums = np.bincount(places, weights=scores, minlength=n_bins)
    correct_sums = np.bincount(places, weights=correct, minlength=n_bins)
    bins = tuple(
        Bin(
            lower=float(edges[index]),
            upper=float(edges[index + 1]),
            n=int(counts[index]),
            mean_score=float(score_sums[index] / counts[index]),
            share_correct=float(correct_sums[index] / counts[index]),
        )
        for index in np.flatnonzero(counts)
    )
    ece = float(np.abs(score_sums - correct_sums).sum() / max(len(scores), 1))
    return Reliability(bins, ece)


def _check(scores: NDArray[np.float64], correct: NDArray[np.bool_], n_bins: int) -> None:
    if n_bins < 1:
        raise SettingsError(f"n_bins is {n_bins}; give at least 1")
    if scores.ndim != 1 or scores.shape != correct.shape:
        raise InputError(f"scores have shape {scores.shape} and correct {correct.shape}; give two rows of one length")
    # Written so that NaN, which compares false with everything, is outside as well.
    outside = ~((scores >= 0.0) & (scores <= 1.0))
    if outside.any():
        position = int(np.flatnonzero(outside)[0])
        raise InputError(
            f"score {float(scores[position])!r} at position {position} is no probability; scores lie between 0 and 1"
        )


def scored_pairs(
    gold: Iterable[Document], predicted: Iterable[Document]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """`(scores, correct)`, each `(n_predicted,)`: the predicted entities in order, matched strictly.

    Entities without a score say nothing about calibration and are left out.

    Raises `InputError` when the texts of a pair differ, or when one side has more documents.
    """
    scores: list[float] = []
    correct: list[bool] = []
    for truth, guess in paired(gold, predicted):
        matches = strict_matches(truth.entities, guess.entities)
        for entity, right in zip(guess.entities, matches, strict=True):
            if entity.score is not None:
                scores.append(entity.score)
                correct.append(right)
    return np.array(scores, dtype=np.float64), np.array(correct, dtype=np.bool_)
