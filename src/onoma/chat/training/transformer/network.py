"""An encoder with a CRF that knows intents too: the tagger of `onoma.training`, and a head over its pieces."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onoma.schemes import Scheme
from onoma.training.settings import TransformerSettings
from onoma.training.transformer.network import EncoderTagger

__all__ = ["JointEncoderTagger"]


class JointEncoderTagger(EncoderTagger):
    """Rows of pieces to emissions of their words `(words, sentences, tags)`, and logits of intents
    `(sentences, intents + 1)`, the last being none of them.
    """

    def __init__(
        self,
        encoder: nn.Module,
        labels: tuple[str, ...],
        scheme: Scheme,
        settings: TransformerSettings,
        *,
        n_intents: int,
    ) -> None:
        super().__init__(encoder, labels, scheme, settings)
        self.intents = nn.Linear(int(encoder.config.hidden_size), n_intents + 1)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions and logits; arguments as `onoma.encoding.PieceBatch` has them."""
        states = self.of_pieces(pieces, shapes, mask)
        live = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * live).sum(dim=1) / live.sum(dim=1)
        logits: Tensor = self.intents(self.drop(mean))
        return self.of_words(states, heads), logits


def cross_entropy(logits: Tensor, wanted: Tensor, weights: Tensor) -> Tensor:
    """The mean over utterances; `wanted` are probabilities `(sentences, intents + 1)`."""
    losses = -(wanted * torch.log_softmax(logits, dim=-1)).sum(dim=-1)
    return (losses * weights).sum() / weights.sum().clamp(min=1.0)
