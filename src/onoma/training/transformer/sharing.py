"""What `onoma.runtime.sharing` does with a document, done with the examples of a batch while they are learnt."""

from __future__ import annotations

import torch
from torch import Tensor

__all__ = ["shared"]


def shared(emissions: Tensor, places: Tensor, lettered: Tensor, share: float) -> Tensor:
    """Emissions `(words, sentences, tags)`, those of a word mixed with their mean over its places in its sentence.

    `places` `(words, sentences)` says which word stands where, `lettered` which of them take part.
    """
    n_sentences = emissions.shape[1]
    index = (places * n_sentences + torch.arange(n_sentences, device=places.device)).flatten()
    flat = emissions.flatten(0, 1)
    counts = index.bincount().clamp(min=1)
    sums = flat.new_zeros(len(counts), flat.shape[1]).index_add(0, index, flat)
    means = (sums / counts.unsqueeze(1))[index].view_as(emissions)
    return emissions + (share * lettered).unsqueeze(2) * (means - emissions)
