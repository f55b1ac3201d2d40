"""Texts to arrays as a tokenizer cuts them by itself: for networks that learnt from its own words, not from ours.

The pieces of a text are exactly those of the tokenizer, one after the other; here they are only put together to
words, each of which has one tag. Words have no white space at their edges, and offsets are those of the text.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.document import Span
from onoma.encoding.encoder import Batch
from onoma.encoding.shapes import PADDING_SHAPE
from onoma.encoding.words import is_ideograph

__all__ = ["TextEncoder"]

_REMEMBERED_WORDS = 200_000
_MOST_PIECES = 64
"""Pieces of one word; what has more is read as several, so that no word is longer than a network's window."""

_BLANKS = "▁Ġ"
"""What a piece begins with that has a blank before it."""

_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_KEPT_AT_EDGES = "@#"
_CLITICS = ("'s", "’s")


class _Piece(NamedTuple):
    """A piece's id and text, and where it stands; `start == end` for one that stands for a blank alone."""

    id: int
    token: str
    start: int
    end: int


class TextEncoder:
    """Turns texts into rows of words as their tokenizer cuts them; see `WordEncoder` for the arrays.

    With a tokenizer that marks what continues a word (`##ing`), its words are ours. Any other knows only where
    white space is: there a word goes from one to the next, and punctuation at its edges, an English 's and
    single ideographs are words of their own, as far as pieces allow it.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.tokenizer = tokenizer
        self.n_pieces = max(tokenizer.get_vocab().values()) + 1
        model = json.loads(tokenizer.to_str())["model"]
        self._continues = str(model.get("continuing_subword_prefix") or "")
        self._unknown = tokenizer.token_to_id(str(model.get("unk_token")))
        self._forget()

    def _forget(self) -> None:
        self._row_of: dict[tuple[int, ...], int] = {(): 0}
        self._pieces: list[tuple[int, ...]] = [()]

    def rows(self, text: str) -> list[int]:
        """The row of each word of a text."""
        return [self._row(tuple(piece.id for piece in word)) for word in self._words(text)]

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Spans of the words of `text[start:end]`, in code points of `text`, in order; as many as `rows` gives."""
        return [
            (start + min(piece.start for piece in filled), start + max(piece.end for piece in filled))
            for filled in map(_filled, self._words(text[start:end]))
        ]

    def lettered(self, rows: Sequence[int]) -> NDArray[np.bool_]:
        """All of them: it doesn't know marks from words."""
        return np.ones(len(rows), np.bool_)

    def count_pieces(self, rows: Sequence[int]) -> int:
        """Pieces of all words of a row list together."""
        return sum(len(self._pieces[row]) for row in rows)

    def batch(self, segments: Sequence[Sequence[int]]) -> Batch:
        """Several row lists side by side, padded at the end; none of them may be empty."""
        lengths = np.fromiter(map(len, segments), np.int32, len(segments))
        rows = np.zeros((len(segments), lengths.max()), np.int32)
        rows[np.arange(rows.shape[1]) < lengths[:, None]] = np.fromiter(chain.from_iterable(segments), np.int32)
        distinct, places = np.unique(rows.T, return_inverse=True)
        words = [self._pieces[row] for row in distinct]
        features = np.full((len(words), max(map(len, words)) + 1), self.n_pieces, np.int32)
        features[:, -1] = PADDING_SHAPE
        for index, pieces in enumerate(words):
            features[index, : len(pieces)] = pieces
        return Batch(features, places.reshape(rows.T.shape).astype(np.int32), lengths)

    def trim(self) -> None:
        """Forget all words when too many are remembered; rows given out before become invalid."""
        if len(self._pieces) > _REMEMBERED_WORDS:
            self._forget()

    def _row(self, pieces: tuple[int, ...]) -> int:
        row = self._row_of.get(pieces)
        if row is None:
            row = self._row_of[pieces] = len(self._pieces)
            self._pieces.append(pieces)
        return row

    def _words(self, text: str) -> Iterator[list[_Piece]]:
        """The pieces of each word, which always has some that are not blank.

        Blanks at the beginning of the text are not read, nor are those after more blanks than a word has pieces.
        """
        blank = len(text) - len(text.lstrip())
        encoding = self.tokenizer.encode(text[blank:].translate(_HALVES), add_special_tokens=False)
        pieces = [
            _Piece(id, token, *_trimmed(text, blank + start, blank + end))
            for id, token, (start, end) in zip(encoding.ids, encoding.tokens, encoding.offsets, strict=True)
        ]
        if all(piece.start == piece.end for piece in pieces):
            return
        begins = self._marked(pieces) if self._continues else _spaced(text, pieces)
        seen = next(place for place, piece in enumerate(pieces) if piece.start < piece.end)
        places = [place for place, begin in enumerate(begins) if begin and place > seen]
        for first, last in pairwise([0, *places, len(pieces)]):
            word = pieces[first:last]
            for part in [word] if self._continues else _parted(text, word):
                cuts = (part[start : start + _MOST_PIECES] for start in range(0, len(part), _MOST_PIECES))
                yield from (cut for cut in cuts if _filled(cut))

    def _marked(self, pieces: Sequence[_Piece]) -> list[bool]:
        """Whether each piece begins a word, where the tokenizer marks those that don't."""
        return [piece.id == self._unknown or not piece.token.startswith(self._continues) for piece in pieces]


def _filled(word: Sequence[_Piece]) -> list[_Piece]:
    """The pieces that stand for more than a blank."""
    return [piece for piece in word if piece.start < piece.end]


def _trimmed(text: str, start: int, end: int) -> Span:
    found = text[start:end]
    bare = found.strip()
    start += len(found) - len(found.lstrip()) if bare else 0
    return start, start + len(bare)


def _spaced(text: str, pieces: Sequence[_Piece]) -> list[bool]:
    """Whether each piece begins a word, where white space alone tells."""
    begins: list[bool] = []
    end = 0
    lone_blank = False
    for index, piece in enumerate(pieces):
        if piece.start == piece.end:
            # The blank before a piece that has none of its own belongs to that piece, and stands for it.
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            lone_blank = (
                following is not None and following.token[:1] not in _BLANKS and following.start < following.end
            )
            begins.append(lone_blank)
            continue
        apart = piece.start >= end
        after_blank = piece.start == 0 or text[piece.start - 1].isspace()
        ideograph = is_ideograph(text[piece.start]) or (end > 0 and is_ideograph(text[end - 1]))
        begins.append(apart and (after_blank or ideograph) and not lone_blank)
        end, lone_blank = max(end, piece.end), False
    return begins


def _parted(text: str, word: list[_Piece]) -> Iterator[list[_Piece]]:
    """The word with what stands at its edges parted from it."""
    first, last = 0, len(word)
    while (mark := _next_filled(word, first)) < last - 1 and _is_mark(text, word[mark]):
        yield word[first : mark + 1]
        first = mark + 1
    while last - 1 > _next_filled(word, first) and _is_mark(text, word[last - 1]):
        last -= 1
    middle = word[first:last]
    stem = middle[-1].end - 2
    cut = next((place for place, piece in enumerate(middle) if place and piece.start == stem), None)
    yield from [middle[:cut], middle[cut:]] if cut and text[stem : stem + 2] in _CLITICS else [middle]
    yield from ([piece] for piece in word[last:])


def _next_filled(word: Sequence[_Piece], first: int) -> int:
    """The next piece that is more than a blank, or the last one."""
    return next((place for place in range(first, len(word)) if word[place].start < word[place].end), len(word) - 1)


def _is_mark(text: str, piece: _Piece) -> bool:
    """Whether a piece is punctuation alone."""
    found = text[piece.start : piece.end]
    return found != "" and all(
        character not in _KEPT_AT_EDGES and unicodedata.category(character)[0] == "P" for character in found
    )
