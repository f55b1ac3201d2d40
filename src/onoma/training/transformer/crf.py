"""The linear-chain CRF head in PyTorch: the same likelihood as `onoma.training.bilstm.crf` has in Keras.

Lafferty, McCallum & Pereira 2001; over sets of tag rows, Tsuboi et al. 2008.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onoma.training.balance import ChainTables

__all__ = ["FORBIDDEN", "ChainScores", "negative_log_likelihood"]

FORBIDDEN = -1e4
_TINY = 1e-30


class ChainScores(nn.Module):
    """Trainable scores of tags at the start, in sequence and at the end; what is ruled out stays so.

    `allowed` is `(tags, tags)` as [before, after], `first` and `last` are `(tags,)`, all boolean.
    """

    def __init__(self, allowed: NDArray[np.bool_], first: NDArray[np.bool_], last: NDArray[np.bool_]) -> None:
        super().__init__()
        for name, table in (("transitions", allowed), ("start", first), ("end", last)):
            self.register_parameter(name, nn.Parameter(torch.zeros(table.shape)))
            self.register_buffer(f"{name}_barrier", torch.from_numpy(np.where(table, 0.0, FORBIDDEN)).float(), False)

    def forward(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transitions `(tags, tags)`, start `(tags,)` and end `(tags,)`, with the barriers in place."""
        return (
            self.transitions + self.transitions_barrier,
            self.start + self.start_barrier,
            self.end + self.end_barrier,
        )

    def tables(self) -> ChainTables:
        """The scores as arrays."""
        return ChainTables(*(scores.detach().cpu().numpy().astype(np.float32) for scores in self()))


def negative_log_likelihood(
    emissions: Tensor, allowed_tags: Tensor, lengths: Tensor, chain: tuple[Tensor, Tensor, Tensor]
) -> Tensor:
    """Of each sentence `(sentences,)`: minus the log probability that its tags are allowed ones.

    `emissions` is `(words, sentences, tags)`, `allowed_tags` the same shape with 1 for allowed and 0 for
    not, `lengths` `(sentences,)`.
    """
    possible = emissions + (1.0 - allowed_tags) * FORBIDDEN
    both = log_partition(torch.cat([emissions, possible], dim=1), lengths.repeat(2), chain)
    everything, allowed = both.chunk(2)
    return everything - allowed


def log_partition(emissions: Tensor, lengths: Tensor, chain: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Log of the summed exponential scores of all tag rows, `(sentences,)`: the forward algorithm."""
    transitions, start, end = chain
    exp_transitions = transitions.exp()
    scores = start + emissions[0]
    for position in range(1, len(emissions)):
        top = scores.max(dim=-1, keepdim=True).values
        reached = ((scores - top).exp() @ exp_transitions + _TINY).log() + top + emissions[position]
        scores = torch.where((position < lengths)[:, None], reached, scores)
    return torch.logsumexp(scores + end, dim=-1)
