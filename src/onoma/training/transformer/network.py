"""An encoder of Hugging Face with word shapes at its foot and a CRF head, in PyTorch.

word pieces -> the encoder's embedding --+
word shape  -> embedding ----------------+-> encoder -> each word's first piece -> emissions -> CRF
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel
from transformers.utils import logging

from onoma.encoding import N_SHAPES
from onoma.errors import InputError, reason_of
from onoma.runtime import MAX_ROW
from onoma.schemes import Scheme, tag_set, transitions
from onoma.training.settings import TransformerSettings
from onoma.training.transformer.crf import ChainScores

__all__ = ["EncoderTagger", "loaded", "read_model"]

_SHAPE_SPREAD = 0.02
_ATTENTION_DROPOUT = {"attention_probs_dropout_prob", "attention_dropout"}


class EncoderTagger(nn.Module):
    """Rows of pieces to the emissions of their words."""

    def __init__(self, encoder: nn.Module, labels: tuple[str, ...], scheme: Scheme, settings: TransformerSettings):
        super().__init__()
        self.scheme, self.tags = scheme, tag_set(labels, scheme)
        self.encoder = encoder
        # Some encoders look pieces up in a narrow table and widen what they find.
        self.shapes = nn.Embedding(N_SHAPES, encoder.get_input_embeddings().embedding_dim) if settings.shapes else None
        if self.shapes is not None:
            nn.init.normal_(self.shapes.weight, std=_SHAPE_SPREAD)
        self.drop = nn.Dropout(settings.dropout)
        self.emissions = nn.Linear(int(encoder.config.hidden_size), len(self.tags))
        self.chain = ChainScores(*(np.array(table) for table in transitions(self.tags, scheme)))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, heads: Tensor) -> Tensor:
        """Emissions `(words, sentences, tags)`; arguments as `onoma.encoding.PieceBatch` has them."""
        return self.of_words(self.of_pieces(pieces, shapes, mask), heads)

    def of_pieces(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """What the encoder makes of every piece, `(sentences, pieces, width)`."""
        x = self.encoder.get_input_embeddings()(pieces)
        if self.shapes is not None:
            x = x + self.shapes(shapes)
        states: Tensor = self.encoder(inputs_embeds=x, attention_mask=mask).last_hidden_state
        return states

    def of_words(self, states: Tensor, heads: Tensor) -> Tensor:
        """Emissions `(words, sentences, tags)` from what stands at each word's first piece."""
        x = torch.gather(states, 1, heads.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        emissions: Tensor = self.emissions(self.drop(x)).transpose(0, 1)
        return emissions


def read_model(folder: Path, *, attention_dropout: float = 0.0) -> nn.Module:
    """The encoder that a folder holds, without a head. Raises `InputError` when it holds none."""
    model = loaded(AutoModel, folder, attention_dropout=attention_dropout)
    n_positions = getattr(model.config, "max_position_embeddings", None)
    if isinstance(n_positions, int) and 0 < n_positions < MAX_ROW:
        raise InputError(
            f"{folder}: this encoder reads {n_positions} pieces at most, and {MAX_ROW} are needed; take another"
        )
    if hasattr(model, "pooler"):
        model.pooler = None
    return model


def loaded(kind: Any, folder: Path, *, attention_dropout: float = 0.0) -> nn.Module:
    """What one of the Auto classes of transformers finds in a folder, offline and without executing anything.

    `attention_dropout` replaces what the encoder was pre-trained with. Raises `InputError` when it finds nothing.
    """
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True)
        for name in _ATTENTION_DROPOUT & set(config.to_dict()):
            setattr(config, name, attention_dropout)
        model: nn.Module = kind.from_pretrained(folder, config=config, local_files_only=True, use_safetensors=True)
    except Exception as error:
        raise InputError(f"{folder}: not an encoder that transformers can load ({reason_of(error)})") from None
    return model
