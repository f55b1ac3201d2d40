"""From a trained tagger to the bytes of `model.onnx`, which must give what Keras gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onoma.encoding import Batch
from onoma.runtime import BilstmSession
from onoma.training import parity
from onoma.training.bilstm.network import Tagger
from onoma.training.bilstm.onnx_graph import tagger_to_onnx

__all__ = ["export_fp32", "largest_difference"]


def export_fp32(tagger: Tagger, samples: Sequence[Batch]) -> bytes:
    """The model in full precision, checked against Keras on the samples.

    Raises `TrainingError` when the two differ by more than `parity.TOLERANCE` anywhere.
    """
    model = tagger_to_onnx(tagger)
    parity.refuse_difference(largest_difference(tagger, model, samples), "Keras")
    return model


def largest_difference(tagger: Tagger, model: bytes, samples: Sequence[Batch]) -> float:
    """The largest absolute difference between the emissions of both, over the words of all samples."""

    def keras_emissions(batch: Batch) -> NDArray[np.float32]:
        features = batch.words[batch.places].transpose(1, 0, 2)
        return np.asarray(tagger(features, training=False)).transpose(1, 0, 2)

    session = BilstmSession(model, Path("model.onnx"))
    return parity.largest_difference(session.emissions, keras_emissions, samples)
