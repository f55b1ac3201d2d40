"""How well utterances are understood by a network: their intents, their slots, and both together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.chat.training.examples import Utterance
from onoma.chat.understanding.reader import Read
from onoma.document import Document, Value
from onoma.evaluation import Prf, score

__all__ = ["FrameScores", "frame_scores", "predicted_documents", "wanted_intents"]


class FrameScores(NamedTuple):
    """Shares of right intents and of utterances with everything right, and strict F1 of slots, on so many texts.

    The intent is the most probable one, whether it reaches a threshold or not.
    """

    intent: float
    slots: Prf
    frame: float
    n_texts: int

    def to_json(self) -> dict[str, Value]:
        """The figures."""
        return {"intent": self.intent, "slots": self.slots.to_json(), "frame": self.frame, "texts": self.n_texts}

    def line(self) -> str:
        """All in one line."""
        return (
            f"intent {100 * self.intent:.1f}, slot F1 {100 * self.slots.f1:.1f}, "
            f"whole utterance {100 * self.frame:.1f} (of {self.n_texts:,})"
        )

    def as_prf(self) -> Prf:
        """Whole utterances, as what an epoch is judged by."""
        return Prf(self.frame, self.frame, self.frame, self.n_texts, self.n_texts, self.frame * self.n_texts)


def frame_scores(gold: Sequence[Utterance], reads: Sequence[Read]) -> FrameScores:
    """Scores of what was read; an utterance is right when its intent and all of its slots are."""
    intents = np.array([truth.intent == next(iter(read.ranked), None) for truth, read in zip(gold, reads, strict=True)])
    slots = np.array(
        [
            _spans(truth.document) == _spans(guess)
            for truth, guess in zip(gold, predicted_documents(gold, reads), strict=True)
        ]
    )
    prf = score([truth.document for truth in gold], predicted_documents(gold, reads)).micro
    return FrameScores(float(intents.mean()), prf, float((intents & slots).mean()), len(gold))


def predicted_documents(gold: Sequence[Utterance], reads: Sequence[Read]) -> list[Document]:
    """The texts with the slots that were found."""
    return [truth.document.with_entities(read.slots) for truth, read in zip(gold, reads, strict=True)]


def _spans(document: Document) -> set[tuple[int, int, str]]:
    return {(entity.start, entity.end, entity.label) for entity in document.entities}


def wanted_intents(utterances: Sequence[Utterance], intents: Sequence[str]) -> NDArray[np.intp]:
    """The number of each utterance's intent; that of none of them is one past the last."""
    place = {intent: index for index, intent in enumerate(intents)}
    return np.array([len(intents) if u.intent is None else place[u.intent] for u in utterances], np.intp)
