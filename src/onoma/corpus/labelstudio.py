"""Label Studio tasks: `data.text`, and labelled regions under `annotations[].result[].value`.

Of several annotations of one task the first that wasn't cancelled counts; predictions count where
nobody annotated.
"""

from __future__ import annotations

from collections.abc import Iterator

from onoma.corpus.json_dialects import Dialect, add_fields, take_id
from onoma.corpus.json_records import Record
from onoma.corpus.offsets import json_to_entities
from onoma.corpus.records import Tally
from onoma.document import Document, Entity, Value
from onoma.errors import DocumentError

__all__ = ["LABELSTUDIO"]

_ANSWERS = ("annotations", "predictions")


def _recognises(record: Record) -> bool:
    return isinstance(record.get("data"), dict) and any(isinstance(record.get(key), list) for key in _ANSWERS)


def _reads(record: Record, place: str, tally: Tally) -> Document:
    data = record.pop("data")
    data = dict(data) if isinstance(data, dict) else {}
    text = data.pop("text", None)
    if not isinstance(text, str):
        raise DocumentError(f"a task whose data has {', '.join(sorted(data)) or 'nothing'}; its text must be data.text")
    task_id, own_id = take_id(record), take_id(data)
    regions = _regions(_answer(record, place, tally), place, tally)
    entities = [entity for region in regions for entity in json_to_entities(region, text, place, tally)]
    for key in (*_ANSWERS, *(record.keys() & data.keys())):
        if record.pop(key, None) and key not in _ANSWERS:
            tally.add(f"key {key!r} of a task not kept, since its data has one too", place)
    return Document(text, tuple(entities), None, own_id if own_id is not None else task_id, {**record, **data})


def _answer(record: Record, place: str, tally: Tally) -> Record:
    """The annotation, or else the prediction, that counts."""
    for key in _ANSWERS:
        answers = record.get(key)
        given = [answer for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []
        valid = [answer for answer in given if not answer.get("was_cancelled")]
        tally.add(f"cancelled or further {key} of a task left out", place, count=len(given) - bool(valid))
        if valid:
            return valid[0]
    return {}


def _regions(answer: Record, place: str, tally: Tally) -> Iterator[Value]:
    """Labelled spans with the keys that other dialects use."""
    result = answer.get("result")
    for region in result if isinstance(result, list) else []:
        value = region.get("value") if isinstance(region, dict) else None
        if not isinstance(region, dict) or not isinstance(value, dict) or "labels" not in value:
            tally.add("relation, choice or other result that labels no text left out", place)
            continue
        yield {**value, "score": region.get("score")}


def _writes(document: Document, place: str, tally: Tally) -> Record:
    data: Record = {"text": document.text} if document.id is None else {"text": document.text, "id": document.id}
    add_fields(data, document, ("id",), place, tally)
    result: list[Value] = [_entity_to_region(entity, document, index) for index, entity in enumerate(document.entities)]
    return {"data": data, "annotations": [{"result": result}]}


def _entity_to_region(entity: Entity, document: Document, index: int) -> Record:
    region: Record = {
        "id": f"e{index}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": entity.start,
            "end": entity.end,
            "text": document.text_of(entity),
            "labels": [entity.label],
        },
    }
    if entity.score is not None:
        region["score"] = entity.score
    return region


LABELSTUDIO = Dialect(_recognises, _reads, _writes, frozenset(("id", "fields", "score")))
