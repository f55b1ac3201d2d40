"""What a chat bundle's network computes, on ONNX Runtime: emissions of tags, and logits of intents."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import CHAT_TRANSFORMER
from onoma.encoding import Batch, WordEncoder, frame_of, piece_batch
from onoma.runtime.session import opened_session

__all__ = ["JointNetwork", "JointSession", "Reading"]


class Reading(NamedTuple):
    """Emissions `(words, sentences, tags)`, and logits `(sentences, intents + 1)`, the last of none of the intents."""

    emissions: NDArray[np.float32]
    intents: NDArray[np.float32]


class JointNetwork(Protocol):
    """Whatever reads a batch of utterances."""

    def read(self, batch: Batch) -> Reading:
        """What the network makes of a batch."""
        ...


class JointSession:
    """The network of a chat bundle of either kind; `place` names its file in errors."""

    def __init__(self, kind: str, model: bytes, encoder: WordEncoder, place: Path) -> None:
        self._session = opened_session(model, place)
        self._inputs = {array.name for array in self._session.get_inputs()}
        self._frame = frame_of(encoder.tokenizer) if kind == CHAT_TRANSFORMER else None
        self._n_pieces = encoder.n_pieces

    def read(self, batch: Batch) -> Reading:
        """What the network makes of a batch, whose rows are short enough for it."""
        rows = batch if self._frame is None else piece_batch(batch, self._n_pieces, self._frame)
        inputs = {name: array for name, array in rows._asdict().items() if name in self._inputs}
        return Reading(*self._session.run(["emissions", "intents"], inputs))
