"""Making probabilities of intents mean what they say: a temperature, and how cautious to be.

Temperature scaling (Guo et al. 2017) of logits of texts that were held out, with one number more: what is added
to the logit of "none of them". Texts that are none of the intents count a tenth of all together, for
a bot is mostly asked what it is for.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onoma.chat.understanding.reader import IntentHead

__all__ = ["fitted_head"]

_SHARE_OF_NONE = 0.1
_TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(4.0), 27))
_CAUTIONS = np.linspace(-6.0, 6.0, 49)
_PRIOR = 0.02


def fitted_head(head: IntentHead, logits: NDArray[np.float32], wanted: NDArray[np.intp]) -> IntentHead:
    """The head under which the wanted intents are most likely.

    `logits` `(texts, intents + 1)` are of held-out texts, `wanted` `(texts,)` their intents; the last is none.
    """
    is_none = wanted == len(head.intents)
    if is_none.all():
        return head
    weights = np.where(is_none, _SHARE_OF_NONE / max(is_none.sum(), 1), (1 - _SHARE_OF_NONE) / (~is_none).sum())
    cautions = _CAUTIONS if is_none.any() else np.zeros(1)

    def loss(candidate: IntentHead) -> float:
        chances = candidate.probabilities(logits)[np.arange(len(wanted)), wanted]
        # With few texts, what they say is not followed far.
        prior = _PRIOR * (np.log(candidate.temperature) ** 2 + candidate.caution**2 / 10)
        return float(-np.sum(weights * np.log(np.maximum(chances, 1e-9))) + prior * 10 / len(wanted) ** 0.5)

    candidates = (replace(head, temperature=float(t), caution=float(c)) for t in _TEMPERATURES for c in cautions)
    return min(candidates, key=loss)
