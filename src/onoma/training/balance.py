"""What a decoder is told after training, chosen by entity F1 on dev: a few numbers, and no weight of the network.

- How much the places of a word in a document share, and whether abbreviations follow what they stand for (see
  `onoma.runtime.consistency`).
- How much it should be held back from saying "outside". The likelihood that a CRF is trained on weighs every word
  alike, and most words are outside, so a model of few examples misses more than it makes up. A penalty on each step
  into O mends that; it changes the chain's scores alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Manifest
from onoma.document import Document
from onoma.runtime import BundleRecognizer, Chain
from onoma.schemes import scheme_named
from onoma.training.judge import judged

__all__ = ["Balance", "ChainTables", "Consistent", "balanced", "chosen_consistency"]

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


class Consistent(NamedTuple):
    """The chosen share, whether abbreviations follow, and the dev F1 without and with both."""

    share: float
    abbreviations: bool
    f1_before: float
    f1: float


def chosen_consistency(recognizer: BundleRecognizer, dev: Sequence[Document], limit: float) -> Consistent:
    """The share from 0 to `limit`, in steps of a quarter, with or without abbreviations that follow: the best dev F1.

    Of equals, the lowest share, and rather without. The recognizer has what was chosen afterwards.
    """
    tried: dict[tuple[float, bool], float] = {}
    for step, abbreviations in product(range(int(limit / _STEP) + 1), (False, True)):
        recognizer.consistency.share, recognizer.consistency.abbreviations = step * _STEP, abbreviations
        tried[step * _STEP, abbreviations] = judged(recognizer, dev).micro.f1
    best = max(tried, key=lambda chosen: tried[chosen])  # the first of equals
    recognizer.consistency.share, recognizer.consistency.abbreviations = best
    return Consistent(*best, tried[0.0, False], tried[best])


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
