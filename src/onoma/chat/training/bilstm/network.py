"""A BiLSTM-CRF that knows intents too: the tagger of `onoma.training`, and one more head over the whole utterance.

words -> BiLSTM -+-> emissions -> CRF
  |              +-> the largest of each feature -+
  +-> the mean of the words' own vectors ---------+-> intents, and none of them
"""

from __future__ import annotations

from typing import TypeAlias

from keras import KerasTensor, layers, ops

from onoma.training.bilstm.network import Integers, Tagger, mask_of
from onoma.training.embeddings import Table
from onoma.training.settings import NetworkSettings

__all__ = ["ABSENT", "JointTagger"]

Tensors: TypeAlias = dict[str, KerasTensor]

ABSENT = -1e4
"""What padding counts as where the largest is sought."""


class JointTagger(Tagger):
    """Features `(batch, words, MAX_PIECES + 1)` to `emissions` `(batch, words, tags)` and `intents`
    `(batch, intents + 1)`, the last being none of them.

    `y` holds the `allowed` tags and the wanted probabilities of `intents`; a batch's loss is that of its tags per
    word, and `intent_weight` times that of its intents per utterance.
    """

    def __init__(
        self,
        labels: tuple[str, ...],
        table: Table,
        tuned: Integers,
        settings: NetworkSettings,
        *,
        n_intents: int,
        intent_weight: float,
    ) -> None:
        super().__init__(labels, table, tuned, settings)
        self.intents = layers.Dense(n_intents + 1, name="intents")
        self.drop_pooled = layers.Dropout(settings.output_dropout, seed=101)
        self._intent_weight = intent_weight

    def call(self, features: KerasTensor, training: bool = False) -> Tensors:
        """Emissions of every word, those of padding meaning nothing, and logits of intents."""
        vectors, states = self.read(features, training)
        live = ops.cast(mask_of(features), "float32")[..., None]
        largest = ops.max(states + (1.0 - live) * ABSENT, axis=1)
        mean = ops.sum(vectors * live, axis=1) / ops.maximum(ops.sum(live, axis=1), 1.0)
        pooled = self.drop_pooled(ops.concatenate([largest, mean], axis=-1), training=training)
        return {"emissions": self.chain(self.emissions(states)), "intents": self.intents(pooled)}

    def compute_loss(  # noqa: D102 - Keras defines it
        self,
        x: KerasTensor = None,
        y: Tensors | None = None,
        y_pred: Tensors | None = None,
        sample_weight: KerasTensor = None,
        training: bool = True,
    ) -> KerasTensor:
        assert y is not None
        assert y_pred is not None
        of_tags = super().compute_loss(x, y["allowed"], y_pred["emissions"], sample_weight, training)
        of_intents = -ops.sum(y["intents"] * ops.log_softmax(y_pred["intents"]), axis=-1)
        mean = ops.sum(of_intents * sample_weight) / ops.maximum(ops.sum(sample_weight), 1.0)
        return of_tags + self._intent_weight * mean
