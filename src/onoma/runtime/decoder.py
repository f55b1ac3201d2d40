"""What turns emissions into entities, and how it wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from onoma.runtime.chain import Found, Posterior

__all__ = ["Decoder", "of_each"]

Floats = NDArray[np.float32]
Result = TypeVar("Result")

_DECODED_SEGMENTS = 64
"""Segments that are decoded side by side, where the cost of a step hardly depends on their number."""


class Decoder(Protocol):
    """Turns emissions into entities; a CRF's `Chain`, or `WordByWord`."""

    def decode(self, emissions: Floats, lengths: NDArray[np.int32]) -> list[list[Found]]:
        """The entities of every sentence; arguments as `Chain.decode` has them."""
        ...

    def posteriors(self, emissions: Floats, lengths: NDArray[np.int32]) -> list[Posterior]:
        """The posterior of every sentence."""
        ...


def of_each(decode: Callable[[Floats, NDArray[np.int32]], list[Result]], emissions: Sequence[Floats]) -> list[Result]:
    """What a method of a `Decoder` says of each segment of emissions `(words, tags)`, those of like length together."""
    order = sorted(range(len(emissions)), key=lambda index: len(emissions[index]))
    result: dict[int, Result] = {}
    for first in range(0, len(order), _DECODED_SEGMENTS):
        batch = order[first : first + _DECODED_SEGMENTS]
        result.update(zip(batch, decode(*_side_by_side([emissions[index] for index in batch])), strict=True))
    return [result[index] for index in range(len(emissions))]


def _side_by_side(emissions: Sequence[Floats]) -> tuple[Floats, NDArray[np.int32]]:
    """Emissions `(words, segments, tags)`, padded with zeros, and lengths `(segments,)`."""
    lengths = np.fromiter(map(len, emissions), np.int32, len(emissions))
    result = np.zeros((lengths.max(), len(emissions), emissions[0].shape[1]), np.float32)
    for index, part in enumerate(emissions):
        result[: len(part), index] = part
    return result, lengths
