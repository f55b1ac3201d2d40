"""Texts to intents and slots as the network alone sees them; what slots mean is not its business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Manifest
from onoma.chat.understanding.networks import JointNetwork
from onoma.chat.utterance import is_utterance
from onoma.document import Entity
from onoma.encoding import Batch, WordEncoder, split_words
from onoma.runtime import Chain
from onoma.runtime.chain import FORBIDDEN
from onoma.schemes import split_tag

__all__ = ["IntentHead", "Read", "UtteranceReader"]

_MAX_PIECES = 500
_BATCH = 16
Floats = NDArray[np.float32]

SLOT_WEIGHT = 0.5
"""How much the slots say of the intent beside the head of intents; chosen on the valid part of SNIPS."""


@dataclass(frozen=True, slots=True)
class IntentHead:
    """What the logits of the network stand for: `intents` in their order, and then none of them.

    `slots` are those of each intent; `slot_weight` times the logarithm of how probable it is that a text has no others
    is added to the intent's logit. `caution` is added to the last, and all are divided by the `temperature`.
    """

    intents: tuple[str, ...]
    slots: Mapping[str, frozenset[str]]
    temperature: float = 1.0
    caution: float = 0.0
    slot_weight: float = SLOT_WEIGHT

    def probabilities(self, logits: Floats) -> Floats:
        """Of logits `(sentences, intents + 1)`, the same shape."""
        scaled = logits.astype(np.float64)
        scaled[:, -1] += self.caution
        scaled /= self.temperature
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        chances: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
        return chances


@dataclass(frozen=True, slots=True)
class Read:
    """What the network makes of one text.

    `ranked` is the probability of every intent, the most probable first, without that of none of them. `slots`
    are entities with slots as labels, of those that `intent` has, or of any where it is empty. `words` are the
    spans of the words, `beliefs` `(words, slots)` the probability that a word belongs to a slot of that name,
    under `slot_names`.
    """

    text: str
    intent: str
    ranked: Mapping[str, float]
    slots: tuple[Entity, ...]
    words: Sequence[tuple[int, int]]
    beliefs: Floats
    slot_names: tuple[str, ...]


class UtteranceReader:
    """Reads texts with a network and the chain of a bundle."""

    def __init__(
        self, manifest: Manifest, head: IntentHead, encoder: WordEncoder, network: JointNetwork, chain: Chain
    ) -> None:
        self.manifest, self.head = manifest, head
        self._encoder, self._network, self._chain = encoder, network, chain
        self._alone = Lock()  # an encoder remembers words, and many users may speak at once
        self._names = (*head.intents, "")
        of_tags = [split_tag(tag)[1] for tag in manifest.tags]
        self._slot_names = manifest.labels
        self._members = np.array([[label == name for name in self._slot_names] for label in of_tags], np.float32)
        slots = [head.slots[intent] for intent in head.intents]
        open_tags = [[not label or label in own for label in of_tags] for own in slots]
        self._allowed = np.array([*open_tags, [True] * len(of_tags)], np.float32)  # any slot is in none of the intents

    def __call__(self, text: str, threshold: float = 0.0) -> Read:
        """What one text means; an intent that is less probable than the threshold is none."""
        return self.read_all([text], threshold)[0]

    def read_all(self, texts: Sequence[str], threshold: float = 0.0) -> list[Read]:
        """What each text means, in order."""
        with self._alone:
            return self._read_all(texts, threshold)

    def _read_all(self, texts: Sequence[str], threshold: float) -> list[Read]:
        found = {index: _unread(text) for index, text in enumerate(texts)}
        for part, batch in self._batches(texts):
            read = self._read([texts[index] for index in part], batch, threshold)
            found.update(zip(part, read, strict=True))
        return [found[index] for index in range(len(texts))]

    def intent_logits(self, texts: Sequence[str]) -> Floats:
        """What `head` makes probabilities of, `(texts, intents + 1)`; zeros for a text without words."""
        result = np.zeros((len(texts), len(self.head.intents) + 1), np.float32)
        with self._alone:
            for part, batch in self._batches(texts):
                result[part] = self._logits(*self._network.read(batch), batch.lengths)
        return result

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Batch]]:
        """The texts that can be read, by length: which they are, and what the network reads."""
        rows = [self._rows(text) for text in texts]
        order = sorted((index for index, row in enumerate(rows) if row), key=lambda index: len(rows[index]))
        for first in range(0, len(order), _BATCH):
            part = order[first : first + _BATCH]
            yield part, self._encoder.batch([rows[index] for index in part])
        self._encoder.trim()

    def _rows(self, text: str) -> list[int]:
        """The words of an utterance; none of what is no utterance."""
        if not is_utterance(text):
            return []
        rows = self._encoder.rows(text)
        n_pieces = int((self._encoder.features(rows)[:, :-1] < self._encoder.n_pieces).sum()) if rows else 0
        return rows if n_pieces <= _MAX_PIECES else []

    def _logits(self, emissions: Floats, logits: Floats, lengths: NDArray[np.signedinteger]) -> Floats:
        """The network's logits of intents, and what the slots say of them: an intent has no slots but its own."""
        if not self.head.slot_weight:
            return logits
        return logits + np.float32(self.head.slot_weight) * self._chain.log_shares(emissions, lengths, self._allowed)

    def _read(self, texts: Sequence[str], batch: Batch, threshold: float) -> list[Read]:
        emissions, logits = self._network.read(batch)
        chances = self.head.probabilities(self._logits(emissions, logits, batch.lengths))
        best = [self._best(row, threshold) for row in chances]
        # What an intent has no slot for can't be in it.
        emissions = emissions + np.where(self._allowed[best], np.float32(0), FORBIDDEN)
        spans = self._chain.decode(emissions, batch.lengths)
        posteriors = self._chain.posteriors(emissions, batch.lengths)
        result: list[Read] = []
        for index, text in enumerate(texts):
            words = split_words(text)
            slots = tuple(
                Entity(words[span.start][0], words[span.end - 1][1], span.label, self._calibrated(span.probability))
                for span in spans[index]
            )
            ranked = self._ranked(chances[index])
            beliefs = posteriors[index].tags @ self._members
            result.append(Read(text, self._names[best[index]], ranked, slots, words, beliefs, self._slot_names))
        return result

    def _calibrated(self, probability: float) -> float:
        return round(self.manifest.calibration(probability), 4)

    def _best(self, chances: Floats, threshold: float) -> int:
        """Which intent it is, or one past the last for none of them."""
        best = int(chances.argmax())
        return best if chances[best] >= threshold else len(self.head.intents)

    def _ranked(self, chances: Floats) -> dict[str, float]:
        pairs = zip(self.head.intents, chances.tolist(), strict=False)
        return {intent: round(chance, 4) for intent, chance in sorted(pairs, key=lambda pair: -pair[1])}


def _unread(text: str) -> Read:
    return Read(text, "", {}, (), (), np.zeros((0, 0), np.float32), ())
