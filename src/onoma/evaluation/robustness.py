"""How much F1 a recognizer loses when the text is not as tidy as the corpus: one small table.

The gold is changed and moved along exactly, so support is the same in every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from onoma.document import Document, Value
from onoma.evaluation.edits import edited
from onoma.evaluation.perturbations import PERTURBATIONS, Perturbation
from onoma.evaluation.scores import Prf, score
from onoma.evaluation.swapped_names import swapped_names
from onoma.recognizer import Recognizer

__all__ = ["RobustnessRow", "perturbations_for", "perturbed", "robustness"]

_AS_IT_IS = Perturbation("none", "the texts as they are", lambda document, draw: iter(()))


@dataclass(frozen=True, slots=True)
class RobustnessRow:
    """Strict micro scores under one perturbation, and how much F1 differs from that of the texts as they are.

    `n_changed` counts the documents whose text it changed. `note` says what it left alone.
    """

    perturbation: str
    about: str
    micro: Prf
    change: float
    n_changed: int
    note: str = ""

    def to_json(self) -> dict[str, Value]:
        """All of it; F1 and its change as fractions."""
        return {
            "perturbation": self.perturbation,
            "about": self.about,
            **self.micro.to_json(),
            "change": self.change,
            "n_changed": self.n_changed,
            "note": self.note,
        }


def robustness(recognizer: Recognizer, gold: Sequence[Document], seed: int = 0) -> tuple[RobustnessRow, ...]:
    """Scores on the gold as it is, then under each perturbation; the same for the same seed.

    Reads the gold once per row.
    """
    rows: list[RobustnessRow] = []
    for perturbation in (_AS_IT_IS, *perturbations_for(gold, seed)):
        changed = list(perturbed(gold, perturbation, seed))
        micro = score(changed, recognizer.stream(document.text for document in changed)).micro
        before = rows[0].micro.f1 if rows else micro.f1
        n_changed = sum(new.text != old.text for new, old in zip(changed, gold, strict=True))
        about, note = perturbation.about, perturbation.note
        rows.append(RobustnessRow(perturbation.name, about, micro, micro.f1 - before, n_changed, note))
    return tuple(rows)


def perturbations_for(gold: Sequence[Document], seed: int) -> tuple[Perturbation, ...]:
    """Every perturbation, in the order of the table; what names are unseen hangs on the gold."""
    return (*PERTURBATIONS, swapped_names(gold, seed))


def perturbed(gold: Sequence[Document], perturbation: Perturbation, seed: int) -> Iterator[Document]:
    """The documents in order, changed, each entity around the same mention; the same for the same seed."""
    for position, document in enumerate(gold):
        # A draw of its own for each document, so that a document more changes no other.
        draw = Random(f"{seed} {perturbation.name} {position}")
        yield edited(document, perturbation.edits(document, draw))
