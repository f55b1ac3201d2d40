"""What a document says of a word in one place helps to read it in another.

A mention that is plain where it is introduced ("cyclosporine (CsA)") is often bare of all context further down. So
the emissions of a word are mixed with their mean over all places of the document where the same word stands, before
the chain decodes them. The idea is that of label consistency (Krishnan & Manning 2006; Gui et al. 2020), reduced to
one number, the share of the mean, which a training chooses on dev.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["shared"]

Floats = NDArray[np.float32]


def shared(
    emissions: Sequence[Floats], rows: Sequence[Sequence[int]], sharing: Sequence[NDArray[np.bool_]], share: float
) -> list[Floats]:
    """The emissions of a document's segments `(words, tags)`, those of a word mixed with their mean over its places.

    `rows` says which word stands where, one list to a segment, `sharing` which of them take part; `share` is the
    weight of the mean, from 0, where all stay as they are, to 1.
    """
    lengths = [len(part) for part in emissions]
    together = np.concatenate(emissions)
    _, which, counts = np.unique(np.concatenate(rows), return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), together.shape[1]), np.float32)
    np.add.at(sums, which, together)
    weight = np.where(np.concatenate(sharing), np.float32(share), np.float32(0))[:, None]
    means = (sums / counts[:, None].astype(np.float32))[which]
    mixed = together + weight * (means - together)
    return np.split(mixed, np.cumsum(lengths)[:-1])
