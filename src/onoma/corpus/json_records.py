"""JSON files as records with their lines: one record per line, or one list of records.

The dialect is found record by record (see `dialects`); here stands only what the dialects share.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from onoma.corpus.files import read_text
from onoma.corpus.records import Tally
from onoma.document import Value
from onoma.errors import CorpusError

__all__ = ["Record", "looks_like_json", "read_records"]

Record: TypeAlias = dict[str, Value]

_SPACE = re.compile(r"[ \t\n\r]*")


def looks_like_json(text: str) -> bool:
    """Whether the text begins like an object, or a list of objects."""
    return re.match(r"\s*(?:\[\s*)?\{\s*\"", text) is not None


def read_records(path: Path, tally: Tally) -> Iterator[tuple[int, Record]]:
    """Each record and the line it begins on.

    Raises `CorpusError` where the JSON breaks off, or at something that is no object.
    """
    text = read_text(path)
    start = _skip(text, 0)
    in_list = text.startswith("[", start)
    decoder = json.JSONDecoder()
    line, counted, position = 1, 0, _skip(text, start + in_list)
    while position < len(text) and not (in_list and text[position] == "]"):
        line, counted = line + text.count("\n", counted, position), position
        try:
            found, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            what = f"no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            refused = CorpusError(path, error.lineno, what, hint="write one object per line")
            if in_list or not tally.thorough:
                raise refused from error
            tally.refuse(refused, f"{path}:{error.lineno}")
            position = _next_line(text, position)
            continue
        value: Value = found
        if isinstance(value, dict):
            yield line, value
        else:
            what = f"{str(value)[:40]!r} is no object"
            tally.refuse(CorpusError(path, line, what, hint="write one object per line"), f"{path}:{line}")
        position = _next(path, text, end, line, in_list=in_list)
    if in_list and (position == len(text) or _skip(text, position + 1) < len(text)):
        raise CorpusError(path, line, "the list of records has no end here", hint="close it with ']', and end the file")


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _next_line(text: str, position: int) -> int:
    """Where the first record stands after the line of `position`."""
    end = text.find("\n", position)
    return len(text) if end < 0 else _skip(text, end)


def _next(path: Path, text: str, end: int, line: int, *, in_list: bool) -> int:
    """Where the record after the one that ends at `end` begins."""
    position = _skip(text, end)
    if in_list and text.startswith(",", position):
        return _skip(text, position + 1)
    if in_list and position < len(text) and text[position] != "]":
        raise CorpusError(path, line, "no comma or ']' after the record", hint="mend the list")
    if in_list:
        return position
    if position < len(text) and "\n" not in text[end:position]:
        raise CorpusError(path, line, f"{text[end : end + 20]!r} after the record", hint="write one object per line")
    return position
