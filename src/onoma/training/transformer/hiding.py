"""Whole words hidden from an encoder, all of their pieces at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.encoding import PADDING_SHAPE, PieceBatch
from onoma.errors import InputError

__all__ = ["drawn_words", "mask_id", "pieces_of_words"]


def mask_id(tokenizer: Tokenizer, folder: Path) -> int:
    """The piece that stands for a hidden one. Raises `InputError` when the tokenizer of `folder` has none."""
    for name in ("[MASK]", "<mask>"):
        index = tokenizer.token_to_id(name)
        if index is not None:
            return int(index)
    raise InputError(f"{folder}: its tokenizer has no mask piece, so words can't be hidden from it")


def drawn_words(
    lengths: NDArray[np.int32], n_words: int, share: float, random: np.random.Generator
) -> NDArray[np.bool_]:
    """Words `(sentences, n_words)`, each drawn with the probability `share`; none beyond a sentence's length."""
    return (random.random((len(lengths), n_words)) < share) & (np.arange(n_words) < lengths[:, None])


def pieces_of_words(rows: PieceBatch, lengths: NDArray[np.int32], words: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pieces `(sentences, pieces)` of those words `(sentences, words)`."""
    word_of = _word_of_piece(rows.heads, lengths, rows.pieces.shape[1])
    chosen: NDArray[np.bool_] = np.take_along_axis(words, np.maximum(word_of, 0), axis=1)
    chosen &= rows.shapes != PADDING_SHAPE
    return chosen


def _word_of_piece(heads: NDArray[np.int64], lengths: NDArray[np.int32], n_places: int) -> NDArray[np.int64]:
    """Which word each piece belongs to, `(sentences, pieces)`; -1 before the first."""
    begins = np.zeros((len(heads), n_places), np.int64)
    sentence, word = np.nonzero(np.arange(heads.shape[1]) < lengths[:, None])
    begins[sentence, heads[sentence, word]] = 1
    words: NDArray[np.int64] = begins.cumsum(axis=1) - 1
    return words
