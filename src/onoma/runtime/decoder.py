"""What turns emissions into entities, and how it wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onoma.runtime.chain import Found, Posterior

__all__ = ["Decoder", "side_by_side"]

Floats = NDArray[np.float32]


class Decoder(Protocol):
    """Turns emissions into entities; a CRF's `Chain`, or `WordByWord`."""

    def decode(self, emissions: Floats, lengths: NDArray[np.int32]) -> list[list[Found]]:
        """The entities of every sentence; arguments as `Chain.decode` has them."""
        ...

    def posteriors(self, emissions: Floats, lengths: NDArray[np.int32]) -> list[Posterior]:
        """The posterior of every sentence."""
        ...


def side_by_side(emissions: Sequence[Floats]) -> tuple[Floats, NDArray[np.int32]]:
    """Emissions `(words, segments, tags)`, padded with zeros, and lengths `(segments,)`."""
    lengths = np.fromiter(map(len, emissions), np.int32, len(emissions))
    result = np.zeros((lengths.max(), len(emissions), emissions[0].shape[1]), np.float32)
    for index, part in enumerate(emissions):
        result[: len(part), index] = part
    return result, lengths
