import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.errors import InputError, SettingsError
from onoma.evaluation import reliability, scored_pairs

answers = st.lists(st.tuples(st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0]), st.booleans()))


@given(answers, st.integers(1, 15))
def test_reliability_equals_the_definition(pairs: list[tuple[float, bool]], n_bins: int) -> None:
    found = reliability(np.array([s for s, _ in pairs]), np.array([c for _, c in pairs], dtype=bool), n_bins)
    ece = 0.0
    n_seen = 0
    for bin_ in found.bins:
        inside = [(s, c) for s, c in pairs if bin_.lower <= s < bin_.upper or (s == 1.0 and bin_.upper == 1.0)]
        assert bin_.n == len(inside) > 0
        assert bin_.mean_score == pytest.approx(sum(s for s, _ in inside) / bin_.n)
        assert bin_.share_correct == pytest.approx(sum(c for _, c in inside) / bin_.n)
        ece += bin_.n / len(pairs) * abs(bin_.mean_score - bin_.share_correct)
        n_seen += bin_.n
    assert n_seen == len(pairs)
    assert found.ece == pytest.approx(ece)


def test_reliability_of_honest_scores_is_zero_and_of_boasting_ones_the_gap() -> None:
    scores = np.full(10, 0.75)
    assert reliability(scores[:4], np.array([True, True, True, False])).ece == 0.0
    assert reliability(scores, np.zeros(10, dtype=bool)).ece == pytest.approx(0.75)


def test_reliability_puts_a_score_on_an_edge_into_the_upper_bin_and_one_into_the_last() -> None:
    bins = reliability(np.array([0.3, 1.0]), np.array([True, True])).bins
    assert [(b.lower, b.upper) for b in bins] == [(0.3, 0.4), (0.9, 1.0)]


@pytest.mark.parametrize("score", [-0.1, 1.5, float("nan")])
def test_reliability_refuses_what_is_no_probability(score: float) -> None:
    with pytest.raises(InputError, match="position 1"):
        reliability(np.array([0.5, score]), np.array([True, True]))


def test_reliability_refuses_rows_of_different_length_and_no_bins() -> None:
    with pytest.raises(InputError, match=r"\(2,\).*\(1,\)"):
        reliability(np.array([0.5, 0.5]), np.array([True]))
    with pytest.raises(SettingsError, match="n_bins is 0"):
        reliability(np.array([0.5]), np.array([True]), n_bins=0)


def test_scored_pairs_follow_the_predictions_and_skip_those_without_a_score() -> None:
    gold = [Document("a b c", [Entity(0, 1, "A"), Entity(2, 3, "B")]), Document("d")]
    guess = [
        Document("a b c", [Entity(0, 1, "A", 0.9), Entity(2, 3, "A", 0.4), Entity(4, 5, "B")]),
        Document("d", [Entity(0, 1, "A", 0.2)]),
    ]
    scores, correct = scored_pairs(gold, guess)
    assert scores.tolist() == [0.9, 0.4, 0.2]
    assert correct.tolist() == [True, False, False]
    assert correct.dtype == np.bool_


def test_scored_pairs_of_nothing_are_empty_and_have_no_error() -> None:
    assert reliability(*scored_pairs([], [])).ece == 0.0
