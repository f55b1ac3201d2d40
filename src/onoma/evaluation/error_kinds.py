"""What went wrong, entity by entity: for an error browser, and as a table of types taken for others.

Pairs are those of matching by type (see `onoma.evaluation.matching`): an entity is held against one of its
own label before one of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from onoma.document import Document, Entity, Value
from onoma.evaluation.matching import Matching, match, paired

__all__ = ["KINDS", "Confusion", "EntityError", "Kind", "errors", "errors_of"]

Kind: TypeAlias = Literal["missed", "spurious", "wrong type", "wrong boundary", "wrong type and boundary"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of error, in the order of a report."""


@dataclass(frozen=True, slots=True)
class EntityError:
    """One error: `document` is its position; `gold` is None for a spurious entity, `predicted` for a missed one."""

    document: int
    kind: Kind
    gold: Entity | None
    predicted: Entity | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which type was taken for which.

    `counts` has a row per gold label and a last one for what is in no gold, a column per predicted label
    and a last one for what was missed. A pair on the diagonal has the right label; its boundaries may differ.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def to_json(self) -> dict[str, Value]:
        """`{"labels": […], "rows": […, "spurious"], "columns": […, "missed"], "counts": [[…]]}`."""
        return {
            "rows": [*self.labels, "spurious"],
            "columns": [*self.labels, "missed"],
            "counts": [list[Value](row) for row in self.counts],
        }


def errors(gold: Iterable[Document], predicted: Iterable[Document]) -> Iterator[EntityError]:
    """Every error, document by document: wrong ones in order of the prediction, then missed, then spurious.

    Raises `InputError` when the texts of a pair differ, or when one side has more documents.
    """
    for position, (truth, guess) in enumerate(paired(gold, predicted)):
        matching = match(truth.entities, guess.entities)
        yield from errors_of(position, truth.entities, guess.entities, matching)


def errors_of(
    position: int, gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching
) -> Iterator[EntityError]:
    """The errors of one document, which stands at `position`."""
    for truth, guess in matching.by_label:
        kind = _kind(gold[truth], predicted[guess])
        if kind is not None:
            yield EntityError(position, kind, gold[truth], predicted[guess])
    found = {truth for truth, _ in matching.by_label}
    used = {guess for _, guess in matching.by_label}
    for truth, entity in enumerate(gold):
        if truth not in found:
            yield EntityError(position, "missed", entity, None)
    for guess, entity in enumerate(predicted):
        if guess not in used:
            yield EntityError(position, "spurious", None, entity)


def _kind(gold: Entity, predicted: Entity) -> Kind | None:
    if gold.spans == predicted.spans:
        return None if gold.label == predicted.label else "wrong type"
    return "wrong boundary" if gold.label == predicted.label else "wrong type and boundary"


class ErrorTally:
    """Errors by kind, and types taken for others, gathered document by document."""

    def __init__(self) -> None:
        self._kinds: Counter[Kind] = Counter()
        self._cells: Counter[tuple[str, str]] = Counter()

    def add(self, gold: Sequence[Entity], predicted: Sequence[Entity], matching: Matching) -> None:
        """One more document."""
        self._cells.update((gold[truth].label, predicted[guess].label) for truth, guess in matching.by_label)
        for error in errors_of(0, gold, predicted, matching):
            self._kinds[error.kind] += 1
            if error.gold is None or error.predicted is None:
                self._cells[
                    error.gold.label if error.gold else "", error.predicted.label if error.predicted else ""
                ] += 1

    @property
    def kinds(self) -> dict[Kind, int]:
        """How many errors of each kind."""
        return {kind: self._kinds[kind] for kind in KINDS}

    @property
    def confusion(self) -> Confusion:
        """The table of types; no label is empty, so the empty one stands for missed and spurious."""
        labels = tuple(sorted({label for cell in self._cells for label in cell} - {""}))
        counts = tuple(tuple(self._cells[row, column] for column in (*labels, "")) for row in (*labels, ""))
        return Confusion(labels, counts)
