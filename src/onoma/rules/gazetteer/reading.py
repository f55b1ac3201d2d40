"""Lists of terms from files: TXT, CSV, TSV, JSON lines, TOML.

A term has a name, and may have a label, an id and synonyms. What is wrong with a file is said with its
line and the next step.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from onoma.errors import InputError
from onoma.rules.gazetteer.terms import Term

__all__ = ["read_terms"]

_COLUMNS = ("name", "label", "id", "synonyms")
_SEPARATOR = "|"
_LETTER = re.compile(r"[^\W_]")
_LONGEST_CELL = 2**31 - 1


def read_terms(path: str | Path, label: str | None = None) -> Iterator[Term]:
    """The terms of a file, one at a time; the suffix says how it is read.

    A term without a label of its own gets `label`, or the file's name in capitals ("companies.csv":
    COMPANIES). Synonyms stand in one cell, separated by `|`, or are an array.

    Raises `InputError` for a file that can't be read, at the line that is broken.
    """
    path = Path(path)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise InputError(f"{path}: {path.suffix or 'no suffix'!r} is no list of terms; use {', '.join(_READERS)}")
    default = label or re.sub(r"\W+", "_", path.stem).strip("_").upper() or "TERM"
    n_terms = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for term in read(file, path, default):
                n_terms += 1
                yield term
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8: byte 0x{error.object[error.start]:02x} after {n_terms:,} terms; "
            "convert it: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the path") from None
    if not n_terms:
        raise InputError(f"{path}: holds no term; write one name per line, or see docs/rules.md")


def _read_lines(file: TextIO, path: Path, label: str) -> Iterator[Term]:
    for number, line in enumerate(file, start=1):
        name = line.strip()
        if name and not name.startswith("# "):
            yield _checked(Term(name, label), f"{path}:{number}")


def _read_table(file: TextIO, path: Path, label: str, *, delimiter: str) -> Iterator[Term]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        places = _places(header, path)
        line = rows.line_num + 1
        for row in rows:
            if len(row) == len(header):
                term = _of_row(row, places, label)
                yield term if _is_sound(term) else _checked(term, f"{path}:{line}")
            elif row:
                raise InputError(
                    f"{path}:{line}: {len(row)} columns where the header has {len(header)}; "
                    "quote cells that hold the separator"
                )
            line = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}:{rows.line_num}: broken table: {error}; check the quotes") from None


def _places(header: list[str], path: Path) -> tuple[int, ...]:
    """Where each of `_COLUMNS` stands in a row; -1 where the file has no such column."""
    if "name" not in header:
        names = ", ".join(map(repr, header)) or "nothing"
        raise InputError(
            f"{path}:1: the first line holds {names}, and no column is called 'name'; "
            f"name the columns: {', '.join(_COLUMNS)}"
        )
    return tuple(header.index(column) if column in header else -1 for column in _COLUMNS)


def _of_row(row: list[str], places: tuple[int, ...], label: str) -> Term:
    name, own_label, number, synonyms = places
    alternatives = row[synonyms] if synonyms >= 0 else ""
    return Term(
        row[name].strip(),
        (row[own_label].strip() or label) if own_label >= 0 else label,
        row[number].strip() if number >= 0 else "",
        tuple(map(str.strip, alternatives.split(_SEPARATOR))) if alternatives else (),
    )


def _read_json_lines(file: TextIO, path: Path, label: str) -> Iterator[Term]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            record: object = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f'{place}: broken JSON: {error}; write {{"name": "…"}} on one line') from None
        yield _of_record(record, label, place)


def _read_toml(file: TextIO, path: Path, label: str) -> Iterator[Term]:
    try:
        content: dict[str, object] = tomllib.loads(file.read())
    except tomllib.TOMLDecodeError as error:
        raise InputError(f'{path}: is no TOML: {error}; write [[term]] and name = "…" below it') from None
    records = content.get("term")
    if not isinstance(records, list):
        found = ", ".join(content) or "nothing"
        raise InputError(f'{path}: holds {found}, and no [[term]]; write [[term]] and name = "…" below it')
    for number, record in enumerate(records, start=1):
        yield _of_record(record, label, f"{path}: term {number}")


def _of_record(record: object, label: str, place: str) -> Term:
    if not isinstance(record, dict):
        raise InputError(f'{place}: holds {str(record)[:40]!r}, which is no object; write {{"name": "…"}}')
    if unknown := [key for key in record if key not in _COLUMNS]:
        raise InputError(f"{place}: {unknown[0]!r} is no field of a term; the fields are {', '.join(_COLUMNS)}")
    synonyms = record.get("synonyms", [])
    if not isinstance(synonyms, list) or not all(isinstance(synonym, str) for synonym in synonyms):
        raise InputError(f'{place}: synonyms are {str(synonyms)[:40]!r}; write an array of strings: ["…", "…"]')
    texts = {key: record.get(key, "") for key in ("name", "label", "id")}
    for key, text in texts.items():
        if not isinstance(text, str) and not (key == "id" and isinstance(text, int)):
            raise InputError(f"{place}: {key} is {str(text)[:40]!r}, which is no string; put it in quotes")
    return _checked(
        Term(str(texts["name"]).strip(), str(texts["label"]) or label, str(texts["id"]), tuple(synonyms)), place
    )


def _is_sound(term: Term) -> bool:
    return not term.synonyms and _LETTER.search(term.name) is not None


def _checked(term: Term, place: str) -> Term:
    if not term.name:
        raise InputError(f"{place}: the name is empty; write one, or take the line out")
    for name in (term.name, *term.synonyms):
        if not _LETTER.search(name):
            raise InputError(f"{place}: {name!r} holds no letter or digit; write a name, or take the line out")
    return term


def _read_csv(file: TextIO, path: Path, label: str) -> Iterator[Term]:
    return _read_table(file, path, label, delimiter=",")


def _read_tsv(file: TextIO, path: Path, label: str) -> Iterator[Term]:
    return _read_table(file, path, label, delimiter="\t")


_READERS: Mapping[str, Callable[[TextIO, Path, str], Iterable[Term]]] = {
    ".txt": _read_lines,
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".jsonl": _read_json_lines,
    ".toml": _read_toml,
}
