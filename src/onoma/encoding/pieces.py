"""Words to rows of word pieces, as a transformer reads them: special pieces around, shapes beside.

A transformer gives a vector for each piece; that of a word's first piece, its head, stands for the word.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.encoding.encoder import Batch
from onoma.encoding.shapes import PADDING_SHAPE

__all__ = ["Frame", "PieceBatch", "frame_of", "piece_batch", "piece_counts"]

Integers = NDArray[np.int64]


class Frame(NamedTuple):
    """The special pieces that an encoder expects before and after a text, and the id that pads."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    padding: int


class PieceBatch(NamedTuple):
    """Sentences as a transformer reads them.

    - `pieces`, `shapes`, `mask`: `(sentences, pieces)`; a special piece and padding have `PADDING_SHAPE`, the
      mask is 1 for all but padding;
    - `heads`: where each word's first piece stands, `(sentences, words)`, 0 for padding.
    """

    pieces: Integers
    shapes: Integers
    mask: Integers
    heads: Integers


def frame_of(tokenizer: Tokenizer) -> Frame:
    """What the tokenizer puts around a text."""
    encoding = tokenizer.encode("a")
    inner = [index for index, special in enumerate(encoding.special_tokens_mask) if not special] or [0]
    padding = next((i for name in ("[PAD]", "<pad>") if (i := tokenizer.token_to_id(name)) is not None), 0)
    return Frame(tuple(encoding.ids[: inner[0]]), tuple(encoding.ids[inner[-1] + 1 :]), padding)


def piece_counts(batch: Batch, n_pieces: int) -> NDArray[np.intp]:
    """Pieces of each word, `(words, sentences)`, 0 for padding."""
    counts: NDArray[np.intp] = (batch.words[:, :-1] < n_pieces).sum(axis=1)[batch.places]
    counts[np.arange(len(counts))[:, None] >= batch.lengths] = 0
    return counts


def piece_batch(batch: Batch, n_pieces: int, frame: Frame) -> PieceBatch:
    """The batch's words as rows of pieces; `n_pieces` is the id that marks a missing one."""
    counts = piece_counts(batch, n_pieces).T
    starts = np.cumsum(counts, axis=1) - counts + len(frame.before)
    lengths = counts.sum(axis=1) + len(frame.before) + len(frame.after)
    pieces = np.full((len(lengths), int(lengths.max())), frame.padding, np.int64)
    shapes = np.full(pieces.shape, PADDING_SHAPE, np.int64)
    mask = (np.arange(pieces.shape[1]) < lengths[:, None]).astype(np.int64)
    features = batch.words[batch.places.T]
    max_pieces = features.shape[2] - 1
    sentence, word, piece = np.nonzero(np.arange(max_pieces) < counts[..., None])
    place = starts[sentence, word] + piece
    pieces[sentence, place] = features[sentence, word, piece]
    shapes[sentence, place] = features[sentence, word, max_pieces]
    pieces[:, : len(frame.before)] = frame.before
    for index, special in enumerate(frame.after):
        pieces[np.arange(len(lengths)), lengths - len(frame.after) + index] = special
    return PieceBatch(pieces, shapes, mask, np.where(counts > 0, starts, 0))
