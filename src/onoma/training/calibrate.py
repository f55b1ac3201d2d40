"""Making scores mean what they say: Platt scaling of entity probabilities, fitted on dev.

Platt 1999, with Newton's method and his smoothed targets as in Lin, Lin & Weng 2007. The calibration
error that is reported is cross-fitted: every half of the dev documents is judged with the scaling that
was fitted on the other half, so no score is judged by a scaling that has seen it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Calibration
from onoma.document import Document
from onoma.evaluation import Reliability, reliability, scored_pairs

__all__ = ["calibrated", "cross_fitted", "fit_platt"]

Floats = NDArray[np.float64]

_RIDGE = 1e-3
_ITERATIONS = 50
_SMALLEST_STEP = 1e-9


def calibrated(gold: Sequence[Document], predicted: Sequence[Document]) -> tuple[Calibration, Reliability]:
    """The scaling fitted on all documents, and how reliable scaling is, judged across halves of them.

    The scores of the predicted entities must be uncalibrated.
    """
    scores, correct = scored_pairs(gold, predicted)
    halves = np.repeat(np.arange(len(predicted)) % 2 == 0, [len(document.entities) for document in predicted])
    return fit_platt(scores, correct), reliability(cross_fitted(scores, correct, halves), correct)


def fit_platt(scores: Floats, correct: NDArray[np.bool_]) -> Calibration:
    """The scaling under which the correct entities are most likely; none for fewer than 20 entities.

    `scores` are uncalibrated probabilities `(entities,)`, `correct` says which entities are right.
    """
    if len(scores) < 20 or correct.all() or not correct.any():
        return Calibration()
    n_right, n_wrong = int(correct.sum()), int((~correct).sum())
    targets = np.where(correct, (n_right + 1) / (n_right + 2), 1 / (n_wrong + 2))
    inputs = np.stack([[Calibration.logit(score) for score in scores], np.ones(len(scores))], axis=1)
    weights = _likeliest(inputs, targets)
    return Calibration(float(weights[0]), float(weights[1]))


def _likeliest(inputs: Floats, targets: Floats) -> Floats:
    """Weights `(2,)` of a logistic regression, by Newton's method; a step that overshoots is halved."""

    def loss(weights: Floats) -> float:
        logits = inputs @ weights
        return float(np.sum(np.logaddexp(0.0, logits) - targets * logits) + _RIDGE / 2 * np.sum((weights - start) ** 2))

    weights = start = np.array([1.0, 0.0])
    for _ in range(_ITERATIONS):
        chances = 0.5 + 0.5 * np.tanh(inputs @ weights / 2)
        gradient = inputs.T @ (chances - targets) + _RIDGE * (weights - start)
        curvature = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        while np.abs(step).max() > _SMALLEST_STEP and loss(weights - step) > loss(weights):
            step = step / 2
        weights = weights - step
    return weights


def cross_fitted(scores: Floats, correct: NDArray[np.bool_], halves: NDArray[np.bool_]) -> Floats:
    """Each score calibrated by what was fitted on the other half; `halves` says which half it is in."""
    result = np.empty_like(scores)
    for half in (True, False):
        calibration = fit_platt(scores[halves != half], correct[halves != half])
        result[halves == half] = [calibration(score) for score in scores[halves == half]]
    return result
