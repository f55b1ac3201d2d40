"""Epochs: every example once, the same for the same seed, padding without weight, tags that stay with their words."""

from collections import Counter

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from onoma.encoding import MAX_PIECES, PADDING_SHAPE, WordEncoder
from onoma.encoding.shapes import SHAPE_NAMES
from onoma.training.bilstm.batches import BUCKETS, Epoch
from onoma.training.examples import Example
from onoma.training.settings import AugmentSettings

N_TAGS = 3
SIZE = 4
PLAIN = AugmentSettings()
WORDS = {"[UNK]": 0} | {f"w{number}": number for number in range(1, 400)}


def _encoder() -> WordEncoder:
    return WordEncoder(Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]")))


def _examples(lengths: list[int]) -> list[Example]:
    """The first word of each names the example; the tag of a word is its place modulo the number of tags."""
    examples = []
    for number, length in enumerate(lengths, start=1):
        text = " ".join([f"w{number}", *["Rest"] * (length - 1)])
        allowed = np.eye(N_TAGS, dtype=np.uint8)[np.arange(length) % N_TAGS]
        examples.append(Example(text, allowed, weight=number / 100))
    return examples


def _epoch(examples: list[Example], seed: tuple[int, int] = (0, 1), augment: AugmentSettings = PLAIN) -> Epoch:
    return Epoch(examples, _encoder(), batch_size=SIZE, seed=seed, augment=augment)


LENGTHS = [1, 2, 12, 13, 20, 21, 30, 45, 60, 100, 200, 300, 512, *[5] * 30]


def _first_words(epoch: Epoch) -> list[int]:
    return [
        int(row[0, 0])
        for index in range(len(epoch))
        for row, w in zip(*_rows_and_weights(epoch, index), strict=True)
        if w
    ]


def _rows_and_weights(epoch: Epoch, index: int) -> tuple[np.ndarray, np.ndarray]:
    features, _, weights = epoch[index]
    return features, weights


def test_every_example_is_read_exactly_once() -> None:
    examples = _examples(LENGTHS)
    assert Counter(_first_words(_epoch(examples))) == Counter(range(1, len(examples) + 1))


def test_an_epoch_depends_on_seed_and_number_alone() -> None:
    examples = _examples(LENGTHS)
    orders = {seed: _first_words(_epoch(examples, seed)) for seed in ((0, 1), (0, 2), (1, 1))}
    assert orders[0, 1] == _first_words(_epoch(examples, (0, 1)))
    assert len({tuple(order) for order in orders.values()}) == 3


def test_rows_hold_words_tags_and_weight_and_padding_holds_none() -> None:
    examples = _examples(LENGTHS)
    encoder = _encoder()
    epoch = Epoch(examples, encoder, batch_size=SIZE, seed=(0, 1), augment=PLAIN)
    n_empty = 0
    for index in range(len(epoch)):
        features, allowed, weights = epoch[index]
        assert features.shape[0] == SIZE
        assert features.shape[1] in BUCKETS
        for row, tags, weight in zip(features, allowed, weights, strict=True):
            length = 0
            if weight:
                example = examples[int(row[0, 0]) - 1]
                length = len(example.allowed)
                assert weight == np.float32(example.weight)
                assert np.array_equal(row[:length], encoder.features(encoder.rows(example.text)))
                assert np.array_equal(tags[:length], example.allowed)
            n_empty += not weight
            assert (row[length:, MAX_PIECES] == PADDING_SHAPE).all()
            assert (row[length:, :MAX_PIECES] == encoder.n_pieces).all()
            assert tags[length:].all()
    assert n_empty > 0


def test_little_of_a_batch_is_padding() -> None:
    epoch = _epoch(_examples([5] * 64))
    assert {epoch[index][0].shape for index in range(len(epoch))} == {(SIZE, BUCKETS[0], MAX_PIECES + 1)}
    assert len(epoch) == 64 / SIZE


def _shapes(epoch: Epoch) -> set[str]:
    return {SHAPE_NAMES[s] for i in range(len(epoch)) for s in np.unique(epoch[i][0][..., MAX_PIECES])} - {"padding"}


def test_cases_change_and_tags_stay() -> None:
    examples = _examples([4] * 8)
    assert _shapes(_epoch(examples)) == {"digits-lower", "Capitalised"}
    assert _shapes(_epoch(examples, augment=AugmentSettings(lower=1.0))) == {"digits-lower", "lower"}
    upper = _epoch(examples, augment=AugmentSettings(upper=1.0))
    assert _shapes(upper) == {"digits-UPPER", "UPPER"}
    for index in range(len(upper)):
        _, allowed, _ = upper[index]
        assert (allowed[:, :4] == np.eye(N_TAGS)[np.arange(4) % N_TAGS]).all()


def test_a_sentence_whose_words_change_number_with_its_case_is_left_as_it_is() -> None:
    # A lone combining iota is a word; its capital is a letter of the word after it.
    text = "the \u0345a w1"
    example = Example(text, np.eye(N_TAGS, dtype=np.uint8)[[0, 1, 2, 0]], 1.0)
    features, allowed, _ = _epoch([example], augment=AugmentSettings(upper=1.0))[0]
    assert (features[0, :, MAX_PIECES] != PADDING_SHAPE).sum() == 4
    assert np.array_equal(allowed[0, :4], example.allowed)


def test_joined_sentences_are_followed_by_the_next_with_its_tags() -> None:
    examples = _examples([3, 2, 4])
    epoch = _epoch(examples, augment=AugmentSettings(join=1.0))
    lengths = {}
    for index in range(len(epoch)):
        features, allowed, weights = epoch[index]
        for row, tags, weight in zip(features, allowed, weights, strict=True):
            if weight:
                first = int(row[0, 0])
                lengths[first] = int((row[:, MAX_PIECES] != PADDING_SHAPE).sum())
                if first == 1:
                    assert int(row[3, 0]) == 2
                    assert np.array_equal(tags[:5].argmax(axis=1), [0, 1, 2, 0, 1])
                    assert weight == pytest.approx(0.015)
    assert lengths == {1: 5, 2: 6, 3: 4}


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_shares_are_shares(share: float) -> None:
    epoch = _epoch(_examples([2] * 300), augment=AugmentSettings(lower=share))
    rest = np.concatenate([epoch[i][0][epoch[i][2] > 0][:, 1, MAX_PIECES] for i in range(len(epoch))])
    assert (rest == SHAPE_NAMES.index("lower")).mean() == pytest.approx(share, abs=0.1)
