"""Onoma's own JSON lines, which carry all that a document holds.

    {"id": "7", "text": "Ada was here", "entities": [{"start": 0, "end": 3, "label": "PER"}]}

Entities may also be `[start, end, label]`, or have `start_offset` and `end_offset` as doccano writes them.
"""

from __future__ import annotations

from onoma.corpus.json_dialects import Dialect, add_fields, take_id, take_list, take_text
from onoma.corpus.json_records import Record
from onoma.corpus.offsets import json_to_entities, json_to_spans
from onoma.corpus.records import Tally
from onoma.document import Document, Entity, Span, Value
from onoma.errors import DocumentError

__all__ = ["JSONL"]


def _recognises(record: Record) -> bool:
    return isinstance(record.get("text"), str) and isinstance(record.get("entities"), list)


def _reads(record: Record, place: str, tally: Tally) -> Document:
    text, items = take_text(record), take_list(record, "entities")
    id = take_id(record)
    words = _take_words(record)
    entities = [entity for item in items for entity in json_to_entities(item, text, place, tally)]
    return Document(text, tuple(entities), words, id, record)


def _take_words(record: Record) -> tuple[Span, ...] | None:
    """Remove and return the word spans; words of any other shape stay a field."""
    if not isinstance(record.get("words"), list):
        return None
    try:
        spans = json_to_spans(record["words"])
    except DocumentError:
        return None
    del record["words"]
    return spans


def _writes(document: Document, place: str, tally: Tally) -> Record:
    record: Record = {} if document.id is None else {"id": document.id}
    record["text"] = document.text
    record["entities"] = [_entity_to_json(entity) for entity in document.entities]
    if document.words is not None:
        record["words"] = [list[Value](word) for word in document.words]
    return add_fields(record, document, ("id", "words"), place, tally)


def _entity_to_json(entity: Entity) -> Record:
    """Offsets and label, and of the rest what is set."""
    record: Record = {"start": entity.start, "end": entity.end, "label": entity.label}
    if entity.score is not None:
        record["score"] = entity.score
    if entity.source:
        record["source"] = entity.source
    if entity.value is not None:
        record["value"] = entity.value
    if entity.fragments:
        record["fragments"] = [list[Value](fragment) for fragment in entity.fragments]
    if entity.attributes:
        record["attributes"] = dict(entity.attributes)
    return record


JSONL = Dialect(
    _recognises,
    _reads,
    _writes,
    frozenset(("id", "words", "fields", "score", "source", "value", "fragments", "attributes")),
)
