"""What computes emissions: rows of any length are read to their end, in windows that an encoder has positions for."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from onoma.encoding import Batch, Frame, piece_batch
from onoma.errors import BundleError
from onoma.runtime import network_of, windowed

N_PIECES = 50
MAX_ROW = 512
N_TAGS = 3
FRAME = Frame((1,), (2,), 0)


def _batch(counts: list[int], lengths: list[int]) -> Batch:
    """Sentences whose word at each place is another one, with so many pieces, turned by sentence; row 0 is padding."""
    n_words = max(lengths)
    words = np.full((n_words * len(lengths) + 1, max(counts) + 1), N_PIECES, np.int32)
    words[:, -1] = 0
    places = np.zeros((n_words, len(lengths)), np.int32)
    for sentence, length in enumerate(lengths):
        for word in range(length):
            row = places[word, sentence] = 1 + sentence * n_words + word
            words[row, : counts[(word + sentence) % len(counts)]] = 3
            words[row, -1] = 1
    return Batch(words, places, np.array(lengths, np.int32))


class Reader:
    """Emissions that tell the row of the word's features; checks that no row is longer than can be read."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.widths: list[int] = []

    def __call__(self, batch: Batch) -> NDArray[np.float32]:
        rows = piece_batch(batch, N_PIECES, self.frame)
        self.widths.append(rows.pieces.shape[1])
        assert rows.pieces.shape[1] <= MAX_ROW
        assert batch.lengths.tolist() == (batch.places > 0).sum(axis=0).tolist()
        return np.repeat(batch.places[..., None], N_TAGS, axis=2).astype(np.float32)


@given(
    counts=st.lists(st.integers(1, 8), min_size=1, max_size=7),
    lengths=st.lists(st.integers(1, 900), min_size=1, max_size=3),
    frame=st.sampled_from([FRAME, Frame((), (), 0), Frame((1, 1), (2, 2), 0)]),
)
@example(counts=[1], lengths=[510], frame=FRAME)
@example(counts=[1], lengths=[511, 1], frame=FRAME)
@example(counts=[8], lengths=[3000, 64, 2999], frame=FRAME)
@example(counts=[1] * 500 + [100] * 20, lengths=[1000], frame=FRAME)
@example(counts=[100], lengths=[99, 2], frame=FRAME)
def test_every_word_of_rows_of_any_length_gets_its_own_emissions(
    counts: list[int], lengths: list[int], frame: Frame
) -> None:
    batch = _batch(counts, lengths)
    emissions = windowed(Reader(frame), batch, N_PIECES, frame)
    assert emissions.shape == (*batch.places.shape, N_TAGS)
    for sentence, length in enumerate(lengths):
        assert (emissions[:length, sentence, 0] == batch.places[:length, sentence]).all()


def test_rows_that_fit_are_read_at_once_and_longer_ones_in_few_windows() -> None:
    whole, cut = Reader(FRAME), Reader(FRAME)
    windowed(whole, _batch([2], [255, 3]), N_PIECES, FRAME)
    assert whole.widths == [512]
    windowed(cut, _batch([2], [256]), N_PIECES, FRAME)
    assert len(cut.widths) == 2
    windowed(cut, _batch([2], [2550]), N_PIECES, FRAME)
    assert len(cut.widths) <= 2 + 14


def test_how_a_row_is_read_depends_on_itself_alone() -> None:
    reader = Reader(FRAME)
    windowed(reader, _batch([1, 3], [250, 250, 250]), N_PIECES, FRAME)
    assert reader.widths == [502], "the longest words of all three together would not fit"
    windowed(reader, _batch([2], [256, 3, 200]), N_PIECES, FRAME)
    assert reader.widths[1] == 402, "those that fit stay whole beside one that does not"
    assert len(reader.widths) == 4


def test_words_where_windows_meet_are_seen_with_others_around_them() -> None:
    n_words = 1500

    def around(batch: Batch) -> NDArray[np.float32]:
        """Of each word: how many words of its window stand before it and after it."""
        before = np.arange(len(batch.places), dtype=np.float32)
        return np.stack([before, before[::-1]], axis=-1)[:, None]

    emissions = windowed(around, _batch([3], [n_words]), N_PIECES, FRAME)[:, 0]
    ends = np.minimum(np.arange(n_words), 10), np.minimum(np.arange(n_words)[::-1], 10)
    assert (emissions[:, 0] >= ends[0]).all()
    assert (emissions[:, 1] >= ends[1]).all()


def test_a_network_of_an_unknown_kind_is_refused_by_its_file() -> None:
    with pytest.raises(BundleError, match=r"model\.onnx: no network of kind 'abacus' is known; .*upgrade"):
        network_of("abacus", b"", None, Path("model.onnx"))  # type: ignore[arg-type]
