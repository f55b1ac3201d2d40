"""One JSON object per document and line; carries everything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from onoma.document import Document, Entity, Value

__all__ = ["write_json_lines"]


def write_json_lines(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """`{"id", "text", "entities", …}` per line, offsets in code points; then the document's fields.

    A field of the input that is called like one of ours is written as `input_<name>`.
    """
    for document in documents:
        file.write(json.dumps(_document_to_record(document), ensure_ascii=False) + "\n")
    return Counter()


def _document_to_record(document: Document) -> dict[str, Value]:
    entities: list[Value] = [_entity_to_record(document, entity) for entity in document.entities]
    record: dict[str, Value] = {"id": document.id, "text": document.text, "entities": entities}
    for name, value in document.fields.items():
        if name == "id":  # the same id, as the number it was
            record["id"] = value
            continue
        while name in record:
            name = f"input_{name}"
        record[name] = value
    return record


def _entity_to_record(document: Document, entity: Entity) -> dict[str, Value]:
    record: dict[str, Value] = {
        "start": entity.start,
        "end": entity.end,
        "label": entity.label,
        "text": document.text_of(entity),
        "score": entity.score,
        "source": entity.source,
    }
    if entity.value is not None:
        record["value"] = entity.value
    if entity.fragments:
        record["fragments"] = [[start, end] for start, end in entity.fragments]
    if entity.attributes:
        record["attributes"] = dict(entity.attributes)
    return record
