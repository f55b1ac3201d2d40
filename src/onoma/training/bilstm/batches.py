"""Examples to batches for Keras: bucketed by length, so that few shapes occur and little is padding.

What an epoch looks like depends on the seed and the epoch's number alone, so that a training which is
resumed sees the same batches as one that ran through.
"""

from __future__ import annotations

import math
from typing import ClassVar

import keras
import numpy as np
from numpy.typing import NDArray

from onoma.encoding import MAX_PIECES, WordEncoder
from onoma.training.augment import MAX_WORDS, augmented
from onoma.training.examples import Example
from onoma.training.settings import AugmentSettings

__all__ = ["BUCKETS", "BelievedEpoch", "Epoch"]

BUCKETS = (12, 20, 28, 36, 48, 72, 128, 256, MAX_WORDS)
"""Rows are padded to the next of these; an example is one segment and never longer than the last."""

Features = NDArray[np.int32]
Targets = NDArray[np.uint8] | dict[str, NDArray[np.float32]]
Step = tuple[Features, Targets, NDArray[np.float32]]


class Epoch(keras.utils.PyDataset):
    """The batches of one epoch: `(features, allowed tags, weights)`.

    Features are `(batch, words, MAX_PIECES + 1)`, allowed tags `(batch, words, tags)`, weights `(batch,)`;
    a batch that is short of sentences is filled with empty ones of weight 0.
    """

    def __init__(
        self,
        examples: list[Example],
        encoder: WordEncoder,
        *,
        batch_size: int,
        seed: tuple[int, int],
        augment: AugmentSettings,
    ) -> None:
        super().__init__()
        self._encoder = encoder
        self._batch_size = batch_size
        self._random = np.random.default_rng(seed)
        self._examples = augmented(examples, augment, self._random)
        self._batches = self._bucketed()

    buckets: ClassVar[tuple[int, ...]] = BUCKETS
    """Rows are padded to the next of these."""

    def _bucketed(self) -> list[tuple[int, NDArray[np.intp]]]:
        lengths = np.array([min(len(example.allowed), self.buckets[-1]) for example in self._examples])
        buckets = np.array(self.buckets)[np.searchsorted(self.buckets, lengths)]
        order = self._random.permutation(len(self._examples))
        batches = []
        for width in np.unique(buckets):
            members = order[buckets[order] == width]
            count = math.ceil(len(members) / self._batch_size)
            batches += [(int(width), part) for part in np.array_split(members, count)]
        return [batches[index] for index in self._random.permutation(len(batches))]

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, index: int) -> Step:
        width, members = self._batches[index]
        features = np.zeros((self._batch_size, width, MAX_PIECES + 1), np.int32)
        features[..., :MAX_PIECES] = self._encoder.n_pieces
        weights = np.zeros(self._batch_size, np.float32)
        for row, member in enumerate(members):
            example = self._examples[member]
            length = min(len(example.allowed), width)
            features[row, :length] = self._encoder.features(self._encoder.rows(example.text)[:length])
            weights[row] = example.weight
        return features, self._targets([self._examples[member] for member in members], width), weights

    def _targets(self, examples: list[Example], width: int) -> Targets:
        """The allowed tags of a batch, `(batch, words, tags)`."""
        allowed = np.ones((self._batch_size, width, examples[0].allowed.shape[1]), np.uint8)
        for row, example in enumerate(examples):
            allowed[row, : len(example.allowed)] = example.allowed[:width]
        return allowed


class BelievedEpoch(Epoch):
    """The same with what teachers believe in the place of allowed tags: a `tags` and a `pairs` array."""

    def _targets(self, examples: list[Example], width: int) -> Targets:
        """Of a batch: the probabilities `(batch, words, tags)`, and expected pairs `(batch, tags, tags)`."""
        n_tags = examples[0].allowed.shape[1]
        tags = np.zeros((self._batch_size, width, n_tags), np.float32)
        pairs = np.zeros((self._batch_size, n_tags, n_tags), np.float32)
        for row, example in enumerate(examples):
            if example.belief is not None:
                believed = example.belief.tags[:width].astype(np.float32)
                # Their steps are coarse: what was rounded must not add up to more or less than one.
                tags[row, : len(example.allowed)] = believed / np.maximum(believed.sum(axis=1, keepdims=True), 1)
                pairs[row] = example.belief.pairs
        return {"tags": tags, "pairs": pairs}
