"""Words to arrays: each word as its word pieces and its shape, the same for training and running.

A word is looked up once and remembered, so that a text costs one dictionary access per word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.document import Span
from onoma.encoding.shapes import IS_LETTERED, PADDING_SHAPE, shape_of
from onoma.encoding.words import WORD, split_words

__all__ = ["MAX_PIECES", "Batch", "Encoder", "WordEncoder"]

MAX_PIECES = 4
"""Word pieces of one word that a BiLSTM sees: the first three and the last."""

_REMEMBERED_WORDS = 200_000

Integers = NDArray[np.int32]


class Batch(NamedTuple):
    """Sentences as the network reads them.

    - `words`: features of the distinct words, `(distinct words, max_pieces + 1)`;
    - `places`: which of them stands where, `(words, sentences)`, padded with the first, which is padding
      wherever a sentence is shorter than another;
    - `lengths`: words of each sentence, `(sentences,)`.
    """

    words: Integers
    places: Integers
    lengths: Integers


class Encoder(Protocol):
    """Turns texts into rows of words, and rows into batches; `n_pieces` is the id of a missing piece."""

    tokenizer: Tokenizer
    n_pieces: int

    def rows(self, text: str) -> list[int]:
        """The row of each word of a text."""
        ...

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Spans of the words of `text[start:end]`, as many as it has rows."""
        ...

    def batch(self, segments: Sequence[Sequence[int]]) -> Batch:
        """Several row lists side by side, none of them empty."""
        ...

    def lettered(self, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Which rows of a list are words of letters or digits, as far as this encoder can tell; others are marks."""
        ...

    def count_pieces(self, rows: Sequence[int]) -> int:
        """Pieces of all words of a row list together."""
        ...

    def trim(self) -> None:
        """Forget all words when too many are remembered; rows given out before become invalid."""
        ...


class WordEncoder:
    """Turns words into rows of a feature table: `max_pieces` piece ids, then the shape.

    A missing piece has id `n_pieces`, one past the vocabulary, whose embedding is zero. Of a word that has
    more pieces than `max_pieces`, the first ones and the last are kept.
    """

    def __init__(self, tokenizer: Tokenizer, max_pieces: int = MAX_PIECES) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.tokenizer = tokenizer
        self.max_pieces = max_pieces
        self.n_pieces = tokenizer.get_vocab_size()
        self._unknown = _unknown_piece(tokenizer)
        self._forget()

    def _forget(self) -> None:
        self._row_of = _RowOfWord(self)
        self._features = np.zeros((1024, self.max_pieces + 1), np.int32)
        self._features[0] = [self.n_pieces] * self.max_pieces + [PADDING_SHAPE]
        self._n_rows = 1

    def rows(self, text: str) -> list[int]:
        """The feature row of each word of a text, as `split_words` splits it."""
        return list(map(self._row_of.__getitem__, WORD.findall(text)))

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Spans of the words of `text[start:end]`, in code points of `text`, in order."""
        return split_words(text, start, end)

    def batch(self, segments: Sequence[Sequence[int]]) -> Batch:
        """Several row lists side by side, padded at the end; none of them may be empty."""
        lengths = np.fromiter(map(len, segments), np.int32, len(segments))
        rows = np.zeros((len(segments), lengths.max()), np.int32)
        rows[np.arange(rows.shape[1]) < lengths[:, None]] = np.fromiter(chain.from_iterable(segments), np.int32)
        distinct, places = np.unique(rows.T, return_inverse=True)
        return Batch(self._features[distinct], places.reshape(rows.T.shape).astype(np.int32), lengths)

    def lettered(self, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Which rows of a list are words of letters or digits; the others are marks."""
        shapes = self._features[np.asarray(rows, np.int32), self.max_pieces]
        lettered: NDArray[np.bool_] = IS_LETTERED[shapes]
        return lettered

    def count_pieces(self, rows: Sequence[int]) -> int:
        """Pieces of all words of a row list together, those that are left out of long words not counted."""
        return int((self.features(rows)[:, : self.max_pieces] < self.n_pieces).sum())

    def features(self, rows: Sequence[int]) -> Integers:
        """Features of one row list, `(words, max_pieces + 1)`."""
        return self._features[np.asarray(rows, np.int32)]

    def trim(self) -> None:
        """Forget all words when too many are remembered; rows given out before become invalid."""
        if self._n_rows > _REMEMBERED_WORDS:
            self._forget()

    def _add(self, word: str) -> int:
        if self._n_rows == len(self._features):
            self._features = np.concatenate([self._features, np.zeros_like(self._features)])
        pieces = self._pieces(word) or [self._unknown]
        if len(pieces) > self.max_pieces:
            pieces = [*pieces[: self.max_pieces - 1], pieces[-1]]
        row = self._features[self._n_rows]
        row[:] = self.n_pieces
        row[: len(pieces)] = pieces
        row[self.max_pieces] = shape_of(word)
        self._n_rows += 1
        return self._n_rows - 1

    def _pieces(self, word: str) -> list[int]:
        if "\ud800" <= word <= "\udfff":  # half a surrogate pair, which a tokenizer refuses
            return []
        pieces: list[int] = self.tokenizer.encode(word, add_special_tokens=False).ids
        return pieces


class _RowOfWord(dict[str, int]):
    """Word to row; a word that is asked for the first time gets its row then."""

    def __init__(self, encoder: WordEncoder) -> None:
        super().__init__()
        self._encoder = encoder

    def __missing__(self, word: str) -> int:
        row = self[word] = self._encoder._add(word)
        return row


def _unknown_piece(tokenizer: Tokenizer) -> int:
    for name in ("[UNK]", "<unk>"):
        index = tokenizer.token_to_id(name)
        if index is not None:
            return int(index)
    return 0
