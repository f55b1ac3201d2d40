"""The gate that an exported network has to pass: it gives what the trained one gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from onoma.encoding import Batch
from onoma.errors import TrainingError

__all__ = ["TOLERANCE", "Run", "largest_difference", "refuse_difference"]

TOLERANCE = 1e-4
"""The largest difference between an emission of a training framework and of ONNX Runtime that is let through."""

Run: TypeAlias = Callable[[Batch], NDArray[np.float32]]
"""Emissions `(words, sentences, tags)` of a batch."""


def largest_difference(ours: Run, theirs: Run, samples: Sequence[Batch]) -> float:
    """The largest absolute difference between the emissions of both, over the words of all samples."""
    worst = 0.0
    for batch in samples:
        difference = np.abs(ours(batch) - theirs(batch))
        live = np.arange(len(difference))[:, None] < batch.lengths
        # NumPy's maximum, unlike Python's, keeps a NaN.
        worst = float(np.maximum(worst, difference[live].max()))
    return worst


def refuse_difference(difference: float, framework: str) -> None:
    """Raise `TrainingError` when the ONNX graph differs from what the framework gives by more than `TOLERANCE`."""
    if not difference <= TOLERANCE:
        raise TrainingError(
            f"the ONNX graph differs from {framework} by {difference:.2g}, more than {TOLERANCE:g}; no bundle was "
            "written. Please report what it was made from"
        )
