"""How far a score may be trusted: bootstrap intervals, and whether two systems differ by more than luck.

Documents are drawn with replacement (Efron & Tibshirani 1993; for systems Koehn 2004). What is drawn is how
often each row of `Tallies` occurs, which is the same and does not grow with the corpus. Documents that depend
on each other, such as sentences of one article, make an interval narrower than it should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from onoma.document import Value
from onoma.errors import SettingsError
from onoma.evaluation.counts import MODES, POINTS, Mode, Tallies

__all__ = [
    "Interval",
    "Intervals",
    "PairCounts",
    "Resampling",
    "intervals_of",
    "paired_interval",
    "randomisation_p",
]

Judged = TypeVar("Judged")

_CHUNK = 2_000_000
"""Numbers drawn at a time: bounds memory, whatever the corpus."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How often documents are drawn anew, from which seed, and how much of the draws an interval holds."""

    n: int = 1_000
    seed: int = 0
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.n < 1:
            raise SettingsError(f"{self.n} resamples say nothing; draw at least 1, better 1,000")
        if not 0.0 < self.level < 1.0:
            raise SettingsError(f"level {self.level!r} is no share; give one between 0 and 1, such as 0.95")


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle of the resampled values, as wide as the level says (percentile method)."""

    low: float
    high: float

    def to_json(self) -> Value:
        """`[low, high]`."""
        return [self.low, self.high]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Bootstrap intervals of F1: micro in each kind of matching; macro and each label's in strict matching."""

    resampling: Resampling
    micro: Mapping[Mode, Interval]
    macro: Interval
    per_type: Mapping[str, Interval]

    def to_json(self) -> dict[str, Value]:
        """The intervals, and how they were drawn."""
        return {
            "level": self.resampling.level,
            "n_resamples": self.resampling.n,
            "seed": self.resampling.seed,
            "micro": {mode: interval.to_json() for mode, interval in self.micro.items()},
            "macro": self.macro.to_json(),
            "per_type": {label: interval.to_json() for label, interval in self.per_type.items()},
        }


def intervals_of(tallies: Tallies, resampling: Resampling) -> Intervals:
    """The intervals of documents that were counted; all of them from the same draws."""
    together, by_label = tallies.together, tallies.by_label
    of_modes = np.stack([_essence(together, mode) for mode in MODES], axis=1)
    of_labels = _essence(by_label, "strict")
    draws = list(_draws(tallies.weights, resampling, lambda drawn: (_f1(drawn, of_modes), _f1(drawn, of_labels))))
    micro, per_type = (np.concatenate(values) for values in zip(*draws, strict=True))
    macro = per_type.mean(axis=1) if tallies.labels else np.zeros(resampling.n)
    return Intervals(
        resampling,
        MappingProxyType({mode: _middle(micro[:, place], resampling) for place, mode in enumerate(MODES)}),
        _middle(macro, resampling),
        MappingProxyType(
            {label: _middle(per_type[:, place], resampling) for place, label in enumerate(tallies.labels)}
        ),
    )


def _essence(counts: NDArray[np.int64], mode: Mode) -> NDArray[np.float64]:
    """`(…, 2)` of `(…, n_counts)`: the points, and gold and predicted entities together; all that F1 needs."""
    points = counts @ np.array(POINTS[mode], dtype=np.float64)
    return np.stack([points, counts[..., 0] + counts[..., 1]], axis=-1)


def _f1(drawn: NDArray[np.int64], essence: NDArray[np.float64]) -> NDArray[np.float64]:
    """`(n_resamples, …)` F1 of `(n_resamples, n_rows)` draws of `(n_rows, …, 2)` essence."""
    sums = np.tensordot(drawn, essence, axes=1)
    f1: NDArray[np.float64] = 2 * sums[..., 0] / np.maximum(sums[..., 1], 1)
    return f1


def _draws(
    weights: NDArray[np.int64], resampling: Resampling, judge: Callable[[NDArray[np.int64]], Judged]
) -> Iterator[Judged]:
    """What `judge` makes of `(n_resamples, n_rows)`: how many documents of each row were drawn; in pieces."""
    random = np.random.default_rng(resampling.seed)
    n_documents = int(weights.sum())
    at_once = max(1, _CHUNK // max(len(weights), 1))
    for first in range(0, resampling.n, at_once):
        size = min(at_once, resampling.n - first)
        yield judge(random.multinomial(n_documents, weights / max(n_documents, 1), size=size))


def _middle(values: NDArray[np.float64], resampling: Resampling) -> Interval:
    low, high = np.quantile(values, [(1 - resampling.level) / 2, (1 + resampling.level) / 2])
    return Interval(float(low), float(high))


PairCounts: TypeAlias = Counter[tuple[int, int, int, int, int]]
"""How many documents have so many entities in gold, predicted and right by A, and predicted and right by B."""


def _sides(counts: PairCounts) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """`(n_rows,)` weights, and `(n_rows, 2, 2)` what F1 needs of A and of B."""
    rows = np.array(list(counts), dtype=np.float64).reshape(len(counts), 5)
    gold, predicted_a, right_a, predicted_b, right_b = rows.T
    sides = np.array([[right_a, gold + predicted_a], [right_b, gold + predicted_b]])
    return np.fromiter(counts.values(), np.int64, len(counts)), sides.transpose(2, 0, 1)


def paired_interval(counts: PairCounts, resampling: Resampling) -> Interval:
    """The interval of F1 of B less F1 of A, both on the same draws."""
    weights, sides = _sides(counts)
    differences = list(_draws(weights, resampling, lambda drawn: np.diff(_f1(drawn, sides))[:, 0]))
    return _middle(np.concatenate(differences), resampling)


def randomisation_p(counts: PairCounts, resampling: Resampling) -> float:
    """How often a difference in F1 as large comes about when A and B are swapped at random in each document.

    Approximate randomisation (Noreen 1989; Yeh 2000), two-sided; the 1 added on both sides keeps it above zero.
    """
    weights, sides = _sides(counts)
    swap = sides[:, ::-1] - sides
    totals = np.tensordot(weights, sides, axes=1)
    observed = abs(_difference(totals))
    random = np.random.default_rng(resampling.seed)
    at_once = max(1, _CHUNK // max(len(weights), 1))
    n_as_large = 0
    for first in range(0, resampling.n, at_once):
        size = (min(at_once, resampling.n - first), len(weights))
        swapped = random.binomial(weights, 0.5, size=size)
        differences = _difference(totals + np.tensordot(swapped, swap, axes=1))
        # What is equal in truth is equal here, in whatever order sums were rounded.
        n_as_large += int((np.abs(differences) >= observed - 1e-12).sum())
    return (n_as_large + 1) / (resampling.n + 1)


def _difference(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """`(…,)` F1 of B less F1 of A, of `(…, 2, 2)` sums."""
    f1 = 2 * totals[..., 0] / np.maximum(totals[..., 1], 1)
    difference: NDArray[np.float64] = f1[..., 1] - f1[..., 0]
    return difference
