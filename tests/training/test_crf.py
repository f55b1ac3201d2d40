"""The CRF's likelihood held to brute force over every row of tags."""

from itertools import pairwise, product

import jax
import numpy as np
import pytest

from onoma.schemes import BIOES, IOB2, tag_set, transitions
from onoma.training.bilstm.crf import FORBIDDEN, ChainScores, log_partition, negative_log_likelihood

N_TAGS = 3
LENGTHS = (4, 1, 3, 2)
RANDOM = np.random.default_rng(3)
EMISSIONS = RANDOM.normal(size=(len(LENGTHS), max(LENGTHS), N_TAGS)).astype(np.float32)
CHAIN = tuple(RANDOM.normal(size=shape).astype(np.float32) for shape in ((N_TAGS, N_TAGS), N_TAGS, N_TAGS))
MASK = (np.arange(max(LENGTHS)) < np.array(LENGTHS)[:, None]).astype(np.float32)


def _log_sum(emissions: np.ndarray, chain: tuple[np.ndarray, ...], allowed: np.ndarray | None = None) -> float:
    """Log of the summed exponential scores of all rows (of allowed tags) of one sentence without padding."""
    scores, start, end = (table.astype(np.float64) for table in chain)
    totals = []
    for row in product(range(N_TAGS), repeat=len(emissions)):
        if allowed is not None and not all(allowed[word, tag] for word, tag in enumerate(row)):
            continue
        total = start[row[0]] + end[row[-1]] + sum(emissions[word, tag] for word, tag in enumerate(row))
        totals.append(total + sum(scores[a, b] for a, b in pairwise(row)))
    return float(np.logaddexp.reduce(totals))


def test_partition_is_the_sum_over_all_rows_and_padding_does_not_count() -> None:
    got = np.asarray(log_partition(EMISSIONS, MASK, CHAIN))
    expected = [_log_sum(EMISSIONS[i, :length], CHAIN) for i, length in enumerate(LENGTHS)]
    assert got == pytest.approx(expected, abs=1e-4)
    louder = EMISSIONS + 100 * (1 - MASK[..., None])
    assert np.asarray(log_partition(louder, MASK, CHAIN)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("share_open", [0.0, 0.3, 1.0])
def test_likelihood_is_that_of_all_allowed_rows(share_open: float) -> None:
    random = np.random.default_rng(11)
    allowed = np.eye(N_TAGS, dtype=np.uint8)[random.integers(0, N_TAGS, EMISSIONS.shape[:2])]
    allowed |= random.random(allowed.shape) < share_open
    got = np.asarray(negative_log_likelihood(EMISSIONS, allowed, MASK, CHAIN))
    for sentence, length in enumerate(LENGTHS):
        emissions = EMISSIONS[sentence, :length]
        expected = _log_sum(emissions, CHAIN) - _log_sum(emissions, CHAIN, allowed[sentence, :length])
        assert got[sentence] == pytest.approx(expected, abs=1e-3)


def test_likelihood_of_a_sentence_of_padding_alone_is_zero() -> None:
    loss = negative_log_likelihood(EMISSIONS[:1], np.ones_like(EMISSIONS[:1], np.uint8), 0 * MASK[:1], CHAIN)
    assert np.asarray(loss) == pytest.approx([0.0], abs=1e-6)


def test_gradient_is_the_difference_of_probabilities_and_finite() -> None:
    allowed = np.eye(N_TAGS, dtype=np.uint8)[np.zeros(EMISSIONS.shape[:2], int)]
    chain = tuple(table.copy() for table in CHAIN)
    chain[0][1, 2] = chain[1][2] = FORBIDDEN

    def loss(emissions: jax.Array) -> jax.Array:
        return negative_log_likelihood(emissions, allowed, MASK, chain).sum()

    gradient = np.asarray(jax.grad(loss)(EMISSIONS * 30))
    assert np.isfinite(gradient).all()
    assert (np.abs(gradient) <= 1 + 1e-4).all()
    assert gradient.sum(axis=-1) == pytest.approx(np.zeros(EMISSIONS.shape[:2]), abs=1e-3)
    assert (gradient[MASK == 0] == 0).all()
    assert np.abs(gradient).max() > 0.1


@pytest.mark.parametrize("scheme", [IOB2, BIOES], ids=lambda scheme: scheme.name)
def test_chain_scores_keep_what_the_scheme_rules_out_whatever_is_learnt(scheme: object) -> None:
    tags = tag_set(["A"], scheme)  # type: ignore[arg-type]
    tables = [np.array(table) for table in transitions(tags, scheme)]  # type: ignore[arg-type]
    layer = ChainScores(*tables)
    layer.build(None)
    layer.set_weights([np.full(table.shape, 7.0) for table in tables])
    for scores, allowed in zip(layer.scores(), tables, strict=True):
        assert (np.asarray(scores)[allowed] == 7.0).all()
        assert (np.asarray(scores)[~allowed] < FORBIDDEN / 2).all()
