"""Strict scores of parts of the entities: short and long ones, frequent and rare ones, seen and unseen ones.

An entity's part depends on its own text and label alone, so that a right prediction and its gold entity fall
into the same one, and precision means something in each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onoma.document import Value
from onoma.evaluation.scores import Prf, fractions

__all__ = ["BY_CHARACTERS", "BY_FREQUENCY", "BY_WORDS", "Slice", "SliceTally"]

BY_WORDS = (1, 2, 3, 4, 5)
BY_CHARACTERS = (1, 6, 11, 21, 41)
BY_FREQUENCY = (0, 1, 2, 6, 21)
"""Where each part begins; the last has no end."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part: its name, such as `2 to 5`, where it begins and ends (None: nowhere), and its strict scores."""

    name: str
    first: int
    last: int | None
    prf: Prf

    def to_json(self) -> dict[str, Value]:
        """The scores, with the name of the part."""
        return {"name": self.name, **self.prf.to_json()}


class SliceTally:
    """Gold, predicted and right entities of each part."""

    def __init__(self, begins: Sequence[int]) -> None:
        self._begins = begins
        self._counts = [[0, 0, 0] for _ in begins]

    def add(self, value: int, *, in_gold: bool, right: bool) -> None:
        """One more entity of one side; a right one is counted with its gold."""
        counts = self._counts[bisect_right(self._begins, value) - 1]
        counts[not in_gold] += 1
        counts[2] += in_gold and right

    @property
    def slices(self) -> tuple[Slice, ...]:
        """Every part, empty ones too, in order."""
        ends = [*(begin - 1 for begin in self._begins[1:]), None]
        return tuple(
            Slice(_name(first, last), first, last, fractions(*counts))
            for first, last, counts in zip(self._begins, ends, self._counts, strict=True)
        )


def _name(first: int, last: int | None) -> str:
    if last is None:
        return f"{first} or more"
    return str(first) if first == last else f"{first} to {last}"
