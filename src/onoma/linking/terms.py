"""A list of terms as a file: ids, names, synonyms, labels.

CSV and TSV have a first line with the names of the columns; JSON lines have fields of these names; a line of
plain text is a name that is its own id. Only the name has to be there.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from onoma.errors import InputError

__all__ = ["Term", "read_terms"]

_ID, _NAME, _SYNONYMS, _LABEL = "id", "name", "synonyms", "label"
_BETWEEN_SYNONYMS = "|"


class Term(NamedTuple):
    """One thing with an id: its name, other names, and the label of entities that may be it ("" for any)."""

    id: str
    name: str
    synonyms: Sequence[str] = ()
    label: str = ""


def read_terms(path: str | Path) -> Iterator[Term]:
    """The terms of a file, in order, one at a time.

    Raises `InputError` with the place of what cannot be read.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _READERS:
        raise InputError(f"{path}: {suffix or 'no suffix'!r} is no list of terms; known are {', '.join(_READERS)}")
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            yield from _READERS[suffix](file, str(path))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 ({error}); convert it: iconv -f WINDOWS-1252 -t UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None


def _read_lines(file: TextIO, path: str) -> Iterator[Term]:
    for line in file:
        if name := line.strip():
            yield Term(name, name)


def _read_commas(file: TextIO, path: str) -> Iterator[Term]:
    return _read_rows(csv.reader(file, strict=True), path)


def _read_tabs(file: TextIO, path: str) -> Iterator[Term]:
    return _read_rows((line.rstrip("\r\n").split("\t") for line in file), path)


def _read_rows(rows: Iterable[list[str]], path: str) -> Iterator[Term]:
    header: list[str] | None = None
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if header is None:
                header = [column.strip().lower() for column in row]
                if _NAME not in header:
                    raise InputError(
                        f"{path}:1: no column 'name' among {', '.join(header)}; id, synonyms and label may be"
                    )
            elif row and row != [""]:
                if len(row) != len(header):
                    raise InputError(f"{path}: row {number} has {len(row)} columns where the header has {len(header)}")
                yield _term(dict(zip(header, row, strict=True)), f"{path}: row {number}")
    except csv.Error as error:
        raise InputError(f"{path}: row {number + 1}: broken CSV: {error}; check the quotes") from None


def _read_json_lines(file: TextIO, path: str) -> Iterator[Term]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: broken JSON: {error}; expected one object per line") from None
        if not isinstance(record, dict):
            raise InputError(f'{path}:{number}: holds no object; write {{"id": "…", "name": "…"}}')
        yield _term(record, f"{path}:{number}")


def _term(record: Mapping[str, object], place: str) -> Term:
    name = _text(record.get(_NAME), f"{place}: name")
    if not name:
        raise InputError(f"{place}: has no name; give it one")
    synonyms = record.get(_SYNONYMS) or ()
    if isinstance(synonyms, str):
        synonyms = synonyms.split(_BETWEEN_SYNONYMS)
    if not isinstance(synonyms, list | tuple):
        raise InputError(f"{place}: synonyms are {synonyms!r}; write a list, or join them by {_BETWEEN_SYNONYMS!r}")
    others = [_text(synonym, f"{place}: synonyms") for synonym in synonyms]
    label = _text(record.get(_LABEL), f"{place}: label")
    return Term(_text(record.get(_ID), f"{place}: id") or name, name, [other for other in others if other], label)


def _text(value: object, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        raise InputError(f"{place} is {value!r}; write a string")
    return str(value).strip()


_READERS: Mapping[str, Callable[[TextIO, str], Iterator[Term]]] = {
    ".csv": _read_commas,
    ".tsv": _read_tabs,
    ".jsonl": _read_json_lines,
    ".txt": _read_lines,
}
