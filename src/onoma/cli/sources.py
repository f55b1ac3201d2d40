"""Which inputs a command line names: files, folders, patterns and stdin, each with its kind.

Nothing is opened here; `reading` does that.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onoma.errors import InputError

__all__ = ["INPUT_FORMATS", "STDIN", "NotRead", "Source", "find_sources"]

STDIN = "-"
INPUT_FORMATS = ("text", "jsonl", "csv")

_KINDS = {".txt": "text", ".md": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
_STRUCTURED = frozenset((".json", ".tsv", ".xml", ".html", ".htm", ".parquet", ".pdf", ".docx", ".xlsx"))

NotRead = Callable[[InputError], None]
"""Told about every input, or part of one, that could not be read; the others go on."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its path, or `-` for stdin, and one of `INPUT_FORMATS`."""

    path: str
    kind: str

    @property
    def name(self) -> str:
        """How messages and ids call it."""
        return "stdin" if self.path == STDIN else self.path


def find_sources(
    paths: Iterable[str], not_read: NotRead, *, kind: str | None = None, leave_out: str | None = None
) -> list[Source]:
    """The inputs that `paths` name, in that order, each once; folders and patterns in sorted order.

    `kind` overrides what the suffixes say. `leave_out` is a file that folders and patterns must not
    yield: the output of this run, or of the one before.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        try:
            files = _files(path, leave_out)
        except InputError as error:
            not_read(error)
            continue
        for file in files:
            try:
                source = Source(file, kind or _kind(file))
            except InputError as error:
                not_read(error)
            else:
                sources.setdefault(STDIN if file == STDIN else os.path.abspath(file), source)
    return list(sources.values())


def _files(path: str, leave_out: str | None) -> list[str]:
    if os.path.isdir(path):
        return _wanted(_walk(path), leave_out, path)
    if path == STDIN or os.path.exists(path):
        return [path]
    if glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        files = (file for match in matches for file in (_walk(match) if os.path.isdir(match) else [match]))
        return _wanted(files, leave_out, path)
    raise InputError(f"{path}: no such file or folder; check the path (here is {os.getcwd()})")


def _walk(folder: str) -> Iterator[str]:
    """Files of known kinds below `folder`, sorted; what is hidden stays hidden."""
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in _KINDS:
                yield os.path.normpath(os.path.join(where, name))


def _wanted(files: Iterable[str], leave_out: str | None, path: str) -> list[str]:
    output = os.path.abspath(leave_out) if leave_out is not None else None
    wanted = [file for file in files if os.path.abspath(file) != output]
    if not wanted:
        raise InputError(f"{path}: holds no file to read; known kinds are {', '.join(_KINDS)}")
    return wanted


def _kind(path: str) -> str:
    suffix = Path(path).suffix.lower()
    if suffix in _STRUCTURED:
        raise InputError(
            f"{path}: {suffix} files are not read; convert it to .txt, .jsonl or .csv, "
            "or say --input-format text to read it as it stands"
        )
    return _KINDS.get(suffix, "text")
