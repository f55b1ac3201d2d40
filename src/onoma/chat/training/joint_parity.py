"""The gate that an exported joint network has to pass, for emissions and for intents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from onoma.chat.understanding.networks import Reading
from onoma.encoding import Batch
from onoma.training import parity

__all__ = ["refuse_joint_difference"]

Read = Callable[[Batch], Reading]


def refuse_joint_difference(ours: Read, theirs: Read, samples: Sequence[Batch], framework: str) -> None:
    """Raise `TrainingError` when the two differ by more than `parity.TOLERANCE` anywhere."""
    for part in (_emissions, _intents):
        difference = parity.largest_difference(part(ours), part(theirs), samples)
        parity.refuse_difference(difference, framework)


def _emissions(read: Read) -> parity.Run:
    return lambda batch: read(batch).emissions


def _intents(read: Read) -> parity.Run:
    """Logits as if they were the emissions of the first word."""

    def run(batch: Batch) -> NDArray[np.float32]:
        return read(batch).intents[None]

    return run
