"""What computes emissions: the networks that bundles hold, one class for each kind.

A batch goes in as the encoder made it, emissions `(words, sentences, tags)` come out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import BILSTM, CHAT_BILSTM, CHAT_TRANSFORMER, TOKEN_CLASSIFIER, TRANSFORMER
from onoma.encoding import Batch, Encoder, Frame, frame_of, piece_batch, piece_counts
from onoma.errors import BundleError
from onoma.runtime.engines import Opener, usual_session
from onoma.runtime.session import opened_session

__all__ = ["MAX_ROW", "BilstmSession", "Network", "TransformerSession", "network_of", "windowed"]

MAX_ROW = 512
"""Pieces that an encoder of BERT's kind has positions for, the special ones included."""

_LAP = 80
"""Pieces that two windows of one row share."""

_SAMPLE = "She was told on 3 May that the tests of her blood and the scan of her chest were normal, and sent home. " * 2
_SAMPLE_ROWS = 16
"""What engines are measured with: rows of a usual length."""


class Network(Protocol):
    """Whatever computes emissions."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)` of a batch."""
        ...


def network_of(
    kind: str,
    model: bytes,
    encoder: Encoder,
    place: Path,
    row_pieces: int = MAX_ROW,
    *,
    opened: Opener = usual_session,
) -> Network:
    """The network of a bundle of that kind; `place` names its file in errors. Of a bot's it finds the slots.

    A transformer is opened by `opened`.
    """
    if kind in (BILSTM, CHAT_BILSTM):
        return BilstmSession(model, place)
    if kind in (TRANSFORMER, CHAT_TRANSFORMER, TOKEN_CLASSIFIER):
        return TransformerSession(model, encoder, place, row_pieces, opened=opened)
    raise BundleError(f"{place}: no network of kind {kind!r} is known; pip install --upgrade onoma")


class BilstmSession:
    """Distinct words and their places in, emissions out."""

    def __init__(self, model: bytes, place: Path) -> None:
        self._session = opened_session(model, place)

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)`."""
        result: NDArray[np.float32] = self._session.run(["emissions"], batch._asdict())[0]
        return result


class TransformerSession:
    """Rows of word pieces in, emissions of their words out.

    A sentence with more pieces than the encoder has positions for (`row_pieces`) is read in windows that overlap.
    """

    def __init__(
        self,
        model: bytes,
        encoder: Encoder,
        place: Path,
        row_pieces: int = MAX_ROW,
        *,
        opened: Opener = usual_session,
    ) -> None:
        self._n_pieces, self._frame = encoder.n_pieces, frame_of(encoder.tokenizer)
        self._session = opened(model, place, lambda: _sample(encoder, self._frame))
        # One that was trained without shapes has no place to put them.
        self._inputs = {array.name for array in self._session.get_inputs()}
        self._row_pieces = row_pieces

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)`."""
        return windowed(self._run, batch, self._n_pieces, self._frame, self._row_pieces)

    def _run(self, batch: Batch) -> NDArray[np.float32]:
        rows = piece_batch(batch, self._n_pieces, self._frame)._asdict()
        inputs = {name: array for name, array in rows.items() if name in self._inputs}
        result: NDArray[np.float32] = self._session.run(["emissions"], inputs)[0]
        return result


def _sample(encoder: Encoder, frame: Frame) -> dict[str, NDArray[np.int64]]:
    batch = encoder.batch([encoder.rows(_SAMPLE)] * _SAMPLE_ROWS)
    return piece_batch(batch, encoder.n_pieces, frame)._asdict()


class _Run(Protocol):
    def __call__(self, batch: Batch, /) -> NDArray[np.float32]: ...


def windowed(run: _Run, batch: Batch, n_pieces: int, frame: Frame, row_pieces: int = MAX_ROW) -> NDArray[np.float32]:
    """What `run` gives for the batch, whose rows may be longer than the `row_pieces` that are read in one go.

    A row that fits is read whole, and a longer one by itself, so neither depends on what stands beside it.
    """
    room = row_pieces - len(frame.before) - len(frame.after)
    counts = piece_counts(batch, n_pieces)
    fits = counts.sum(axis=0) <= room
    if fits.all():
        return run(batch)
    whole, long = np.flatnonzero(fits), np.flatnonzero(~fits)
    parts = [(whole, run(_only(batch, whole)))] if len(whole) else []
    for row in long[:, None]:
        parts.append((row, _in_windows(run, _only(batch, row), counts[:, row[0]].cumsum(), room)))
    emissions = np.zeros((*batch.places.shape, parts[0][1].shape[2]), np.float32)
    for rows, part in parts:
        emissions[: len(part), rows] = part
    return emissions


def _only(batch: Batch, rows: NDArray[np.intp]) -> Batch:
    lengths = batch.lengths[rows]
    return Batch(batch.words, batch.places[: lengths.max(), rows], lengths)


def _in_windows(run: _Run, batch: Batch, ends: NDArray[np.intp], room: int) -> NDArray[np.float32]:
    """What `run` gives for a batch of one row; `ends` counts the pieces up to each word's end."""
    parts: list[NDArray[np.float32]] = []
    first = done = 0
    n_words = len(batch.places)
    while done < n_words:
        last = min(int(np.searchsorted(ends, room + (ends[first - 1] if first else 0), side="right")), n_words)
        # Where two windows meet, each gives the half of their overlap that it sees with more around it.
        stop = last if last == n_words else max(_half_a_lap_before(last, ends), done + 1)
        part = run(Batch(batch.words, batch.places[first:last], np.array([last - first], np.int32)))
        parts.append(part[done - first : stop - first])
        done, first = stop, _half_a_lap_before(stop, ends)
    return np.concatenate(parts)


def _half_a_lap_before(word: int, ends: NDArray[np.intp]) -> int:
    """The earliest word with half a lap, or less, from it to `word`; `ends` counts the pieces up to each word's end."""
    return int(np.searchsorted(ends, ends[word - 1] - _LAP // 2)) + 1
