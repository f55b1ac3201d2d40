"""From a trained tagger to the bytes of `model.onnx`, behind two gates.

The ONNX graph must give what Keras gives, to `TOLERANCE`, before anything is quantised; and int8
weights are kept only when they cost at most a stated amount of dev F1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onoma.encoding import Batch
from onoma.errors import TrainingError
from onoma.runtime import BilstmSession
from onoma.training.bilstm.network import Tagger
from onoma.training.bilstm.onnx_graph import tagger_to_onnx
from onoma.training.quantise import int8_weights

__all__ = ["TOLERANCE", "export_fp32", "export_int8"]

TOLERANCE = 1e-4
"""The largest difference between an emission of Keras and of ONNX Runtime that is let through."""


def export_fp32(tagger: Tagger, samples: Sequence[Batch]) -> bytes:
    """The model in full precision, checked against Keras on the samples.

    Raises `TrainingError` when the two differ by more than `TOLERANCE` anywhere.
    """
    model = tagger_to_onnx(tagger)
    difference = largest_difference(tagger, model, samples)
    if not difference <= TOLERANCE:
        raise TrainingError(
            f"the ONNX graph differs from Keras by {difference:.2g}, more than {TOLERANCE:g}; no bundle was written. "
            "Report this with the settings file"
        )
    return model


def largest_difference(tagger: Tagger, model: bytes, samples: Sequence[Batch]) -> float:
    """The largest absolute difference between the emissions of both, over the words of all samples."""
    session = BilstmSession(model, Path("model.onnx"))
    worst = 0.0
    for batch in samples:
        ours = session.emissions(batch)
        features = batch.words[batch.places].transpose(1, 0, 2)
        theirs = np.asarray(tagger(features, training=False)).transpose(1, 0, 2)
        live = np.arange(len(ours))[:, None] < batch.lengths
        # NumPy's maximum, unlike Python's, keeps a NaN.
        worst = float(np.maximum(worst, np.abs(ours - theirs)[live].max()))
    return worst


def export_int8(tagger: Tagger) -> bytes:
    """The model with int8 weights."""
    return int8_weights(tagger_to_onnx(tagger))
