"""What a student learns from beliefs: the cross-entropy of its rows of tags and a teacher's, held to brute force."""

from itertools import pairwise, product

import numpy as np
import pytest

from onoma.encoding import PADDING_SHAPE, WordEncoder
from onoma.runtime import Chain
from onoma.schemes import BIOES, IOB2, Scheme, tag_set, transitions
from onoma.training.bilstm.batches import BelievedEpoch
from onoma.training.bilstm.crf import log_partition
from onoma.training.bilstm.student import Student, expected_score
from onoma.training.embeddings import random_table, train_tokenizer
from onoma.training.examples import Belief, Example
from onoma.training.settings import AugmentSettings, NetworkSettings

LENGTHS = (3, 1, 2, 3)
MASK = (np.arange(max(LENGTHS)) < np.array(LENGTHS)[:, None]).astype(np.float32)

Tables = tuple[np.ndarray, np.ndarray, np.ndarray]


def _scores(n_tags: int, seed: int) -> tuple[np.ndarray, Tables]:
    """Emissions `(sentences, words, tags)` and the tables of a chain."""
    random = np.random.default_rng(seed)
    emissions = random.normal(size=(len(LENGTHS), max(LENGTHS), n_tags)).astype(np.float32)
    transitions_, start, end = (
        random.normal(size=shape).astype(np.float32) for shape in ((n_tags, n_tags), n_tags, n_tags)
    )
    return emissions, (transitions_, start, end)


def _legal_rows(tags: tuple[str, ...], scheme: Scheme, n_words: int) -> list[tuple[int, ...]]:
    allowed, first, last = transitions(tags, scheme)
    return [
        row
        for row in product(range(len(tags)), repeat=n_words)
        if first[row[0]] and last[row[-1]] and all(allowed[a][b] for a, b in pairwise(row))
    ]


def _log_chances(rows: list[tuple[int, ...]], emissions: np.ndarray, tables: Tables) -> np.ndarray:
    scores, start, end = (table.astype(np.float64) for table in tables)
    totals = np.array(
        [
            start[row[0]]
            + end[row[-1]]
            + sum(emissions[word, tag] for word, tag in enumerate(row))
            + sum(scores[a, b] for a, b in pairwise(row))
            for row in rows
        ]
    )
    return totals - np.logaddexp.reduce(totals)


def _beliefs(tags: tuple[str, ...], scheme: Scheme, emissions: np.ndarray, tables: Tables) -> dict[str, np.ndarray]:
    """What a teacher with these scores believes, as a batch."""
    posteriors = Chain(tags, scheme, *tables).posteriors(emissions.transpose(1, 0, 2), np.array(LENGTHS))
    believed = np.zeros((*MASK.shape, len(tags)), np.float32)
    for index, posterior in enumerate(posteriors):
        believed[index, : LENGTHS[index]] = posterior.tags
    return {"tags": believed, "pairs": np.stack([posterior.pairs for posterior in posteriors])}


@pytest.mark.parametrize("scheme", [IOB2, BIOES], ids=lambda scheme: scheme.name)
def test_loss_of_a_student_is_the_cross_entropy_of_its_rows_of_tags_and_the_teachers(scheme: Scheme) -> None:
    tags = tag_set(["A", "B"], scheme)
    theirs, their_tables = _scores(len(tags), seed=1)
    ours, our_tables = _scores(len(tags), seed=2)
    barriers = [np.where(table, 0.0, -1e4).astype(np.float32) for table in transitions(tags, scheme)]
    chain = tuple(table + barrier for table, barrier in zip(our_tables, barriers, strict=True))
    believed = _beliefs(tags, scheme, theirs, their_tables)
    loud = ours + 100 * (1 - MASK[..., None])  # what stands in padding must not count
    losses = np.asarray(log_partition(loud, MASK, chain)) - np.asarray(
        expected_score(loud, believed["tags"], believed["pairs"], MASK, our_tables)
    )
    for index, length in enumerate(LENGTHS):
        rows = _legal_rows(tags, scheme, length)
        teacher = np.exp(_log_chances(rows, theirs[index], their_tables))
        expected = -(teacher * _log_chances(rows, ours[index], our_tables)).sum()
        assert losses[index] == pytest.approx(expected, abs=1e-3)


ENCODER = WordEncoder(train_tokenizer(["Ada saw Bob"] * 4, 100))


def _epoch(beliefs: list[Belief]) -> BelievedEpoch:
    """Three sentences of three, one and two words, in a batch of four; their weights are 0.1, 0.2 and 0.3."""
    examples = [
        Example(text, np.ones((len(text.split()), 3), np.uint8), number / 10, belief)
        for number, (text, belief) in enumerate(zip(("Ada saw Bob", "Bob", "Ada saw"), beliefs, strict=True), start=1)
    ]
    return BelievedEpoch(examples, ENCODER, batch_size=4, seed=(0, 1), augment=AugmentSettings())


def test_student_trains_on_the_weighted_losses_of_its_sentences_per_word() -> None:
    random = np.random.default_rng(4)
    beliefs = []
    for n_words in (3, 1, 2):
        tags = random.dirichlet(np.ones(3), n_words)
        beliefs.append(Belief(np.round(255 * tags).astype(np.uint8), (tags[:-1].T @ tags[1:]).astype(np.float16)))
    features, targets, weights = _epoch(beliefs)[0]
    network = NetworkSettings(units=3, embedding_width=4, shape_width=2)
    student = Student(("A",), random_table(ENCODER.n_pieces, 4, 0), np.arange(ENCODER.n_pieces), network)
    student.chain.build(None)
    emissions = random.normal(size=(*features.shape[:2], 3)).astype(np.float32)
    mask = (features[..., -1] != PADDING_SHAPE).astype(np.float32)
    losses = np.asarray(student.sentence_losses(emissions, targets, mask))
    loss = float(student.compute_loss(features, targets, emissions, weights))
    assert loss == pytest.approx((losses * weights).sum() / 6, rel=1e-5)


def test_epoch_of_beliefs_gives_each_sentence_its_own_and_padding_none() -> None:
    beliefs = [
        Belief(np.eye(3, dtype=np.uint8)[np.arange(n_words) % 3] * 255, np.full((3, 3), number, np.float16))
        for number, n_words in enumerate((3, 1, 2), start=1)
    ]
    features, targets, weights = _epoch(beliefs)[0]
    assert isinstance(targets, dict)
    numbers = np.round(10 * weights).astype(int).tolist()
    assert sorted(numbers) == [0, 1, 2, 3]
    for row, number in enumerate(numbers):
        length = (0, 3, 1, 2)[number]
        assert (features[row, :, -1] != PADDING_SHAPE).sum() == length
        assert np.array_equal(targets["tags"][row, :length], np.eye(3)[np.arange(length) % 3])
        assert not targets["tags"][row, length:].any()
        assert (targets["pairs"][row] == number).all()


def test_beliefs_of_a_word_add_up_to_one_however_they_were_rounded() -> None:
    rounded = np.array([[252, 0, 0], [86, 86, 86], [255, 1, 1]], np.uint8)
    _, targets, _ = _epoch([Belief(rounded[:n], np.zeros((3, 3), np.float16)) for n in (3, 1, 2)])[0]
    assert isinstance(targets, dict)
    sums = targets["tags"].sum(axis=-1)
    assert sums[sums > 0] == pytest.approx(np.ones(6), abs=1e-6)
