"""A Keras tagger behind the runtime's `Network` interface.

While a model is trained it is judged by the very code that will run it, with Keras in the place of
ONNX Runtime.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onoma.encoding import MAX_PIECES, Batch
from onoma.training.balance import ChainTables
from onoma.training.bilstm.batches import BUCKETS
from onoma.training.bilstm.network import Tagger

__all__ = ["KerasNetwork", "padded_features", "tables_of"]

_SENTENCES = 16


class KerasNetwork:
    """Computes emissions with Keras, padded to few shapes, since each new one is compiled."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        tagger.make_predict_function()

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)`."""
        n_words, n_sentences = batch.places.shape
        emissions = np.asarray(self._tagger.predict_on_batch(padded_features(batch, BUCKETS)))
        return np.ascontiguousarray(emissions[:n_sentences, :n_words].transpose(1, 0, 2))


def padded_features(batch: Batch, buckets: Sequence[int]) -> NDArray[np.int32]:
    """The features of a batch `(sentences, words, MAX_PIECES + 1)`, in one of few shapes."""
    words, places, lengths = batch
    n_words, n_sentences = places.shape
    width = next((bucket for bucket in buckets if bucket >= n_words), n_words)
    features = np.zeros((max(n_sentences, _SENTENCES), width, MAX_PIECES + 1), np.int32)
    live = np.arange(n_words) < lengths[:, None]
    features[:n_sentences, :n_words] = words[places.T] * live[..., None]
    return features


def tables_of(tagger: Tagger) -> ChainTables:
    """The scores of the tagger's chain as they are now."""
    return ChainTables(*(np.asarray(scores) for scores in tagger.chain.scores()))
