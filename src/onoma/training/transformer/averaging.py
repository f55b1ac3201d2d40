"""The running mean of a network's weights, which is judged and exported in their place.

Steps that are noisy around an optimum average out (Polyak & Juditsky 1992), and the mean forgets exponentially.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["RunningMean"]

_HASTE = 10


class RunningMean:
    """A second set of weights, which trades places with the first: one is in the network, the other waits here.

    `decay` is how much of the mean a step keeps; in the first steps it is less, so that the start is soon forgotten.
    """

    def __init__(self, weights: Sequence[Tensor], decay: float) -> None:
        self._weights, self._decay = weights, decay
        self.waiting = [weight.detach().clone() for weight in weights]
        self._n_steps = 0

    def update(self) -> None:
        """Take in the network's weights, after a step, while the mean waits."""
        self._n_steps += 1
        decay = min(self._decay, self._n_steps / (self._n_steps + _HASTE))
        with torch.no_grad():
            torch._foreach_lerp_(self.waiting, list(self._weights), 1 - decay)

    def trade_places(self) -> None:
        """Put into the network what waits, and let wait what was in it."""
        with torch.no_grad():
            for weight, waiting in zip(self._weights, self.waiting, strict=True):
                kept = weight.detach().clone()
                weight.copy_(waiting)
                waiting.copy_(kept)

    def resume(self, waiting: Sequence[Tensor], n_steps: int) -> None:
        """Go on after so many steps, with these weights waiting."""
        self._n_steps = n_steps
        for old, new in zip(self.waiting, waiting, strict=True):
            old.copy_(new)
