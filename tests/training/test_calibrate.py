"""Platt scaling finds the scaling that made the data, and nobody is judged by a scaling that has seen him."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.bundle import Calibration
from onoma.evaluation import reliability
from onoma.training.calibrate import cross_fitted, fit_platt

RANDOM = np.random.default_rng(5)


def _made(slope: float, intercept: float, n: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    scores = RANDOM.uniform(0.02, 0.98, n)
    chances = np.array([Calibration(slope, intercept)(score) for score in scores])
    return scores, RANDOM.random(n) < chances


@pytest.mark.parametrize(("slope", "intercept"), [(1.0, 0.0), (0.5, -0.4), (2.0, 0.7), (0.3, 1.0)])
def test_platt_recovers_slope_and_intercept(slope: float, intercept: float) -> None:
    fitted = fit_platt(*_made(slope, intercept))
    assert fitted.slope == pytest.approx(slope, abs=0.08)
    assert fitted.intercept == pytest.approx(intercept, abs=0.08)


def test_platt_makes_overconfident_scores_reliable() -> None:
    scores, correct = _made(0.4, -0.5)
    fitted = fit_platt(scores, correct)
    after = reliability(np.array([fitted(score) for score in scores]), correct)
    assert reliability(scores, correct).ece > 0.1
    assert after.ece < 0.02


@pytest.mark.parametrize("correct", [np.ones(50, bool), np.zeros(50, bool), np.arange(19) % 2 == 0, np.zeros(0, bool)])
def test_platt_leaves_scores_alone_where_there_is_too_little_to_learn(correct: np.ndarray) -> None:
    assert fit_platt(np.linspace(0, 1, len(correct)), correct) == Calibration()


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=60))
def test_platt_is_finite_whatever_the_scores(pairs: list[tuple[float, bool]]) -> None:
    scores, correct = (np.array(column) for column in zip(*pairs, strict=True))
    fitted = fit_platt(scores, correct)
    assert np.isfinite([fitted.slope, fitted.intercept]).all()
    assert all(0.0 <= fitted(score) <= 1.0 for score in scores)


def test_platt_of_separable_scores_stays_finite() -> None:
    scores = np.concatenate([np.full(500, 1e-9), np.full(500, 1.0)])
    fitted = fit_platt(scores, scores > 0.5)
    assert fitted(1.0) > 0.95
    assert fitted(0.0) < 0.05


def test_cross_fitting_judges_each_half_by_the_other() -> None:
    scores, correct = _made(0.4, -0.5, 2000)
    halves = np.arange(2000) % 2 == 0
    got = cross_fitted(scores, correct, halves)
    other = fit_platt(scores[~halves], correct[~halves])
    assert got[halves] == pytest.approx([other(score) for score in scores[halves]])
    changed = correct.copy()
    changed[halves] = ~changed[halves]
    assert cross_fitted(scores, changed, halves)[halves] == pytest.approx(got[halves])
    assert not np.allclose(cross_fitted(scores, changed, halves)[~halves], got[~halves])
