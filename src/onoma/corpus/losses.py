"""What a target format could not carry: the parts of a document that it has no place for.

Each writer names what it carries; everything else that a document holds is counted here.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from onoma.corpus.records import Tally
from onoma.document import Document, Entity

__all__ = ["Part", "clean_label", "count_losses", "place_of"]

Part: TypeAlias = Literal["id", "words", "fields", "score", "source", "value", "fragments", "attributes"]

_MESSAGES: dict[Part, str] = {
    "id": "document id not carried",
    "words": "document's words not carried",
    "fields": "document's further fields not carried",
    "score": "score not carried",
    "source": "source not carried",
    "value": "value not carried",
    "fragments": "discontinuous entity written as one span",
    "attributes": "attributes not carried",
}


def place_of(document: Document, number: int) -> str:
    """How a note names a document: by its id, or its number counted from 1."""
    return f"document {document.id!r}" if document.id is not None else f"document {number}"


def count_losses(document: Document, place: str, carried: frozenset[Part], tally: Tally) -> None:
    """Count what the document holds beyond text, offsets, labels and the parts that are `carried`."""
    held: dict[Part, int] = {
        "id": document.id is not None,
        "words": document.words is not None,
        "fields": bool(document.fields),
    }
    for entity in document.entities:
        for part in _parts_of(entity):
            held[part] = held.get(part, 0) + 1
    for part, count in held.items():
        if part not in carried:
            tally.add(_MESSAGES[part], place, count=count)


def _parts_of(entity: Entity) -> list[Part]:
    parts: dict[Part, bool] = {
        "score": entity.score is not None,
        "source": bool(entity.source),
        "value": entity.value is not None,
        "fragments": bool(entity.fragments),
        "attributes": bool(entity.attributes),
    }
    return [part for part, held in parts.items() if held]


def clean_label(label: str, forbidden: re.Pattern[str], place: str, tally: Tally) -> str:
    """The label with `_` for whatever the format cannot write in one."""
    cleaned = forbidden.sub("_", label)
    if cleaned != label:
        tally.add("label rewritten with _ for characters the format cannot hold", place)
    return cleaned
