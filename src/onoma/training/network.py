"""The BiLSTM-CRF in Keras, from top to bottom.

    word pieces -> summed, weighted by their place in the word -+
    word shape  -> embedding ------------------------------------+-> (projection) -> BiLSTM -> emissions -> CRF

Everything in front of the LSTM sees one word at a time, so that at run time a word that stands twice
in a batch is computed once.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
from keras import KerasTensor, layers, ops

from onoma.encoding import MAX_PIECES, N_SHAPES, PADDING_SHAPE
from onoma.schemes import scheme_named, tag_set, transitions
from onoma.training.crf import ChainScores, negative_log_likelihood
from onoma.training.embeddings import Table
from onoma.training.settings import NetworkSettings

__all__ = ["Tagger", "WordVectors", "build_tagger"]


class WordVectors(layers.Layer):
    """Features of words, `(..., MAX_PIECES + 1)`, to their vectors, `(..., width)`.

    The vectors of a word's pieces are weighted by place, summed and divided by the root of their
    number; the embedding of the shape is put beside them.
    """

    def __init__(self, table: Table, settings: NetworkSettings, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self._initial = table
        self._settings = settings
        self._seeds = keras.random.SeedGenerator(0)
        self.shapes = layers.Embedding(N_SHAPES, settings.shape_width, name="shapes")

    def build(self, input_shape: object) -> None:
        """Make the table of pieces and the weights of their places."""
        n_pieces, width = self._initial.shape
        self.table = self.add_weight(
            shape=(n_pieces, width),
            initializer=_given(self._initial),
            trainable=self._settings.tune_embeddings,
            name="pieces",
        )
        self.places = self.add_weight(shape=(MAX_PIECES, width), initializer="ones", name="places")
        self.shapes.build((None,))

    def call(self, features: KerasTensor, training: bool = False) -> KerasTensor:
        """The vectors; in training, some words lose their pieces (`word_dropout`)."""
        n_pieces = self._initial.shape[0]
        pieces = features[..., :MAX_PIECES]
        present = ops.cast(pieces < n_pieces, "float32")[..., None]
        vectors = ops.take(self.table, ops.minimum(pieces, n_pieces - 1), axis=0) * present
        count = ops.maximum(ops.sum(present, axis=-2), 1.0)
        summed = ops.sum(vectors * self.places, axis=-2) / ops.sqrt(count)
        if training and self._settings.word_dropout:
            seen = (
                keras.random.uniform(ops.shape(summed)[:-1], seed=self._seeds) >= self._settings.word_dropout
            )
            summed = summed * ops.cast(seen, "float32")[..., None]
        return ops.concatenate([summed, self.shapes(features[..., MAX_PIECES])], axis=-1)


def _given(table: Table) -> Callable[..., KerasTensor]:
    return lambda shape, dtype=None: ops.convert_to_tensor(table, dtype=dtype)


class Tagger(keras.Model):
    """Features `(batch, words, MAX_PIECES + 1)` to emissions `(batch, words, tags)`, trained as a CRF."""

    def __init__(self, labels: tuple[str, ...], table: Table, settings: NetworkSettings) -> None:
        super().__init__(name="tagger")
        scheme = scheme_named(settings.scheme)
        self.settings = settings
        self.tags = tag_set(labels, scheme)
        self.words = WordVectors(table, settings, name="words")
        self.drop_words = layers.Dropout(settings.embedding_dropout, seed=1)
        self.projection = (
            layers.Dense(settings.projection, name="projection") if settings.projection else None
        )
        self.lstms = [
            layers.Bidirectional(layers.LSTM(settings.units, return_sequences=True), name=f"lstm_{depth}")
            for depth in range(settings.layers)
        ]
        self.drops = [
            layers.Dropout(settings.output_dropout, seed=2 + depth) for depth in range(settings.layers)
        ]
        self.emissions = layers.Dense(len(self.tags), name="emissions")
        allowed, first, last = (np.array(table) for table in transitions(self.tags, scheme))
        self.chain = ChainScores(allowed, first, last, name="chain")

    def call(self, features: KerasTensor, training: bool = False) -> KerasTensor:
        """Emissions of every word; those of padding mean nothing."""
        mask = mask_of(features)
        x = self.drop_words(self.words(features, training=training), training=training)
        if self.projection is not None:
            x = self.projection(x)
        for lstm, drop in zip(self.lstms, self.drops, strict=True):
            x = drop(lstm(x, mask=mask), training=training)
        emissions: KerasTensor = self.chain(self.emissions(x))
        return emissions

    def compute_loss(  # noqa: D102 - Keras defines it
        self,
        x: KerasTensor = None,
        y: KerasTensor = None,
        y_pred: KerasTensor = None,
        sample_weight: KerasTensor = None,
        training: bool = True,
    ) -> KerasTensor:
        mask = ops.cast(mask_of(x), "float32")
        losses = negative_log_likelihood(y_pred, y, mask, self.chain.scores())
        weights = sample_weight * ops.cast(ops.any(mask > 0, axis=-1), "float32")
        return ops.sum(losses * weights) / ops.maximum(ops.sum(mask), 1.0)


def mask_of(features: KerasTensor) -> KerasTensor:
    """True for words, False for padding: `(batch, words)` of features `(batch, words, MAX_PIECES + 1)`."""
    return ops.not_equal(features[..., MAX_PIECES], PADDING_SHAPE)


def build_tagger(labels: tuple[str, ...], table: Table, settings: NetworkSettings) -> Tagger:
    """A tagger with its weights made: `table` `(pieces, width)` starts the word-piece vectors."""
    tagger = Tagger(labels, table, settings)
    tagger(np.zeros((1, 2, MAX_PIECES + 1), "int32"))
    return tagger
