"""Whole words hidden from an encoder, all of their pieces at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.encoding import PADDING_SHAPE, PieceBatch
from onoma.errors import InputError

__all__ = ["mask_id", "pieces_of_drawn_words"]


def mask_id(tokenizer: Tokenizer, folder: Path) -> int:
    """The piece that stands for a hidden one. Raises `InputError` when the tokenizer of `folder` has none."""
    for name in ("[MASK]", "<mask>"):
        index = tokenizer.token_to_id(name)
        if index is not None:
            return int(index)
    raise InputError(f"{folder}: its tokenizer has no mask piece, so words can't be hidden from it")


def pieces_of_drawn_words(
    rows: PieceBatch, lengths: NDArray[np.int32], share: float, random: np.random.Generator, *, at_least_one: bool
) -> NDArray[np.bool_]:
    """The pieces `(sentences, pieces)` of words drawn with the probability `share`."""
    drawn = random.random(rows.heads.shape) < share
    drawn &= np.arange(rows.heads.shape[1]) < lengths[:, None]
    drawn[0, 0] |= at_least_one
    word_of = _word_of_piece(rows.heads, lengths, rows.pieces.shape[1])
    chosen: NDArray[np.bool_] = np.take_along_axis(drawn, np.maximum(word_of, 0), axis=1)
    chosen &= rows.shapes != PADDING_SHAPE
    return chosen


def _word_of_piece(heads: NDArray[np.int64], lengths: NDArray[np.int32], n_places: int) -> NDArray[np.int64]:
    """Which word each piece belongs to, `(sentences, pieces)`; -1 before the first."""
    begins = np.zeros((len(heads), n_places), np.int64)
    sentence, word = np.nonzero(np.arange(heads.shape[1]) < lengths[:, None])
    begins[sentence, heads[sentence, word]] = 1
    words: NDArray[np.int64] = begins.cumsum(axis=1) - 1
    return words
