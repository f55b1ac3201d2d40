"""Whole documents right, and entities that lie within each other or in several parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onoma.document import Entity, Value
from onoma.evaluation.matching import Matching, touch

__all__ = ["Sentences", "Structure", "StructureTally"]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Documents with every entity right and none too many; and the same among those where there is any.

    A document that holds no entity and was given none is right, and easily so: hence the second pair.
    """

    n: int
    n_right: int
    n_with_entities: int
    n_right_with_entities: int

    @property
    def accuracy(self) -> float:
        """Share of documents that are right."""
        return self.n_right / self.n if self.n else 0.0

    @property
    def accuracy_with_entities(self) -> float:
        """Share of documents that are right, of those with a gold or predicted entity."""
        return self.n_right_with_entities / self.n_with_entities if self.n_with_entities else 0.0

    def to_json(self) -> dict[str, Value]:
        """Shares and counts."""
        return {
            "accuracy": self.accuracy,
            "n": self.n,
            "accuracy_with_entities": self.accuracy_with_entities,
            "n_with_entities": self.n_with_entities,
        }


@dataclass(frozen=True, slots=True)
class Structure:
    """Entities that a row of tags cannot hold: gold ones, those of them found (strictly), and predicted ones.

    Nested: shares a code point with another entity of its own side. Discontinuous: in several parts.
    """

    n_nested: int = 0
    n_nested_found: int = 0
    n_nested_predicted: int = 0
    n_discontinuous: int = 0
    n_discontinuous_found: int = 0
    n_discontinuous_predicted: int = 0

    def to_json(self) -> dict[str, Value]:
        """Everything."""
        return {
            "nested": {
                "support": self.n_nested,
                "found": self.n_nested_found,
                "predicted": self.n_nested_predicted,
            },
            "discontinuous": {
                "support": self.n_discontinuous,
                "found": self.n_discontinuous_found,
                "predicted": self.n_discontinuous_predicted,
            },
        }


class StructureTally:
    """Right documents, nested and discontinuous entities, gathered document by document."""

    def __init__(self) -> None:
        self._documents = [0, 0, 0, 0]
        self._nested = [0, 0, 0]
        self._discontinuous = [0, 0, 0]

    def add(self, gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching) -> None:
        """One more document."""
        right = len(gold) == len(matching.same) == len(predicted)
        filled = bool(gold or predicted)
        for place, happened in enumerate((True, right, filled, filled and right)):
            self._documents[place] += happened
        found = {truth for truth, _ in matching.same}
        for tally, positions in ((self._nested, _nested), (self._discontinuous, _discontinuous)):
            wanted = positions(gold)
            tally[0] += len(wanted)
            tally[1] += len(wanted & found)
            tally[2] += len(positions(predicted))

    @property
    def sentences(self) -> Sentences:
        """What was gathered of whole documents."""
        return Sentences(*self._documents)

    @property
    def structure(self) -> Structure:
        """What was gathered of entities."""
        return Structure(*self._nested, *self._discontinuous)


def _nested(entities: Sequence[Entity]) -> set[int]:
    """Positions of the entities that touch another one."""
    nested: set[int] = set()
    near: list[int] = []
    reach = 0
    for position, entity in enumerate(entities):
        apart, reach = entity.start >= reach, max(reach, entity.end)
        if apart:
            near = [position]
            continue
        near = [other for other in near if entities[other].end > entity.start]
        touched = [other for other in near if touch(entities[other], entity)]
        if touched:
            nested.update((*touched, position))
        near.append(position)
    return nested


def _discontinuous(entities: Sequence[Entity]) -> set[int]:
    return {position for position, entity in enumerate(entities) if entity.fragments}
