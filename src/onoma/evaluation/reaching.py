"""Gold entities that a recognizer cannot find, however good it is, because of how it cuts texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onoma.document import Entity, Span
from onoma.evaluation.aligning import Side
from onoma.evaluation.provenance import Loss

__all__ = ["out_of_reach"]

Cut = Callable[[str], Iterable[Span]]
"""Text to the spans of its words, or of the stretches that are read in one go."""


def out_of_reach(gold: Side, words_of: Cut, stretches_of: Cut) -> tuple[Loss, ...]:
    """Entities that begin or end inside a word, and those that no one stretch holds whole; none is counted twice."""
    inside: list[str] = []
    across: list[str] = []
    for position, document in enumerate(gold.documents):
        if not document.entities:
            continue
        words = list(words_of(document.text))
        stretches = list(stretches_of(document.text))
        starts, ends = {start for start, _ in words}, {end for _, end in words}
        for entity in document.entities:
            if entity.start not in starts or entity.end not in ends:
                inside.append(f"{gold.place(position)}, {document.text_of(entity)!r}")
            elif not _held(entity, stretches):
                across.append(f"{gold.place(position)}, {document.text_of(entity)!r}")
    kinds = (
        ("gold entity that begins or ends inside a word of the model", inside),
        ("gold entity that is cut by the model's reading window", across),
    )
    return tuple(Loss(what, len(places), places[0]) for what, places in kinds if places)


def _held(entity: Entity, stretches: Sequence[Span]) -> bool:
    return any(start <= entity.start and entity.end <= end for start, end in stretches)
