"""The CRF head in PyTorch, held to brute force over every row of tags and to the one in Keras."""

from itertools import pairwise, product

import numpy as np
import pytest
import torch

from onoma.schemes import BIOES, IO, IOB2, Scheme, tag_set, transitions
from onoma.training.bilstm import crf as keras_crf
from onoma.training.transformer.crf import FORBIDDEN, ChainScores, log_partition, negative_log_likelihood

N_TAGS = 3
LENGTHS = (4, 1, 3, 2)
RANDOM = np.random.default_rng(3)
EMISSIONS = RANDOM.normal(size=(max(LENGTHS), len(LENGTHS), N_TAGS)).astype(np.float32)
TABLES = tuple(RANDOM.normal(size=shape).astype(np.float32) for shape in ((N_TAGS, N_TAGS), N_TAGS, N_TAGS))
CHAIN = tuple(map(torch.from_numpy, TABLES))
LIVE = np.arange(max(LENGTHS))[:, None] < np.array(LENGTHS)


def _log_sum(emissions: np.ndarray, allowed: np.ndarray | None = None) -> float:
    """Log of the summed exponential scores of all rows (of allowed tags) of one sentence without padding."""
    scores, start, end = (table.astype(np.float64) for table in TABLES)
    totals = []
    for row in product(range(N_TAGS), repeat=len(emissions)):
        if allowed is None or all(allowed[word, tag] for word, tag in enumerate(row)):
            total = start[row[0]] + end[row[-1]] + sum(emissions[word, tag] for word, tag in enumerate(row))
            totals.append(total + sum(scores[a, b] for a, b in pairwise(row)))
    return float(np.logaddexp.reduce(totals))


def _allowed(share_open: float) -> np.ndarray:
    """Of each word one tag at random, and the others with the given chance, `(words, sentences, tags)`."""
    random = np.random.default_rng(11)
    allowed = np.eye(N_TAGS, dtype=np.float32)[random.integers(0, N_TAGS, EMISSIONS.shape[:2])]
    return np.maximum(allowed, random.random(allowed.shape) < share_open).astype(np.float32)


def test_partition_is_the_sum_over_all_rows_and_padding_does_not_count() -> None:
    expected = [_log_sum(EMISSIONS[:length, i]) for i, length in enumerate(LENGTHS)]
    for emissions in (EMISSIONS, EMISSIONS + np.float32(100) * ~LIVE[..., None]):
        got = log_partition(torch.from_numpy(emissions), torch.tensor(LENGTHS), CHAIN)
        assert got.numpy() == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("share_open", [0.0, 0.3, 1.0])
def test_likelihood_is_that_of_all_allowed_rows_and_the_same_in_keras(share_open: float) -> None:
    allowed = _allowed(share_open)
    got = negative_log_likelihood(
        torch.from_numpy(EMISSIONS), torch.from_numpy(allowed), torch.tensor(LENGTHS), CHAIN
    ).numpy()
    expected = [
        _log_sum(EMISSIONS[:length, i]) - _log_sum(EMISSIONS[:length, i], allowed[:length, i])
        for i, length in enumerate(LENGTHS)
    ]
    assert got == pytest.approx(expected, abs=1e-3)
    in_keras = keras_crf.negative_log_likelihood(
        EMISSIONS.transpose(1, 0, 2), allowed.transpose(1, 0, 2), LIVE.T.astype(np.float32), TABLES
    )
    assert got == pytest.approx(np.asarray(in_keras), abs=1e-4)


def test_gradient_is_the_difference_of_probabilities_and_finite() -> None:
    chain = tuple(table.clone() for table in CHAIN)
    chain[0][1, 2] = chain[1][2] = FORBIDDEN
    emissions = torch.from_numpy(EMISSIONS * 30).requires_grad_()
    allowed = torch.zeros(EMISSIONS.shape)
    allowed[..., 0] = 1.0
    negative_log_likelihood(emissions, allowed, torch.tensor(LENGTHS), chain).sum().backward()
    assert emissions.grad is not None
    gradient = emissions.grad.numpy()
    assert np.isfinite(gradient).all()
    assert (np.abs(gradient) <= 1 + 1e-4).all()
    assert gradient.sum(axis=-1) == pytest.approx(np.zeros(EMISSIONS.shape[:2]), abs=1e-3)
    assert (gradient[~LIVE] == 0).all()
    assert np.abs(gradient).max() > 0.1


@pytest.mark.parametrize("scheme", [IOB2, BIOES, IO], ids=lambda scheme: scheme.name)
def test_chain_keeps_its_barriers_whatever_it_learns_and_saves_only_what_it_learnt(scheme: Scheme) -> None:
    tables = [np.array(table) for table in transitions(tag_set(["A", "B"], scheme), scheme)]
    chain = ChainScores(*tables)
    with torch.no_grad():
        for parameter in chain.parameters():
            parameter.fill_(7.0)
    for scores, given, allowed in zip(chain.tables(), chain(), tables, strict=True):
        assert scores.dtype == np.float32
        assert np.array_equal(scores, given.detach().numpy())
        assert (scores[allowed] == 7.0).all()
        assert (scores[~allowed] < FORBIDDEN / 2).all()
    assert sorted(chain.state_dict()) == ["end", "start", "transitions"]
