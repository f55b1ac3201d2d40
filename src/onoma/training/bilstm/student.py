"""A tagger that learns from teachers: the cross-entropy of its tag rows and theirs.

The score of a row of tags is a sum over its tags and pairs of tags, so its expectation under the teachers
needs their expected counts alone, and the loss is that of the CRF with these in the place of the gold row.
"""

from __future__ import annotations

import keras
from keras import KerasTensor, ops

from onoma.corpus import Corpus
from onoma.training.bilstm.batches import BelievedEpoch
from onoma.training.bilstm.crf import log_partition
from onoma.training.bilstm.learner import BilstmLearner
from onoma.training.bilstm.network import Tagger
from onoma.training.bilstm.start import started
from onoma.training.settings import Settings

__all__ = ["Student", "expected_score", "made_student"]


class Student(Tagger):
    """Trained on what teachers believe: `y` holds their `tags` and `pairs` (see `BelievedEpoch`)."""

    def sentence_losses(
        self, emissions: KerasTensor, believed: dict[str, KerasTensor], mask: KerasTensor
    ) -> KerasTensor:
        """Of each sentence `(batch,)`: the cross-entropy of the teachers' rows of tags and its own, less theirs."""
        expected = expected_score(emissions, believed["tags"], believed["pairs"], mask, self.chain.free_scores())
        return log_partition(emissions, mask, self.chain.scores()) - expected


def expected_score(
    emissions: KerasTensor,
    tags: KerasTensor,
    pairs: KerasTensor,
    mask: KerasTensor,
    chain: tuple[KerasTensor, KerasTensor, KerasTensor],
) -> KerasTensor:
    """Of each sentence `(batch,)`: the score that its row of tags has on average, under the beliefs.

    `emissions` and `tags` are `(batch, words, tags)`, `pairs` `(batch, tags, tags)`, `mask` `(batch, words)`.
    """
    transitions, start, end = chain
    following = ops.concatenate([mask[:, 1:], ops.zeros_like(mask[:, :1])], axis=1)
    is_last = (mask - following)[..., None]
    unary = ops.sum(tags * (emissions + is_last * end) * mask[..., None], axis=(1, 2))
    return unary + ops.sum(tags[:, 0] * start * mask[:, :1], axis=1) + ops.sum(pairs * transitions, axis=(1, 2))


def made_student(corpus: Corpus, settings: Settings) -> BilstmLearner:
    """The learner of a student for a corpus; raises as `onoma.training.bilstm.learner.made` does."""
    keras.utils.set_random_seed(settings.seed)
    start = started(corpus, settings, Student)
    return BilstmLearner(start.tagger, start.tokenizer, start.encoder, settings, BelievedEpoch)
