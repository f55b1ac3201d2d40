import itertools
from collections import Counter

import numpy as np
import pytest

from onoma.document import Document, Entity
from onoma.errors import SettingsError
from onoma.evaluation import Resampling, score
from onoma.evaluation.counts import Tallies
from onoma.evaluation.significance import intervals_of, paired_interval, randomisation_p

RIGHT = Entity(0, 1, "A")
WRONG = Entity(2, 3, "B")


def doc(*entities: Entity) -> Document:
    return Document("a b c d", entities)


def corpus(n_right: int, n_wrong: int) -> tuple[list[Document], list[Document]]:
    """Documents with one entity, found in the first ones, and another put in its place in the others."""
    return [doc(RIGHT)] * (n_right + n_wrong), [doc(RIGHT)] * n_right + [doc(WRONG)] * n_wrong


def test_interval_is_that_of_drawing_documents_one_by_one() -> None:
    gold, guess = corpus(30, 10)
    interval = intervals_of(Tallies.of(gold, guess), Resampling(n=4_000)).micro["strict"]
    draw = np.random.default_rng(1)
    drawn = [draw.integers(0, 40, 40) for _ in range(4_000)]
    f1 = [score([gold[i] for i in places], [guess[i] for i in places]).micro.f1 for places in drawn[:400]]
    low, high = np.quantile(f1, [0.025, 0.975])
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.03)


def test_interval_of_a_perfect_system_is_a_point() -> None:
    intervals = intervals_of(Tallies.of(*corpus(5, 0)), Resampling(n=50))
    assert intervals.micro["type"].to_json() == intervals.macro.to_json() == [1.0, 1.0]
    assert intervals.per_type["A"].to_json() == [1.0, 1.0]


def test_interval_narrows_with_more_documents() -> None:
    def width(factor: int) -> float:
        interval = intervals_of(Tallies.of(*corpus(6 * factor, 4 * factor)), Resampling()).micro["strict"]
        return interval.high - interval.low

    assert width(100) == pytest.approx(width(1) / 10, rel=0.25)


def test_interval_is_the_same_for_the_same_seed() -> None:
    tallies = Tallies.of(*corpus(6, 4))
    assert intervals_of(tallies, Resampling(seed=3)) == intervals_of(tallies, Resampling(seed=3))


def test_interval_without_any_entity_is_zero() -> None:
    assert intervals_of(Tallies.of([doc()], [doc()]), Resampling(n=5)).macro.to_json() == [0.0, 0.0]


def test_p_value_is_that_of_trying_every_swap() -> None:
    # Gold 1 each; A and B: (1 predicted, right or not). A right in 1 document, B in 5 others.
    rows = [(1, 1, 1, 1, 0)] + [(1, 1, 0, 1, 1)] * 5 + [(1, 1, 1, 1, 1)] * 4
    differences = []
    for swaps in itertools.product((False, True), repeat=6):
        a = sum(row[4] if swap else row[2] for row, swap in zip(rows, swaps, strict=False)) + 4
        b = sum(row[2] if swap else row[4] for row, swap in zip(rows, swaps, strict=False)) + 4
        differences.append(abs(b - a))
    exact = np.mean(np.array(differences) >= 4)
    assert randomisation_p(Counter(rows), Resampling(n=20_000)) == pytest.approx(exact, abs=0.01)


def test_p_value_is_never_zero() -> None:
    rows = Counter({(1, 1, 0, 1, 1): 200})
    assert randomisation_p(rows, Resampling(n=99)) == 0.01


def test_paired_interval_is_narrower_than_two_apart() -> None:
    rows = Counter({(1, 1, 1, 1, 1): 60, (1, 1, 0, 1, 0): 35, (1, 1, 0, 1, 1): 5})
    interval = paired_interval(rows, Resampling())
    assert interval.low == pytest.approx(0.01, abs=0.015)
    assert interval.high == pytest.approx(0.1, abs=0.015)


@pytest.mark.parametrize("settings", [{"n": 0}, {"level": 1.0}, {"level": 0.0}, {"level": float("nan")}])
def test_resampling_refuses_what_says_nothing(settings: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match=r"say nothing|is no share"):
        Resampling(**settings)  # type: ignore[arg-type]
