"""A bundle as a Recognizer: texts are cut into segments, batched by length, tagged and put together.

Segments of many documents share a batch, and documents come out in order. What is held at a time is
bounded by `CHUNK_CHARACTERS`, not by the number or length of texts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Manifest
from onoma.document import Document, Entity
from onoma.encoding import Encoder, Segment, SegmentLimits, segments
from onoma.runtime.chain import Found, Posterior
from onoma.runtime.networks import Network

__all__ = ["BATCH_SEGMENTS", "CHUNK_CHARACTERS", "BundleRecognizer", "Decoder"]

BATCH_SEGMENTS = 16
"""Segments that the network reads side by side: few enough to stay in the processor's cache."""

DECODED_SEGMENTS = 4 * BATCH_SEGMENTS
"""Segments that are decoded side by side, where the cost of a step hardly depends on their number."""

CHUNK_CHARACTERS = 200_000
"""Text that is gathered before its segments are sorted by length and tagged."""


@dataclass(slots=True)
class _Pending:
    """A document some of whose segments may not have been cut or tagged yet."""

    text: str
    n_waiting: int = 0
    cut: bool = False
    entities: list[Entity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment on its way through the network, and the document that it belongs to."""

    owner: _Pending
    segment: Segment
    rows: list[int]


class Decoder(Protocol):
    """Turns emissions into entities; a CRF's `Chain`, or `WordByWord`."""

    def decode(self, emissions: NDArray[np.float32], lengths: NDArray[np.int32]) -> list[list[Found]]:
        """The entities of every sentence; arguments as `Chain.decode` has them."""
        ...

    def posteriors(self, emissions: NDArray[np.float32], lengths: NDArray[np.int32]) -> list[Posterior]:
        """The posterior of every sentence."""
        ...


class BundleRecognizer:
    """Finds the entities that a bundle's network was trained for.

    `encoder` turns texts into features, `network` those into emissions, `chain` those into entities;
    `manifest` tells labels, name and calibration.
    """

    def __init__(self, manifest: Manifest, encoder: Encoder, network: Network, chain: Decoder) -> None:
        self.manifest = manifest
        self.encoder = encoder
        self._network = network
        self._chain = chain
        self.limits = SegmentLimits(manifest.segment_characters, manifest.context)

    def replace_chain(self, chain: Decoder) -> None:
        """Decode with another chain from now on, as a training does after each epoch."""
        self._chain = chain

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that this bundle can give, sorted."""
        return tuple(sorted(self.manifest.labels))

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return next(self.stream([text]))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order, in memory that does not grow with their number."""
        waiting: deque[_Pending] = deque()
        pieces: list[_Piece] = []
        n_characters = 0
        for text in texts:
            pending = _Pending(text, n_waiting=1)  # for itself, until all of its segments are cut
            waiting.append(pending)
            for segment in segments(text, self.limits):
                pieces.append(self._piece(pending, segment))
                n_characters += segment.end - segment.start
                if n_characters >= CHUNK_CHARACTERS:
                    self._tag(pieces)
                    pieces, n_characters = [], 0
                    yield from _finished(waiting)
            pending.n_waiting -= 1
            n_characters += 1
            if n_characters >= CHUNK_CHARACTERS:
                self._tag(pieces)
                pieces, n_characters = [], 0
            if not pieces:
                yield from _finished(waiting)
        self._tag(pieces)
        yield from _finished(waiting)

    def posteriors(self, texts: Sequence[str]) -> list[Posterior]:
        """What the chain believes of each word of texts that are short enough to be read whole, and have words.

        Uncalibrated: for those who learn from this recognizer, not for those who use what it finds.
        """
        rows = [self.encoder.rows(text) for text in texts]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        found: dict[int, Posterior] = {}
        for first in range(0, len(order), DECODED_SEGMENTS):
            part = order[first : first + DECODED_SEGMENTS]
            emissions, lengths = self._emissions([rows[index] for index in part])
            found.update(zip(part, self._chain.posteriors(emissions, lengths), strict=True))
        self.encoder.trim()
        return [found[index] for index in range(len(rows))]

    def _piece(self, owner: _Pending, segment: Segment) -> _Piece:
        owner.n_waiting += 1
        owner.cut |= segment.end > segment.core_end or segment.start < segment.core_start
        return _Piece(owner, segment, self.encoder.rows(owner.text[segment.start : segment.end]))

    def _tag(self, pieces: Sequence[_Piece]) -> None:
        """Tag all pieces, shortest first, and give each document its entities."""
        for piece in pieces:
            piece.owner.n_waiting -= 1
        readable = sorted((piece for piece in pieces if piece.rows), key=lambda piece: len(piece.rows))
        for first in range(0, len(readable), DECODED_SEGMENTS):
            batch = readable[first : first + DECODED_SEGMENTS]
            emissions, lengths = self._emissions([piece.rows for piece in batch])
            for piece, found in zip(batch, self._chain.decode(emissions, lengths), strict=True):
                if found:
                    self._keep(piece, found)
        self.encoder.trim()

    def _emissions(self, rows: Sequence[list[int]]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Emissions `(words, segments, tags)` and lengths `(segments,)` of segments in order of length."""
        lengths = np.array([len(row) for row in rows], np.int32)
        emissions = np.zeros((lengths[-1], len(rows), len(self.manifest.tags)), np.float32)
        for first in range(0, len(rows), BATCH_SEGMENTS):
            batch = self.encoder.batch(rows[first : first + BATCH_SEGMENTS])
            part = self._network.emissions(batch)
            emissions[: len(part), first : first + BATCH_SEGMENTS] = part
        return emissions, lengths

    def _keep(self, piece: _Piece, found: Sequence[Found]) -> None:
        segment = piece.segment
        words = self.encoder.words(piece.owner.text, segment.start, segment.end)
        for item in found:
            start, end = words[item.start][0], words[item.end - 1][1]
            if segment.core_start <= start < segment.core_end:
                score = round(self.manifest.calibration(item.probability), 4)
                piece.owner.entities.append(Entity(start, end, item.label, score, self.manifest.name))


def _finished(waiting: deque[_Pending]) -> Iterator[Document]:
    while waiting and not waiting[0].n_waiting:
        pending = waiting.popleft()
        entities = _apart(pending.entities) if pending.cut else pending.entities
        yield Document(pending.text, tuple(entities))


def _apart(entities: list[Entity]) -> list[Entity]:
    """Without the entities that overlap an earlier one, as windows may disagree where they meet."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: entity.start):
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return kept
