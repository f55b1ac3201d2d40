"""Which rows a network reads side by side: few enough for its numbers to stay in the processor's cache."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onoma.bundle import BILSTM, CHAT_BILSTM
from onoma.encoding import Encoder

__all__ = ["Batching", "batching_of"]

_MOST_ROWS = 16

_MOST_PIECES = 256
"""What the inner layers of MiniLM give for so many, four times as wide as its states, is 1.5 MB; with four times as
many it reads a tenth to a sixth slower."""


@dataclass(frozen=True, slots=True)
class Batching:
    """How rows are put side by side for one network."""

    size_of: Callable[[Sequence[int]], int]
    """How long a row is to the network."""

    most: float = math.inf
    """How long the rows of a batch are together at most, each padded to the longest; a longer row is alone."""

    def batches(self, rows: Iterable[list[int]]) -> Iterator[list[list[int]]]:
        """All rows, in order; neighbours should be of like size."""
        batch: list[list[int]] = []
        longest = 0
        for row in rows:
            size = self.size_of(row)
            longest = max(longest, size)
            if batch and (len(batch) == _MOST_ROWS or (len(batch) + 1) * longest > self.most):
                yield batch
                batch, longest = [], size
            batch.append(row)
        if batch:
            yield batch


def batching_of(kind: str, encoder: Encoder) -> Batching:
    """That of a network of that kind: a BiLSTM reads words, any other word pieces."""
    return Batching(len) if kind in (BILSTM, CHAT_BILSTM) else Batching(encoder.count_pieces, _MOST_PIECES)
