"""The linear-chain CRF head, in `keras.ops`: scores of tag rows, and their likelihood.

Lafferty, McCallum & Pereira 2001. The likelihood is of a *set* of rows: each word has the tags that
its annotation allows. Where one tag is allowed per word it is the ordinary CRF likelihood; where an
annotator left something open, the sum over all rows that agree with what is known (Tsuboi et al. 2008).
"""

from __future__ import annotations

import keras
import numpy as np
from keras import KerasTensor, ops
from numpy.typing import NDArray

__all__ = ["FORBIDDEN", "ChainScores", "negative_log_likelihood"]

FORBIDDEN = -1e4
"""Score of what the scheme rules out; small enough that its exponential is zero."""

_TINY = 1e-30


class ChainScores(keras.layers.Layer):
    """Trainable scores of tags at the start, in sequence and at the end; what is ruled out stays so.

    `allowed` is `(tags, tags)` as [before, after], `first` and `last` are `(tags,)`, all boolean.
    Calling it with emissions `(batch, words, tags)` gives them back: it only owns the weights.
    """

    def __init__(
        self, allowed: NDArray[np.bool_], first: NDArray[np.bool_], last: NDArray[np.bool_], **kwargs: object
    ) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self._barriers = [np.where(table, 0.0, FORBIDDEN).astype("float32") for table in (allowed, first, last)]

    def build(self, input_shape: object) -> None:
        """Make the three weights, at zero."""
        names = ("transitions", "start", "end")
        self._weights_of = [
            self.add_weight(shape=barrier.shape, initializer="zeros", name=name)
            for name, barrier in zip(names, self._barriers, strict=True)
        ]

    def call(self, emissions: KerasTensor) -> KerasTensor:
        """The emissions, unchanged."""
        return emissions

    def free_scores(self) -> tuple[KerasTensor, KerasTensor, KerasTensor]:
        """The same three without the barriers, for rows that are known to keep to the scheme."""
        transitions, start, end = self._weights_of
        return transitions, start, end

    def scores(self) -> tuple[KerasTensor, KerasTensor, KerasTensor]:
        """Transitions `(tags, tags)`, start `(tags,)` and end `(tags,)`, with the barriers in place."""
        transitions, start, end = (
            weight + barrier for weight, barrier in zip(self._weights_of, self._barriers, strict=True)
        )
        return transitions, start, end


def negative_log_likelihood(
    emissions: KerasTensor,
    allowed_tags: KerasTensor,
    mask: KerasTensor,
    chain: tuple[KerasTensor, KerasTensor, KerasTensor],
) -> KerasTensor:
    """Of each sentence `(batch,)`: minus the log probability that its tags are allowed ones.

    `emissions` is `(batch, words, tags)`, `allowed_tags` the same shape with 1 for allowed and 0 for
    not, `mask` `(batch, words)` with 1 for words and 0 for padding at the end.
    """
    possible = emissions + (1.0 - ops.cast(allowed_tags, emissions.dtype)) * FORBIDDEN
    return log_partition(emissions, mask, chain) - log_partition(possible, mask, chain)


def log_partition(
    emissions: KerasTensor, mask: KerasTensor, chain: tuple[KerasTensor, KerasTensor, KerasTensor]
) -> KerasTensor:
    """Log of the summed exponential scores of all tag rows, `(batch,)`: the forward algorithm."""
    transitions, start, end = chain
    exp_transitions = ops.exp(transitions)
    by_word = ops.transpose(emissions, (1, 0, 2))
    live = ops.cast(ops.transpose(mask), "bool")[..., None]

    def step(scores: KerasTensor, word: tuple[KerasTensor, KerasTensor]) -> tuple[KerasTensor, KerasTensor]:
        emission, is_word = word
        top = ops.max(scores, axis=-1, keepdims=True)
        reached = ops.log(ops.matmul(ops.exp(scores - top), exp_transitions) + _TINY) + top + emission
        scores = ops.where(is_word, reached, scores)
        return scores, scores[:, 0]

    scores, _ = ops.scan(step, start + by_word[0], (by_word[1:], live[1:]))
    return ops.logsumexp(scores + end, axis=-1)
