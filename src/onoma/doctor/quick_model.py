"""A quick model of a corpus's own labels: softmax regression over hashed features, in numpy.

Not a recognizer: it judges one word at a time, and only serves to say which labels a corpus contradicts
itself on. A million words in five parts take it about a minute on two cores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onoma.doctor.features import N_ROWS

__all__ = ["SoftmaxRegression", "cross_validated"]

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Classes = NDArray[np.int64]

_BATCH = 1_024
_EPOCHS = 4
_EPOCHS_OF_MANY = 2
_MANY_WORDS = 300_000
_RATE = 0.15


class SoftmaxRegression:
    """Weights `(N_ROWS, classes)`, learnt by AdaGrad with one step size per row."""

    def __init__(self, n_features: int, n_classes: int, *, seed: int = 0) -> None:
        self._weights = np.zeros((N_ROWS, n_classes), dtype=np.float32)
        self._squares = np.full(N_ROWS, 1e-2, dtype=np.float32)
        self._random = np.random.default_rng(seed)
        self._each, self._summed = np.empty((2, _BATCH * n_features, n_classes), dtype=np.float32)

    def fit(self, rows: Rows, classes: Classes, n_epochs: int) -> None:
        """Learn from `(words, features)` rows and `(words,)` classes."""
        for _ in range(n_epochs):
            order = self._random.permutation(len(rows))
            for start in range(0, len(order), _BATCH):
                chosen = order[start : start + _BATCH]
                self._step(rows[chosen], classes[chosen])

    def _step(self, rows: Rows, classes: Classes) -> None:
        gradient = self.probabilities(rows)
        gradient[np.arange(len(classes)), classes] -= 1.0
        flat = rows.ravel()
        order = np.argsort(flat, kind="stable")
        ordered = flat[order]
        firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        used = ordered[firsts]
        # Arrays of megabytes that come and go cost more than the arithmetic on them: these two stay.
        each, summed = self._each[: len(flat)], self._summed[: len(used)]
        np.take(gradient, order // rows.shape[1], axis=0, out=each)
        np.add.reduceat(each, firsts, axis=0, out=summed)
        self._squares[used] += np.einsum("ij,ij->i", summed, summed) / summed.shape[1]
        summed *= (_RATE / np.sqrt(self._squares[used]))[:, None]
        self._weights[used] -= summed

    def probabilities(self, rows: Rows) -> Floats:
        """`(words, classes)`."""
        scores: Floats = np.zeros((len(rows), self._weights.shape[1]), dtype=np.float32)
        for column in range(rows.shape[1]):
            scores += self._weights[rows[:, column]]
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def cross_validated(rows: Rows, classes: Classes, parts: NDArray[np.int64], n_classes: int) -> Floats:
    """`(words, classes)`: each word's probabilities, from a model that did not see the part it is in."""
    probabilities: Floats = np.zeros((len(rows), n_classes), dtype=np.float32)
    n_epochs = _EPOCHS if len(rows) < _MANY_WORDS else _EPOCHS_OF_MANY
    for part in np.unique(parts):
        held_out = parts == part
        model = SoftmaxRegression(rows.shape[1], n_classes)
        model.fit(rows[~held_out], classes[~held_out], n_epochs)
        probabilities[held_out] = _in_chunks(model, rows[held_out])
    return probabilities


def _in_chunks(model: SoftmaxRegression, rows: Rows, size: int = _BATCH) -> Floats:
    return np.concatenate([model.probabilities(rows[start : start + size]) for start in range(0, len(rows), size)])
