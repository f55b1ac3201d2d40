"""Epochs for PyTorch: every example once, the same for the same seed, tags that stay with their words."""

from collections import Counter

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from onoma.encoding import PADDING_SHAPE, Frame, WordEncoder, piece_batch
from onoma.training.examples import Example
from onoma.training.settings import AugmentSettings
from onoma.training.transformer.batches import Epoch, Hiding, Step

N_TAGS = 3
SIZE = 4
FRAME = Frame((1,), (2,), 0)
WORDS = {name: number for number, name in enumerate(("[PAD]", "[CLS]", "[SEP]", "[UNK]"))}
WORDS |= {f"w{number}": number + 3 for number in range(1, 400)}
LENGTHS = [1, 2, 12, 13, 45, 100, 300, *[5] * 60]


def _encoder() -> WordEncoder:
    return WordEncoder(Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]")))


def _examples(lengths: list[int]) -> list[Example]:
    """The first word of each names the example; the tag of a word is its place modulo the number of tags."""
    return [
        Example(
            " ".join([f"w{number}", *["Rest"] * (length - 1)]),
            np.eye(N_TAGS, dtype=np.uint8)[np.arange(length) % N_TAGS],
            weight=number / 100,
        )
        for number, length in enumerate(lengths, start=1)
    ]


def _epoch(lengths: list[int], seed: tuple[int, int] = (0, 1), augment: AugmentSettings | None = None) -> Epoch:
    return Epoch(
        _examples(lengths), _encoder(), FRAME, batch_size=SIZE, seed=seed, augment=augment or AugmentSettings()
    )


def _first_words(step: Step) -> list[int]:
    pieces, _, _, heads = step.rows
    return [int(row[head]) - 3 for row, head in zip(pieces, heads[:, 0], strict=True)]


def test_every_example_is_read_exactly_once_in_as_many_steps_as_promised() -> None:
    epoch = _epoch(LENGTHS)
    steps = list(epoch)
    assert len(steps) == len(epoch)
    assert Counter(number for step in steps for number in _first_words(step)) == Counter(range(1, len(LENGTHS) + 1))
    assert all(len(step.lengths) <= SIZE for step in steps)


def test_an_epoch_depends_on_seed_and_number_alone() -> None:
    orders = {seed: [_first_words(step) for step in _epoch(LENGTHS, seed)] for seed in ((0, 1), (0, 2), (1, 1))}
    assert orders[0, 1] == [_first_words(step) for step in _epoch(LENGTHS, (0, 1))]
    assert orders[0, 1] != orders[0, 2] != orders[1, 1] != orders[0, 1]
    mates = [{frozenset(step) for step in order} for order in orders.values()]
    assert mates[0] != mates[1] != mates[2]


def test_steps_hold_words_tags_and_weights_as_the_encoder_is_fed_when_it_runs() -> None:
    examples, encoder = _examples(LENGTHS), _encoder()
    for step in _epoch(LENGTHS):
        chosen = [examples[number - 1] for number in _first_words(step)]
        batch = encoder.batch([encoder.rows(example.text) for example in chosen])
        for array, expected in zip(step.rows, piece_batch(batch, encoder.n_pieces, FRAME), strict=True):
            assert np.array_equal(array.numpy(), expected)
        assert step.lengths.tolist() == [len(example.allowed) for example in chosen]
        assert step.weights.numpy() == pytest.approx([example.weight for example in chosen])
        for index, example in enumerate(chosen):
            allowed = step.allowed[:, index].numpy()
            assert np.array_equal(allowed[: len(example.allowed)], example.allowed)
            assert allowed[len(example.allowed) :].all()


def test_sentences_of_like_length_stand_side_by_side() -> None:
    steps = list(_epoch([5, 50] * 40))
    assert [len(set(step.lengths.tolist())) for step in steps] == [1] * len(steps)
    assert [step.lengths[0] for step in steps] != sorted(step.lengths[0] for step in steps)


def test_like_lengths_are_those_of_pieces_and_not_of_words() -> None:
    encoder = WordEncoder(Tokenizer(models.WordPiece({"[UNK]": 0, "a": 1, "##a": 2}, unk_token="[UNK]")))
    texts = ["a a a a a a a", "aaaa aaaa"] * 40  # 7 words of a piece, 2 words of 4
    examples = [Example(text, np.ones((text.count(" ") + 1, N_TAGS), np.uint8), weight=1) for text in texts]
    epoch = Epoch(examples, encoder, FRAME, batch_size=SIZE, seed=(0, 1), augment=AugmentSettings())
    masks = [step.rows[2] for step in epoch]
    assert all(mask.all() for mask in masks)
    assert {mask.shape[1] for mask in masks} == {9, 10}


def test_words_beyond_what_an_encoder_reads_are_left_out_with_their_tags() -> None:
    (step,) = _epoch([900, 3])
    pieces, shapes, mask, heads = step.rows
    assert pieces.shape[1] == mask.sum(dim=1).max() <= 512
    assert sorted(step.lengths.tolist()) == [3, 500]
    assert step.allowed.shape[0] == heads.shape[1] == 500
    assert (shapes != PADDING_SHAPE).sum() == 503


def test_cases_change_and_sentences_are_joined_with_their_tags() -> None:
    (step,) = _epoch([3, 2, 4], augment=AugmentSettings(join=1.0, upper=1.0))
    lengths = dict(zip(_first_words(step), step.lengths.tolist(), strict=True))
    assert set(lengths) == {0}  # a name in capitals is not in the vocabulary
    assert sorted(step.lengths.tolist()) == [4, 5, 6]
    joined = step.allowed[:5, step.lengths.tolist().index(5)].argmax(dim=1)
    assert joined.tolist() == [0, 1, 2, 0, 1]


def test_all_pieces_of_a_share_of_words_are_hidden_and_their_tags_stay() -> None:
    lengths = [30, 40, 50, 60]
    plain = _epoch(lengths)
    hiding = Epoch(
        _examples(lengths),
        _encoder(),
        FRAME,
        batch_size=SIZE,
        seed=(0, 1),
        augment=AugmentSettings(),
        hiding=Hiding(0.3, 77),
    )
    (shown,), (hidden,) = list(plain), list(hiding)
    pieces, shapes, mask, heads = hidden.rows
    changed = pieces != shown.rows[0]
    assert (pieces[changed] == 77).all()
    assert 0.2 < changed.sum() / sum(lengths) < 0.4
    assert not changed[shapes == PADDING_SHAPE].any()
    for array, expected in zip((shapes, mask, heads), shown.rows[1:], strict=True):
        assert torch.equal(array, expected)
    assert torch.equal(hidden.allowed, shown.allowed)
    assert torch.equal(next(iter(hiding)).rows[0], pieces)
