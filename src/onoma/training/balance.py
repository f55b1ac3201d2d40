"""What a decoder is told after training, chosen by entity F1 on dev: two numbers, and no weight of the network.

- How much the places of a word in a document share (see `onoma.runtime.sharing`).
- How much it should be held back from saying "outside". The likelihood that a CRF is trained on weighs every word
  alike, and most words are outside, so a model of few examples misses more than it makes up. A penalty on each step
  into O mends that; it changes the chain's scores alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Manifest
from onoma.document import Document
from onoma.runtime import BundleRecognizer, Chain
from onoma.schemes import scheme_named
from onoma.training.judge import judged

__all__ = ["Balance", "ChainTables", "Sharing", "balanced", "chosen_share"]

_STEP = 0.25
_OUTSIDE = 0

Floats = NDArray[np.float32]


class ChainTables(NamedTuple):
    """Scores from tag to tag `(tags, tags)`, at the start and at the end `(tags,)`; tag 0 is O."""

    transitions: Floats
    start: Floats
    end: Floats

    def penalised(self, penalty: float) -> ChainTables:
        """With the penalty taken from every step into O."""
        transitions, start = self.transitions.copy(), self.start.copy()
        transitions[:, _OUTSIDE] -= penalty
        start[_OUTSIDE] -= penalty
        return ChainTables(transitions, start, self.end)

    def chain(self, manifest: Manifest) -> Chain:
        """The decoder with these scores."""
        return Chain(manifest.tags, scheme_named(manifest.scheme), *self)


class Balance(NamedTuple):
    """The chosen penalty, the chain's scores with it, and the dev F1 without and with it."""

    penalty: float
    tables: ChainTables
    f1_before: float
    f1: float


class Sharing(NamedTuple):
    """The chosen share, and the dev F1 without and with it."""

    share: float
    f1_before: float
    f1: float


def chosen_share(recognizer: BundleRecognizer, dev: Sequence[Document], limit: float) -> Sharing:
    """The share from 0 to `limit`, in steps of a quarter, with the best dev F1, the lowest of equals.

    The recognizer has it afterwards.
    """
    tried: dict[float, float] = {}
    for step in range(int(limit / _STEP) + 1):
        recognizer.replace_share(step * _STEP)
        tried[step * _STEP] = judged(recognizer, dev).micro.f1
    best = max(tried, key=lambda share: (tried[share], -share))
    recognizer.replace_share(best)
    return Sharing(best, tried[0.0], tried[best])


def balanced(recognizer: BundleRecognizer, tables: ChainTables, dev: Sequence[Document], limit: float) -> Balance:
    """The penalty from 0 to `limit` with the best dev F1, the lowest of equals; the recognizer has it afterwards.

    Steps of a quarter are tried until two in a row are worse than the best.
    """
    tried: dict[float, float] = {}
    penalty = 0.0
    while penalty <= limit:
        recognizer.replace_chain(tables.penalised(penalty).chain(recognizer.manifest))
        tried[penalty] = judged(recognizer, dev).micro.f1
        best = max(tried, key=lambda key: (tried[key], -key))
        if penalty - best >= 2 * _STEP:
            break
        penalty += _STEP
    chosen = tables.penalised(best)
    recognizer.replace_chain(chosen.chain(recognizer.manifest))
    return Balance(best, chosen, tried[0.0], tried[best])
