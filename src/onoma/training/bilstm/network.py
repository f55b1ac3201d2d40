"""The BiLSTM-CRF in Keras, from top to bottom.

    word pieces -> summed, weighted by their place in the word -+
    word shape  -> embedding ------------------------------------+-> (projection) -> BiLSTM -> emissions -> CRF

Everything in front of the LSTM sees one word at a time, so that at run time a word that stands twice
in a batch is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import keras
import numpy as np
from keras import KerasTensor, layers, ops
from numpy.typing import NDArray

from onoma.encoding import MAX_PIECES, N_SHAPES, PADDING_SHAPE
from onoma.schemes import scheme_named, tag_set, transitions
from onoma.training.bilstm.crf import ChainScores, negative_log_likelihood
from onoma.training.embeddings import Table
from onoma.training.settings import NetworkSettings

__all__ = ["Tagger", "TaggerKind", "WordVectors", "build_tagger", "mask_of"]

Integers = NDArray[np.integer]


class WordVectors(layers.Layer):
    """Features of words, `(..., MAX_PIECES + 1)`, to their vectors, `(..., width)`.

    The vectors of a word's pieces are weighted by place, summed and divided by the root of their
    number; the embedding of the shape is put beside them. The pieces in `tuned` (ids) have trainable
    vectors, all others keep those of `table`, which a piece that training never saw has as well.
    """

    def __init__(self, table: Table, tuned: Integers, settings: NetworkSettings, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self._table, self._tuned, self._settings = table, tuned, settings
        self._seeds = keras.random.SeedGenerator(0)
        self.shapes = layers.Embedding(N_SHAPES, settings.shape_width, name="shapes")

    def build(self, input_shape: object) -> None:
        """Make the vectors of pieces, with a zero row for a missing piece, and the weights of their places."""
        n_pieces, width = self._table.shape
        place_of = np.full(n_pieces + 1, len(self._tuned), np.int32)
        place_of[self._tuned] = np.arange(len(self._tuned))
        fixed = np.concatenate([self._table, np.zeros((1, width), np.float32)])
        fixed[self._tuned] = 0.0
        own = np.concatenate([self._table[self._tuned], np.zeros((1, width), np.float32)])
        self.place_of = self._constant(place_of, "place_of")
        self.fixed = self._constant(fixed, "fixed")
        self.own = self.add_weight(shape=own.shape, initializer=_given(own), trainable=True, name="tuned")
        self.places = self.add_weight(shape=(MAX_PIECES, width), initializer="ones", name="places")
        self.shapes.build((None,))

    def _constant(self, value: NDArray[np.generic], name: str) -> keras.Variable:
        return self.add_weight(
            shape=value.shape, dtype=str(value.dtype), initializer=_given(value), trainable=False, name=name
        )

    def call(self, features: KerasTensor, training: bool = False) -> KerasTensor:
        """The vectors; in training, some words lose their pieces (`word_dropout`)."""
        n_pieces, n_tuned = len(self._table), len(self._tuned)
        pieces = features[..., :MAX_PIECES]
        places = ops.take(self.place_of, pieces)
        tuned = ops.take(self.own, places, axis=0) * ops.cast(places < n_tuned, "float32")[..., None]
        vectors = ops.take(self.fixed, pieces, axis=0) + tuned
        count = ops.maximum(ops.sum(ops.cast(pieces < n_pieces, "float32"), axis=-1, keepdims=True), 1.0)
        summed = ops.sum(vectors * self.places, axis=-2) / ops.sqrt(count)
        if training and self._settings.word_dropout:
            seen = keras.random.uniform(ops.shape(summed)[:-1], seed=self._seeds) >= self._settings.word_dropout
            summed = summed * ops.cast(seen, "float32")[..., None]
        return ops.concatenate([summed, self.shapes(features[..., MAX_PIECES])], axis=-1)

    def table(self) -> Table:
        """The vectors of all pieces as they are now, `(pieces + 1, width)`, the last one zero."""
        table = np.array(self.fixed.value)
        table[self._tuned] = np.asarray(self.own.value)[:-1]
        return table


def _given(value: NDArray[np.generic]) -> Callable[..., KerasTensor]:
    return lambda shape, dtype=None: ops.convert_to_tensor(value, dtype=dtype)


class Tagger(keras.Model):
    """Features `(batch, words, MAX_PIECES + 1)` to emissions `(batch, words, tags)`, trained as a CRF."""

    def __init__(self, labels: tuple[str, ...], table: Table, tuned: Integers, settings: NetworkSettings) -> None:
        super().__init__(name="tagger")
        self.scheme = scheme_named(settings.scheme)
        self.tags = tag_set(labels, self.scheme)
        self.words = WordVectors(table, tuned, settings, name="words")
        self.drop_words = layers.Dropout(settings.embedding_dropout, seed=1)
        self.projection = layers.Dense(settings.projection, name="projection") if settings.projection else None
        self.lstms = [
            layers.Bidirectional(layers.LSTM(settings.units, return_sequences=True), name=f"lstm_{depth}")
            for depth in range(settings.layers)
        ]
        self.drops = [layers.Dropout(settings.output_dropout, seed=2 + depth) for depth in range(settings.layers)]
        self.emissions = layers.Dense(len(self.tags), name="emissions")
        allowed, first, last = (np.array(table) for table in transitions(self.tags, self.scheme))
        self.chain = ChainScores(allowed, first, last, name="chain")

    def call(self, features: KerasTensor, training: bool = False) -> KerasTensor:
        """Emissions of every word; those of padding mean nothing."""
        emissions: KerasTensor = self.chain(self.emissions(self.read(features, training)[1]))
        return emissions

    def read(self, features: KerasTensor, training: bool) -> tuple[KerasTensor, KerasTensor]:
        """The vector of every word by itself, and what the LSTM makes of it in its place: `(batch, words, width)`."""
        mask = mask_of(features)
        vectors = self.drop_words(self.words(features, training=training), training=training)
        if self.projection is not None:
            vectors = self.projection(vectors)
        x = vectors
        for lstm, drop in zip(self.lstms, self.drops, strict=True):
            x = drop(lstm(x, mask=mask), training=training)
        return vectors, x

    def sentence_losses(self, emissions: KerasTensor, allowed: KerasTensor, mask: KerasTensor) -> KerasTensor:
        """Of each sentence `(batch,)`: minus the log likelihood of its allowed tags `(batch, words, tags)`."""
        return negative_log_likelihood(emissions, allowed, mask, self.chain.scores())

    def compute_loss(  # noqa: D102 - Keras defines it
        self,
        x: KerasTensor = None,
        y: KerasTensor = None,
        y_pred: KerasTensor = None,
        sample_weight: KerasTensor = None,
        training: bool = True,
    ) -> KerasTensor:
        mask = ops.cast(mask_of(x), "float32")
        losses = self.sentence_losses(y_pred, y, mask)
        weights = sample_weight * ops.cast(ops.any(mask > 0, axis=-1), "float32")
        return ops.sum(losses * weights) / ops.maximum(ops.sum(mask), 1.0)


def mask_of(features: KerasTensor) -> KerasTensor:
    """True for words, False for padding: `(batch, words)` of features `(batch, words, MAX_PIECES + 1)`."""
    return ops.not_equal(features[..., MAX_PIECES], PADDING_SHAPE)


TaggerKind: TypeAlias = Callable[[tuple[str, ...], Table, Integers, NetworkSettings], Tagger]
"""What makes a tagger for labels, a table of word pieces, the ids of those that are tuned, and settings."""


def build_tagger(
    labels: tuple[str, ...], table: Table, tuned: Integers, settings: NetworkSettings, kind: TaggerKind = Tagger
) -> Tagger:
    """A tagger with its weights made: `table` `(pieces, width)` starts the word-piece vectors, of which
    those with the ids in `tuned` are trained. `kind` says how it is trained.
    """
    tagger = kind(labels, table, tuned, settings)
    tagger(keras.KerasTensor((1, 2, MAX_PIECES + 1), dtype="int32"))  # a shape makes weights, and computes nothing
    return tagger
