"""What dev chooses for the decoder: how much places share, and the penalty on "outside"."""

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from onoma import Document, Entity
from onoma.bundle import Manifest
from onoma.encoding import Batch, WordEncoder
from onoma.runtime import BundleRecognizer
from onoma.training.balance import ChainTables, balanced, chosen_consistency

MANIFEST = Manifest("fake", ("NAME",), ("O", "B-NAME", "I-NAME"), "IOB2", {})
ZEROS = ChainTables(np.zeros((3, 3), np.float32), np.zeros(3, np.float32), np.zeros(3, np.float32))


class Hesitant:
    """Says outside of every word, by a quarter of the word's number in the vocabulary."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        emissions = np.zeros((*batch.places.shape, 3), np.float32)
        emissions[..., 0] = batch.words[batch.places][..., 0] / 4
        emissions[..., 2] = -99.0
        return emissions


def _recognizer() -> BundleRecognizer:
    words = {"Ada": 0, "Bob": 1, "and": 3, "[UNK]": 4}
    encoder = WordEncoder(Tokenizer(models.WordLevel(words, unk_token="[UNK]")))
    return BundleRecognizer(MANIFEST, encoder, Hesitant(), ZEROS.chain(MANIFEST))


GOLD = [Document("Ada and Bob", (Entity(0, 3, "NAME"), Entity(8, 11, "NAME")))]


def test_the_penalty_with_the_best_f1_is_chosen_and_kept() -> None:
    recognizer = _recognizer()
    balance = balanced(recognizer, ZEROS, GOLD, 5.0)
    assert balance.penalty == 0.5
    assert balance.f1_before < balance.f1 == 1.0
    assert [(e.start, e.end) for e in recognizer("Bob and Ada").entities] == [(0, 3), (8, 11)]
    assert balance.tables.transitions[:, 0] == pytest.approx(np.full(3, -balance.penalty))
    assert balance.tables.start.tolist() == [-balance.penalty, 0, 0]


def test_no_penalty_is_taken_where_none_helps() -> None:
    gold = [Document("and and", ()), Document("Ada", (Entity(0, 3, "NAME"),))]
    certain = ChainTables(ZEROS.transitions, np.array([-0.5, 0, 0], np.float32), ZEROS.end)
    balance = balanced(_recognizer(), certain, gold, 5.0)
    assert (balance.penalty, balance.f1) == (0.0, 1.0)


def test_the_limit_is_kept() -> None:
    assert balanced(_recognizer(), ZEROS, GOLD, 0.0).penalty == 0.0
    assert balanced(_recognizer(), ZEROS, GOLD, 0.3).penalty == 0.25
    assert (ZEROS.transitions == 0).all()


class Forgetful:
    """Knows the first word of a sentence as a name when it is Ada, and is a little against any other."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        emissions = np.zeros((*batch.places.shape, 3), np.float32)
        emissions[..., 0] = 1.0
        emissions[0, batch.words[batch.places][0, :, 0] == 0] = (0.0, 4.0, 0.0)
        return emissions


def test_the_share_with_the_best_f1_is_chosen_and_kept() -> None:
    encoder = _recognizer().encoder
    recognizer = BundleRecognizer(MANIFEST, encoder, Forgetful(), ZEROS.chain(MANIFEST))
    gold = [Document("Ada and Ada", (Entity(0, 3, "NAME"), Entity(8, 11, "NAME")))]
    chosen = chosen_consistency(recognizer, gold, 1.0)
    assert (chosen.share, chosen.abbreviations, chosen.f1) == (0.5, False, 1.0)
    assert chosen.f1_before < 1.0
    assert len(recognizer(gold[0].text).entities) == 2
    assert chosen_consistency(recognizer, gold, 0.3).share == 0.0
    assert len(recognizer(gold[0].text).entities) == 1


def test_nothing_is_shared_where_that_does_not_help() -> None:
    encoder = _recognizer().encoder
    recognizer = BundleRecognizer(MANIFEST, encoder, Forgetful(), ZEROS.chain(MANIFEST))
    gold = [Document("Ada and Ada", (Entity(0, 3, "NAME"),))]
    assert chosen_consistency(recognizer, gold, 1.0).share == 0.0


def test_abbreviations_follow_where_that_helps() -> None:
    encoder = _recognizer().encoder
    recognizer = BundleRecognizer(MANIFEST, encoder, Forgetful(), ZEROS.chain(MANIFEST))
    gold = [Document("Ada (Aa) and Aa", (Entity(0, 3, "NAME"), Entity(5, 7, "NAME"), Entity(13, 15, "NAME")))]
    chosen = chosen_consistency(recognizer, gold, 1.0)
    assert (chosen.share, chosen.abbreviations, chosen.f1) == (0.0, True, 1.0)
    assert len(recognizer(gold[0].text).entities) == 3
