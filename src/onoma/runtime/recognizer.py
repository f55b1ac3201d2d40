"""A bundle as a Recognizer: texts are cut into segments, batched by length, tagged and put together.

Segments of many documents share a batch, and documents come out in order. What is held at a time is
bounded by `CHUNK_CHARACTERS`, not by the number or length of texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Manifest
from onoma.document import Document, Entity
from onoma.encoding import Encoder, Segment, SegmentLimits, segments
from onoma.runtime.batching import batching_of
from onoma.runtime.chain import Found, Posterior
from onoma.runtime.consistency import Consistency, Part
from onoma.runtime.decoder import Decoder, of_each
from onoma.runtime.networks import Network

__all__ = ["CHUNK_CHARACTERS", "BundleRecognizer", "Passage"]

Floats = NDArray[np.float32]

CHUNK_CHARACTERS = 200_000
"""Text that is gathered before its segments are sorted by length and tagged."""

STRETCH_CHARACTERS = 20_000
"""The part of a long text in which places of a word, and abbreviations, heed one another."""


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
    stretch: int

    def part(self) -> Part:
        """The part of the document that it is."""
        return Part(self.owner.text, self.segment.start, self.segment.end, self.rows)


class Passage(NamedTuple):
    """Words `[first, last)` of a text; at least one."""

    text: str
    first: int
    last: int


class BundleRecognizer:
    """Finds the entities that a bundle's network was trained for.

    `encoder` turns texts into features, `network` those into emissions, `chain` those into entities;
    `manifest` tells labels, name and calibration. `consistency` is what places of a document tell one another.
    """

    def __init__(self, manifest: Manifest, encoder: Encoder, network: Network, chain: Decoder) -> None:
        self.manifest = manifest
        self.encoder = encoder
        self._network = network
        self._batching = batching_of(manifest.kind, encoder)
        self._chain = chain
        self.consistency = Consistency(manifest, encoder)
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
            stretch = 0
            for piece in self._pieces(pending):
                if piece.stretch > stretch and n_characters >= CHUNK_CHARACTERS:
                    self._tag(pieces)
                    pieces, n_characters = [], 0
                    yield from _finished(waiting)
                stretch = piece.stretch
                pieces.append(piece)
                n_characters += piece.segment.end - piece.segment.start
            pending.n_waiting -= 1
            n_characters += 1
            if n_characters >= CHUNK_CHARACTERS:
                self._tag(pieces)
                pieces, n_characters = [], 0
            if not pieces:
                yield from _finished(waiting)
        self._tag(pieces)
        yield from _finished(waiting)

    def posteriors(self, passages: Sequence[Passage]) -> list[Posterior]:
        """What the chain believes of each word of some passages, each read within its whole text.

        Uncalibrated: for those who learn from this recognizer, not for those who use what it finds.
        """
        texts = list(dict.fromkeys(passage.text for passage in passages))
        emissions = dict(zip(texts, self._emissions(texts), strict=True))
        return of_each(self._chain.posteriors, [emissions[text][first:last] for text, first, last in passages])

    def _emissions(self, texts: Sequence[str]) -> list[Floats]:
        """Emissions `(words, tags)` of whole texts, mixed as they are where entities are looked for."""
        owners = [_Pending(text) for text in texts]
        pieces = [piece for owner in owners for piece in self._pieces(owner) if piece.rows]
        pieces.sort(key=self._size)
        starts = {id(owner): [start for start, _ in self.encoder.words(owner.text)] for owner in owners}
        result = {key: np.zeros((len(words), len(self.manifest.tags)), np.float32) for key, words in starts.items()}
        for piece, emissions in zip(pieces, self._mixed(pieces), strict=True):
            words, segment, owner = starts[id(piece.owner)], piece.segment, result[id(piece.owner)]
            for row, (start, _) in zip(
                emissions, self.encoder.words(piece.owner.text, segment.start, segment.end), strict=True
            ):
                place = bisect_left(words, start)
                if segment.core_start <= start < segment.core_end and words[place : place + 1] == [start]:
                    owner[place] = row
        self.encoder.trim()
        return [result[id(owner)] for owner in owners]

    def _size(self, piece: _Piece) -> int:
        return self._batching.size_of(piece.rows)

    def _pieces(self, owner: _Pending) -> Iterator[_Piece]:
        """The segments of a text, and the stretch that each belongs to."""
        for segment in segments(owner.text, self.limits):
            owner.n_waiting += 1
            owner.cut |= segment.end > segment.core_end or segment.start < segment.core_start
            rows = self.encoder.rows(owner.text[segment.start : segment.end])
            yield _Piece(owner, segment, rows, segment.core_start // STRETCH_CHARACTERS)

    def _tag(self, pieces: Sequence[_Piece]) -> None:
        """Tag all pieces, shortest first, and give each document its entities."""
        for piece in pieces:
            piece.owner.n_waiting -= 1
        readable = sorted((piece for piece in pieces if piece.rows), key=self._size)
        decoded = of_each(self._chain.decode, self._mixed(readable))
        for piece, found in zip(readable, decoded, strict=True):
            if found:
                self._keep(piece, found)
        self.encoder.trim()

    def _read(self, rows: Sequence[list[int]]) -> list[Floats]:
        """Emissions `(words, tags)` of each segment; neighbours should be of like length."""
        result: list[Floats] = []
        for part in self._batching.batches(rows):
            emissions = self._network.emissions(self.encoder.batch(part))
            result += [emissions[: len(row), index] for index, row in enumerate(part)]
        return result

    def _mixed(self, pieces: Sequence[_Piece]) -> list[Floats]:
        """Emissions `(words, tags)` of each piece, mixed within each stretch of each document."""
        emissions = self._read([piece.rows for piece in pieces])
        if not self.consistency:
            return emissions
        stretches: dict[tuple[int, int], list[int]] = {}
        for index in sorted(range(len(pieces)), key=lambda index: pieces[index].segment.start):
            stretches.setdefault((id(pieces[index].owner), pieces[index].stretch), []).append(index)
        parts = [piece.part() for piece in pieces]
        return self.consistency.mixed(parts, emissions, list(stretches.values()), self._chain)

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
