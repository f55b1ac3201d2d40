"""`Record`: one line of the training data, and how a cleaned sentence becomes one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from detokenise import detokenise
from tagged import UNKNOWN, Sentence

__all__ = ["Record", "render"]


@dataclass(frozen=True, slots=True)
class Record:
    """A text with its entities `(start, end, label)`, and what is not known about it.

    `open` are labels that the source does not annotate: outside the entities any of them may hide.
    `unknown` are intervals where any label may hide. Offsets are half-open code points.
    """

    id: str
    text: str
    entities: tuple[tuple[int, int, str], ...]
    source: str
    open: tuple[str, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    weight: float = 1.0

    def __post_init__(self) -> None:
        position = 0
        for start, end, label in self.entities:
            piece = self.text[start:end]
            if start < position or not piece or piece != piece.strip():
                raise ValueError(
                    f"{self.id}: entity {label} at [{start}, {end}) of {self.text!r} overlaps or is ragged"
                )
            position = end

    def line(self) -> str:
        """The record as one line of JSON."""
        fields = asdict(self)
        fields["entities"] = [
            dict(zip(("start", "end", "label"), entity, strict=True)) for entity in self.entities
        ]
        return json.dumps(fields, ensure_ascii=False)


def render(
    sentence: Sentence,
    *,
    name: str,
    source: str,
    weight: float,
    open_labels: Sequence[str] = (),
    join_hyphens: bool = False,
) -> Record:
    """The sentence as natural text, its spans moved to characters."""
    text, places = detokenise(sentence.words, join_hyphens=join_hyphens)
    located = [(places[span.start][0], places[span.end - 1][1], span.label) for span in sentence.spans]
    return Record(
        id=name,
        text=text,
        entities=tuple(entity for entity in located if entity[2] != UNKNOWN),
        source=source,
        open=tuple(open_labels),
        unknown=tuple(entity[:2] for entity in located if entity[2] == UNKNOWN),
        weight=weight,
    )
