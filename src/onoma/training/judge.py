"""Dev scores of a model in training, fair to dev sets that were not annotated for every label.

What a document's annotators left open (see `onoma.training.examples`) is not held against the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document
from onoma.encoding import Batch
from onoma.evaluation import Scores, score
from onoma.recognizer import Recognizer
from onoma.runtime import Network

__all__ = ["Remembering", "fully_annotated", "judged", "predictions"]


def predictions(recognizer: Recognizer, gold: Sequence[Document]) -> list[Document]:
    """What the recognizer finds in the gold texts, without what nobody can judge."""
    found = recognizer.stream(document.text for document in gold)
    return [_judgeable(truth, guess) for truth, guess in zip(gold, found, strict=True)]


def judged(recognizer: Recognizer, gold: Sequence[Document]) -> Scores:
    """Strict entity scores on the gold documents."""
    return score(gold, predictions(recognizer, gold))


class Remembering:
    """A network that computes each batch once, for texts that are judged several times over."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[bytes, NDArray[np.float32]] = {}

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)` of a batch."""
        key = sha256(b"".join(array.tobytes() for array in batch)).digest()
        if key not in self._known:
            self._known[key] = self._network.emissions(batch)
        return self._known[key]


def fully_annotated(gold: Iterable[Document]) -> list[Document]:
    """The documents whose annotators left nothing open."""
    return [document for document in gold if not any(document.fields.get(name) for name in ("open", "unknown"))]


def _judgeable(truth: Document, guess: Document) -> Document:
    unnamed = set(_items(truth.fields.get("open")))
    unknown = [(span[0], span[1]) for span in _items(truth.fields.get("unknown")) if isinstance(span, list)]
    if not unnamed and not unknown:
        return guess
    known = {(entity.start, entity.end, entity.label) for entity in truth.entities}
    kept = [
        entity
        for entity in guess.entities
        if (entity.start, entity.end, entity.label) in known
        or (
            entity.label not in unnamed and not any(entity.start < end and start < entity.end for start, end in unknown)
        )
    ]
    return guess.with_entities(kept)


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else []
