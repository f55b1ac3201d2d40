"""Doccano's JSON lines: `{"text": "Ada was here", "label": [[0, 3, "PER"]]}`, or `labels` for `label`.

Label Studio's short export, whose labels are objects, is read here too.
"""

from __future__ import annotations

from onoma.corpus.json_dialects import Dialect, add_fields, take_id, take_list, take_text
from onoma.corpus.json_records import Record
from onoma.corpus.offsets import json_to_entities
from onoma.corpus.records import Tally
from onoma.document import Document, Value

__all__ = ["DOCCANO"]

_RESERVED = ("id", "label", "labels", "entities", "spans")


def _key(record: Record) -> str | None:
    """The first key that holds a list of labelled spans."""
    return next((key for key in ("label", "labels") if _holds_spans(record.get(key))), None)


def _holds_spans(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, list | dict) for item in value)


def _recognises(record: Record) -> bool:
    return isinstance(record.get("text"), str) and _key(record) is not None


def _reads(record: Record, place: str, tally: Tally) -> Document:
    text, items = take_text(record), take_list(record, _key(record) or "label")
    id = take_id(record)
    entities = [entity for item in items for entity in json_to_entities(item, text, place, tally)]
    return Document(text, tuple(entities), None, id, record)


def _writes(document: Document, place: str, tally: Tally) -> Record:
    record: Record = {} if document.id is None else {"id": document.id}
    record["text"] = document.text
    record["label"] = [[entity.start, entity.end, entity.label] for entity in document.entities]
    return add_fields(record, document, _RESERVED, place, tally)


DOCCANO = Dialect(_recognises, _reads, _writes, frozenset(("id", "fields")))
