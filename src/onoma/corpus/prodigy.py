"""Prodigy's JSON lines: `{"text": "Ada was here", "spans": [{"start": 0, "end": 3, "label": "PER"}]}`.

Records that an annotator rejected or ignored are no gold: they are left out and counted.
"""

from __future__ import annotations

from onoma.corpus.json_dialects import Dialect, add_fields, take_id, take_list, take_text
from onoma.corpus.json_records import Record
from onoma.corpus.offsets import json_to_entities, json_to_spans
from onoma.corpus.records import Tally
from onoma.document import Document, Entity, Span, Value

__all__ = ["PRODIGY"]

_RESERVED = ("id", "tokens", "spans", "entities")
_REFUSED = ("reject", "ignore")


def _recognises(record: Record) -> bool:
    return isinstance(record.get("text"), str) and isinstance(record.get("spans"), list)


def _reads(record: Record, place: str, tally: Tally) -> Document | None:
    if record.get("answer") in _REFUSED:
        tally.add("record rejected or ignored by its annotator left out", place)
        return None
    text, items = take_text(record), take_list(record, "spans")
    id = take_id(record)
    tokens = record.pop("tokens", None)
    words = json_to_spans([_offsets(token) for token in tokens]) if isinstance(tokens, list) else None
    entities = [entity for item in items for entity in json_to_entities(item, text, place, tally)]
    return Document(text, tuple(entities), words, id, record)


def _offsets(token: Value) -> Value:
    return [token.get("start"), token.get("end")] if isinstance(token, dict) else token


def _writes(document: Document, place: str, tally: Tally) -> Record:
    record: Record = {} if document.id is None else {"id": document.id}
    record["text"] = document.text
    if document.words is not None:
        record["tokens"] = [_word_to_token(document, index, word) for index, word in enumerate(document.words)]
    starts = {start: index for index, (start, _) in enumerate(document.words or ())}
    ends = {end: index for index, (_, end) in enumerate(document.words or ())}
    record["spans"] = [_entity_to_span(entity, starts, ends) for entity in document.entities]
    refused = ("answer",) if document.fields.get("answer") in _REFUSED else ()
    return add_fields(record, document, (*_RESERVED, *refused), place, tally)


def _word_to_token(document: Document, index: int, word: Span) -> Record:
    start, end = word
    followed = document.text[end : end + 1].isspace()
    return {"text": document.text[start:end], "start": start, "end": end, "id": index, "ws": followed}


def _entity_to_span(entity: Entity, starts: dict[int, int], ends: dict[int, int]) -> Record:
    """The span, with the numbers of its first and last token where it stands on tokens."""
    span: Record = {"start": entity.start, "end": entity.end, "label": entity.label}
    if entity.start in starts and entity.end in ends:
        span |= {"token_start": starts[entity.start], "token_end": ends[entity.end]}
    if entity.score is not None:
        span["score"] = entity.score
    if entity.source:
        span["source"] = entity.source
    return span


PRODIGY = Dialect(_recognises, _reads, _writes, frozenset(("id", "words", "fields", "score", "source")))
