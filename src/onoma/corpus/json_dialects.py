"""What one JSON dialect is, and reading and writing corpora in any of them.

Reading finds the dialect of each record by itself, so that one reader serves them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onoma.corpus.files import write_text
from onoma.corpus.json_records import Record, read_records
from onoma.corpus.losses import Part, count_losses, place_of
from onoma.corpus.records import Corpus, Note, Origin, Tally
from onoma.document import Document, Value
from onoma.errors import CorpusError, DocumentError

__all__ = [
    "Dialect",
    "add_fields",
    "read_json",
    "take_id",
    "take_list",
    "take_text",
    "write_json_lines",
    "write_json_list",
]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write a document as a JSON record.

    `reads` gives None for a record that is none of the corpus, and has counted it. `carried` are the
    parts of a document that `writes` has a place for.
    """

    recognises: Callable[[Record], bool]
    reads: Callable[[Record, str, Tally], Document | None]
    writes: Callable[[Document, str, Tally], Record]
    carried: frozenset[Part]


def take_id(record: Record) -> str | None:
    """Remove and return the id, as a string; one that is neither string nor number stays."""
    id = record.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int):
        return None
    del record["id"]
    return str(id)


def take_text(record: Record) -> str:
    """Remove and return the text."""
    text = record.pop("text", None)
    if not isinstance(text, str):
        raise DocumentError(f"text {text!r} is no string; give each record one")
    return text


def take_list(record: Record, key: str) -> list[Value]:
    """Remove and return the list under `key`."""
    items = record.pop(key, None)
    if not isinstance(items, list):
        raise DocumentError(f"{key} {items!r} is no list; give each record one")
    return items


def add_fields(record: Record, document: Document, reserved: Sequence[str], place: str, tally: Tally) -> Record:
    """The record with the document's further fields, save those whose name means something else here."""
    for name, value in document.fields.items():
        if name in record or name in reserved:
            tally.add(f"field {name!r} not carried, since its name is taken", place)
        else:
            record[name] = value
    return record


def read_json(path: Path, tally: Tally, *, dialects: Sequence[Dialect]) -> Corpus:
    """One document per record, each in whichever of the dialects it is written.

    Raises `CorpusError` at the line of a record in none of them, or with an offset outside its text.
    """
    documents: list[Document] = []
    origins: list[Origin] = []
    for line, record in read_records(path, tally):
        dialect = next((dialect for dialect in dialects if dialect.recognises(record)), None)
        if dialect is None:
            keys = ", ".join(sorted(record)) or "no key"
            hint = "give each a 'text' and a list of 'entities', 'spans' or 'label', empty where there are none"
            error = CorpusError(path, line, f"a record with {keys} is no labelled text", hint=hint)
            tally.refuse(error, f"{path}:{line}")
            continue
        document = _read_record(dialect, record, path, line, tally)
        if document is not None:
            documents.append(document)
            origins.append(Origin(str(path), line))
    return Corpus(tuple(documents), path.name, tally.notes, tuple(origins))


def _read_record(dialect: Dialect, record: Record, path: Path, line: int, tally: Tally) -> Document | None:
    try:
        return dialect.reads(dict(record), f"{path}:{line}", tally)
    except DocumentError as error:
        refused = CorpusError(path, line, str(error))
        if not tally.thorough:
            raise refused from error
        tally.refuse(refused, f"{path}:{line}")
        return None


def _records(corpus: Corpus, dialect: Dialect, tally: Tally) -> Iterator[Record]:
    for number, document in enumerate(corpus, 1):
        place = place_of(document, number)
        count_losses(document, place, dialect.carried, tally)
        yield dialect.writes(document, place, tally)


def write_json_lines(corpus: Corpus, path: Path, dialect: Dialect) -> tuple[Note, ...]:
    """One record per line."""
    tally = Tally()
    records = _records(corpus, dialect, tally)
    write_text(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    return tally.notes


def write_json_list(corpus: Corpus, path: Path, dialect: Dialect) -> tuple[Note, ...]:
    """One list of all records, a record per line."""
    tally = Tally()
    records = _records(corpus, dialect, tally)
    body = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    write_text(path, f"[\n{body}\n]\n")
    return tally.notes
