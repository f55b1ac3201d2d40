"""Inputs to documents, one at a time: plain text, JSON lines, CSV.

The text is exactly what the input holds: decoded as UTF-8, byte-order mark, CRLF and all. What
cannot be read is reported with its place, and the rest is read all the same.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import BinaryIO

from onoma.cli.sources import STDIN, NotRead, Source
from onoma.document import Document, Value
from onoma.errors import InputError

__all__ = ["Record", "given_text", "read_documents", "read_records"]

_BOM = "\ufeff"
_UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """A document beside what it was read from: all its fields or columns in their order, none of plain text.

    `place` is `path`, or `path:line`; the document's id is the same unless it has one of its own.
    """

    document: Document
    source: Source
    place: str
    columns: Mapping[str, Value]


def read_documents(sources: Iterable[Source], text_field: str, not_read: NotRead) -> Iterator[Document]:
    """The documents of all sources, in order, without entities; ids are paths, or `path:line`.

    `text_field` is the JSON field or CSV column with the text; the others become `fields`.
    """
    return (record.document for record in read_records(sources, text_field, not_read))


def read_records(sources: Iterable[Source], text_field: str, not_read: NotRead) -> Iterator[Record]:
    """The same documents, with what it takes to write them again as they came."""
    for source in sources:
        try:
            with _opened(source) as file:
                yield from _READERS[source.kind](file, source, text_field, not_read)
        except InputError as error:
            not_read(error)
        except OSError as error:
            not_read(InputError(f"{source.name}: cannot be read: {error.strerror or error}"))


def given_text(text: str) -> Document:
    """The document of a text that stands on the command line."""
    _refuse_half_characters(text, "--text")
    return Document(text)


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    if source.path == STDIN:
        return nullcontext(sys.stdin.buffer)
    return open(source.path, "rb")


def _read_text(file: BinaryIO, source: Source, text_field: str, not_read: NotRead) -> Iterator[Record]:
    raw, name = file.read(), source.name
    if not raw:
        raise InputError(f"{name}: is empty; there is nothing to read")
    _refuse_binary(raw, name)
    yield Record(Document(_decoded(raw, name), id=name), source, name, {})


def _read_json_lines(file: BinaryIO, source: Source, text_field: str, not_read: NotRead) -> Iterator[Record]:
    empty = True
    for number, raw in enumerate(file, start=1):
        place = f"{source.name}:{number}"
        _refuse_binary(raw, place)
        if not raw.strip():
            continue
        empty = False
        try:
            # A byte-order mark belongs to the file, not to the JSON in it.
            line = _decoded(raw, place).removeprefix(_BOM if number == 1 else "")
            yield _record(_parsed(line, place), source, text_field, place)
        except InputError as error:
            not_read(error)
    if empty:
        raise InputError(f"{source.name}: is empty; expected one JSON object per line")


def _parsed(line: str, place: str) -> Mapping[str, Value]:
    try:
        record: Value = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{place}: broken JSON at column {error.colno}: {error.msg}; expected one JSON object per line"
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: JSON that cannot be read: {error}; shorten or flatten the record") from None
    if not isinstance(record, dict):
        raise InputError(f'{place}: holds {line[:40]!r}, not an object; write {{"text": "…"}}')
    return record


def _read_csv(file: BinaryIO, source: Source, text_field: str, not_read: NotRead) -> Iterator[Record]:
    name = source.name
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(_decoded_lines(file, name), strict=True)
    try:
        header = next(rows, [])
        _check_header(header, name, text_field)
        line = rows.line_num + 1
        for row in rows:
            place, line = f"{name}:{line}", rows.line_num + 1
            if len(row) == len(header):
                try:
                    yield _record(dict(zip(header, row, strict=True)), source, text_field, place)
                except InputError as error:
                    not_read(error)
            elif row:
                columns = f"{len(row)} columns where the header has {len(header)}"
                not_read(InputError(f"{place}: {columns}; quote cells that hold commas"))
    except csv.Error as error:
        raise InputError(
            f"{name}:{rows.line_num}: broken CSV: {error}; the rest was not read, check the quotes"
        ) from None


def _decoded_lines(file: BinaryIO, name: str) -> Iterator[str]:
    for number, raw in enumerate(file, start=1):
        place = f"{name}:{number}"
        _refuse_binary(raw, place)
        yield _decoded(raw, place).removeprefix(_BOM if number == 1 else "")


def _check_header(header: list[str], name: str, text_field: str) -> None:
    if not header:
        raise InputError(f"{name}: is empty; expected a first line with the names of the columns")
    for column in header:
        if header.count(column) > 1:
            raise InputError(f"{name}:1: column {column!r} occurs twice; give each a name of its own")
    if text_field not in header:
        hint = "say --text-column"
        if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
            hint = "separate columns by commas"
        raise InputError(f"{name}:1: no column {text_field!r} among {', '.join(map(repr, header))}; {hint}")


def _record(columns: Mapping[str, Value], source: Source, text_field: str, place: str) -> Record:
    return Record(_document(columns, text_field, place), source, place, columns)


def _document(record: Mapping[str, Value], text_field: str, place: str) -> Document:
    if text_field not in record:
        names = ", ".join(map(repr, record)) or "none at all"
        raise InputError(f"{place}: no field {text_field!r}; the fields are {names}; say --text-column")
    text = record[text_field]
    if not isinstance(text, str):
        raise InputError(f"{place}: field {text_field!r} holds {str(text)[:40]!r}, which is no string")
    _refuse_half_characters(text, place)
    given_id = record.get("id")
    has_id = given_id is not None and given_id != "" and text_field != "id"
    # An id that is no string stays among the fields too, so that it is written as it came.
    idle = {text_field} if has_id and not isinstance(given_id, str) else {text_field, "id"}
    fields = {key: value for key, value in record.items() if key not in idle}
    return Document(text, id=str(given_id) if has_id else place, fields=fields)


def _refuse_binary(raw: bytes, place: str) -> None:
    if raw.startswith(_UTF_16_BOMS):
        raise InputError(f"{place}: is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8")
    if (offset := raw.find(b"\0")) >= 0:
        raise InputError(f"{place}: is binary (a NUL byte at offset {offset}); convert it to plain text in UTF-8 first")


def _decoded(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{place}: is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start} (line {line}); "
            "convert it: iconv -f WINDOWS-1252 -t UTF-8, or whatever it is written in"
        ) from None


def _refuse_half_characters(text: str, place: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{place}: character {error.start} is {text[error.start]!a}, half of a surrogate pair and no "
            "character; write the text in UTF-8"
        ) from None


_READERS: Mapping[str, Callable[[BinaryIO, Source, str, NotRead], Iterator[Record]]] = {
    "text": _read_text,
    "jsonl": _read_json_lines,
    "csv": _read_csv,
}
