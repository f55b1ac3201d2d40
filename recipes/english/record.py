"""`Record`: one line of the training data, and how a cleaned sentence becomes one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from detokenise import detokenise
from tables import SAFE_LABEL_OF
from tagged import UNKNOWN, Sentence

__all__ = ["Record", "place", "render"]


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
        fields["entities"] = [dict(zip(("start", "end", "label"), entity, strict=True)) for entity in self.entities]
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
    return place(sentence, text, places, name=name, source=source, weight=weight, open_labels=open_labels)


def place(
    sentence: Sentence,
    text: str,
    places: Sequence[tuple[int, int]],
    *,
    name: str,
    source: str,
    weight: float,
    open_labels: Sequence[str] = (),
) -> Record:
    """The sentence's spans on a text where word `i` stands at `places[i]`."""
    located = [(places[span.start][0], places[span.end - 1][1], span.label) for span in sentence.spans]
    unknown = [entity[:2] for entity in located if entity[2] == UNKNOWN]
    resolved = {interval: _compound(text, interval) for interval in unknown}
    entities = [entity for entity in located if entity[2] != UNKNOWN]
    entities += [part for parts in resolved.values() for part in parts]
    return Record(
        id=name,
        text=text,
        entities=tuple(sorted(entities)),
        source=source,
        open=tuple(open_labels),
        unknown=tuple(interval for interval in unknown if not resolved[interval]),
        weight=weight,
    )


def _compound(text: str, interval: tuple[int, int]) -> list[tuple[int, int, str]]:
    """The names in `U.S.-led` or `Israeli-Palestinian`; empty when a part in capitals is not listed."""
    parts: list[tuple[int, int, str]] = []
    start, end = interval
    if "-" not in text[start:end] or " " in text[start:end]:
        return []
    for part in text[start:end].split("-"):
        if part in SAFE_LABEL_OF:
            parts.append((start, start + len(part), SAFE_LABEL_OF[part]))
        elif not part or not part.islower():
            return []
        start += len(part) + 1
    return parts
