"""Examples to batches for PyTorch: sentences of like length side by side, so that little is padding.

What an epoch looks like depends on the seed and the epoch's number alone, so that a training which is
resumed sees the same batches as one that ran through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from onoma.encoding import IS_LETTERED, Frame, WordEncoder, piece_batch
from onoma.training.augment import augmented
from onoma.training.examples import Example
from onoma.training.settings import AugmentSettings
from onoma.training.transformer.hiding import drawn_words, pieces_of_words

__all__ = ["Epoch", "Hiding", "Step", "like_lengths", "short_enough"]

_SORTED_BATCHES = 64
_MAX_PIECES = 500


class Step(NamedTuple):
    """One batch of examples.

    `rows` are the arguments of an `EncoderTagger`; `allowed` is `(words, sentences, tags)`, `lengths` and
    `weights` are `(sentences,)`. `places` and `lettered` `(words, sentences)` say which word of the batch stands where,
    and whether it is one of letters or digits.
    """

    rows: tuple[Tensor, ...]
    allowed: Tensor
    lengths: Tensor
    weights: Tensor
    places: Tensor
    lettered: Tensor
    examples: Sequence[Example]


class Hiding(NamedTuple):
    """The share of words whose pieces are hidden, and the piece that stands for them."""

    share: float
    piece: int


class Epoch:
    """The batches of one epoch."""

    def __init__(
        self,
        examples: Sequence[Example],
        encoder: WordEncoder,
        frame: Frame,
        *,
        batch_size: int,
        seed: tuple[int, int],
        augment: AugmentSettings,
        hiding: Hiding | None = None,
    ) -> None:
        self._encoder, self._frame, self._hiding = encoder, frame, hiding
        self._seed = seed
        random = np.random.default_rng(seed)
        self._examples = augmented(list(examples), augment, random)
        lengths = [encoder.count_pieces(encoder.rows(example.text)) for example in self._examples]
        self._batches = like_lengths(lengths, batch_size, random)

    def __len__(self) -> int:
        return len(self._batches)

    def __iter__(self) -> Iterator[Step]:
        for number, members in enumerate(self._batches):
            yield self._step([self._examples[index] for index in members], number)

    def _step(self, examples: Sequence[Example], number: int) -> Step:
        rows = [short_enough(self._encoder, self._encoder.rows(example.text)) for example in examples]
        batch = self._encoder.batch(rows)
        allowed = np.ones((*batch.places.shape, examples[0].allowed.shape[1]), np.float32)
        for index, (example, row) in enumerate(zip(examples, rows, strict=True)):
            allowed[: len(row), index] = example.allowed[: len(row)]
        arrays = piece_batch(batch, self._encoder.n_pieces, self._frame)
        if self._hiding:
            random = np.random.default_rng((*self._seed, number))
            share, piece = self._hiding
            hidden = drawn_words(batch.lengths, arrays.heads.shape[1], share, random)
            arrays.pieces[pieces_of_words(arrays, batch.lengths, hidden)] = piece
        return Step(
            tuple(map(torch.from_numpy, arrays)),
            torch.from_numpy(allowed),
            torch.from_numpy(batch.lengths.astype(np.int64)),
            torch.tensor([example.weight for example in examples]),
            torch.from_numpy(batch.places.astype(np.int64)),
            torch.from_numpy(IS_LETTERED[batch.words[:, -1]][batch.places]),
            examples,
        )


def short_enough(encoder: WordEncoder, rows: list[int]) -> list[int]:
    """Without the words at the end whose pieces an encoder has no position for, as hardly ever happens."""
    counts = (encoder.features(rows)[:, :-1] < encoder.n_pieces).sum(axis=1)
    return rows[: max(1, int(np.searchsorted(np.cumsum(counts), _MAX_PIECES, side="right")))]


def like_lengths(lengths: Sequence[int], batch_size: int, random: np.random.Generator) -> list[list[int]]:
    """Numbers of examples, batch by batch in random order; sorted by length within stretches of some batches."""
    order = random.permutation(len(lengths))
    stretch = batch_size * _SORTED_BATCHES
    batches: list[list[int]] = []
    for first in range(0, len(order), stretch):
        members = sorted(order[first : first + stretch].tolist(), key=lambda index: lengths[index])
        batches += [members[start : start + batch_size] for start in range(0, len(members), batch_size)]
    return [batches[index] for index in random.permutation(len(batches))]
