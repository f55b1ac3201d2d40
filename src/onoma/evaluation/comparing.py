"""Two systems on the same gold: the difference in strict F1, whether it is luck, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onoma.document import Document, Value
from onoma.errors import InputError
from onoma.evaluation.counts import Tallies
from onoma.evaluation.matching import match, paired
from onoma.evaluation.scores import Scores, scores_by_mode
from onoma.evaluation.significance import Interval, PairCounts, Resampling, paired_interval, randomisation_p

__all__ = ["Comparison", "compare"]

_RESAMPLING = Resampling(n=10_000)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two systems score, and how they differ. `only_a` and `only_b` are positions of documents.

    `difference` is strict micro F1 of B less that of A, with its interval (paired bootstrap); `p_value` says
    how often chance alone makes one as large (approximate randomisation, two-sided). A document is right when
    every entity is, and none too many.
    """

    a: Scores
    b: Scores
    interval: Interval
    p_value: float
    resampling: Resampling
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]
    n_both_right: int
    n_both_wrong: int

    @property
    def difference(self) -> float:
        """Strict micro F1 of B less that of A."""
        return self.b.micro.f1 - self.a.micro.f1

    def to_json(self) -> dict[str, Value]:
        """Everything, as fractions and counts."""
        return {
            "a": self.a.to_json(),
            "b": self.b.to_json(),
            "difference": self.difference,
            "interval": self.interval.to_json(),
            "level": self.resampling.level,
            "p_value": self.p_value,
            "n_resamples": self.resampling.n,
            "seed": self.resampling.seed,
            "only_a_right": list[Value](self.only_a),
            "only_b_right": list[Value](self.only_b),
            "n_both_right": self.n_both_right,
            "n_both_wrong": self.n_both_wrong,
        }


def compare(
    gold: Sequence[Document], a: Sequence[Document], b: Sequence[Document], resampling: Resampling = _RESAMPLING
) -> Comparison:
    """The comparison of two predictions, both paired with the gold by position.

    Raises `InputError` when the texts of a pair differ, when one side has more documents, and without any.
    """
    if not gold:
        raise InputError("there is no document to compare on; give at least one")
    counts: PairCounts = Counter()
    tallies = Tallies(), Tallies()
    outcomes: list[tuple[bool, bool]] = []
    for (truth, by_a), (_, by_b) in zip(paired(gold, a), paired(gold, b), strict=True):
        wanted = truth.entities
        row = [len(wanted)]
        right: list[bool] = []
        for tally, guess in zip(tallies, (by_a, by_b), strict=True):
            matching = match(wanted, guess.entities)
            tally.add(wanted, guess.entities, matching)
            row += [len(guess.entities), len(matching.same)]
            right.append(len(wanted) == len(matching.same) == len(guess.entities))
        counts[row[0], row[1], row[2], row[3], row[4]] += 1
        outcomes.append((right[0], right[1]))
    return Comparison(
        a=scores_by_mode(tallies[0])["strict"],
        b=scores_by_mode(tallies[1])["strict"],
        interval=paired_interval(counts, resampling),
        p_value=randomisation_p(counts, resampling),
        resampling=resampling,
        only_a=tuple(position for position, right in enumerate(outcomes) if right == (True, False)),
        only_b=tuple(position for position, right in enumerate(outcomes) if right == (False, True)),
        n_both_right=outcomes.count((True, True)),
        n_both_wrong=outcomes.count((False, False)),
    )
