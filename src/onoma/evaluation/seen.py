"""What the training documents give away: mentions that were seen there, and texts that stand in both.

A mention is seen when the same text stands there with the same label, case included (Taillé et al. 2020).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onoma.document import Document, Entity, Value
from onoma.evaluation.breakdown import BY_FREQUENCY, Slice, SliceTally
from onoma.evaluation.scores import Prf

__all__ = ["Seen", "SeenTally"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Strict scores of seen and unseen mentions, by how often they occur in training, and texts of both sides.

    A prediction counts as seen by its own text and label. `n_texts_in_train` are gold documents whose very
    text is in the training documents.
    """

    seen: Prf
    unseen: Prf
    by_frequency: tuple[Slice, ...]
    n_texts_in_train: int

    @property
    def share_seen(self) -> float:
        """Share of gold mentions that occur in training; 0.0 without any."""
        total = self.seen.support + self.unseen.support
        return self.seen.support / total if total else 0.0

    def to_json(self) -> dict[str, Value]:
        """Everything."""
        return {
            "seen": self.seen.to_json(),
            "unseen": self.unseen.to_json(),
            "share_seen": self.share_seen,
            "by_frequency": [part.to_json() for part in self.by_frequency],
            "texts_in_train": self.n_texts_in_train,
        }


class SeenTally:
    """Seen and unseen entities, gathered document by document."""

    def __init__(self, train: Iterable[Document]) -> None:
        self._mentions: Counter[tuple[str, str]] = Counter()
        self._texts: set[str] = set()
        self._n_texts = 0
        self._seen = SliceTally((0, 1))
        self._frequency = SliceTally(BY_FREQUENCY)
        for document in train:
            self._texts.add(document.text)
            self._mentions.update((_surface(document, entity), entity.label) for entity in document.entities)

    def add_text(self, text: str) -> None:
        """One more gold document."""
        self._n_texts += text in self._texts

    def add(self, document: Document, entity: Entity, *, in_gold: bool, right: bool) -> None:
        """One more entity of one side."""
        n_times = self._mentions[_surface(document, entity), entity.label]
        self._seen.add(n_times, in_gold=in_gold, right=right)
        self._frequency.add(n_times, in_gold=in_gold, right=right)

    @property
    def seen(self) -> Seen:
        """What was gathered."""
        unseen, seen = self._seen.slices
        return Seen(seen.prf, unseen.prf, self._frequency.slices, self._n_texts)


def _surface(document: Document, entity: Entity) -> str:
    return "\0".join(document.text[start:end] for start, end in entity.spans)
