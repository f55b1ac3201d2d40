"""Inputs written again with other texts, each in its own format, and all of them in place at once or none.

A .txt comes out as text, JSON lines and CSV with the same fields in the same order. One input goes to stdout or a
file; several go to a folder, under the names they have below the folder that they share.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

import click

from onoma.cli.inputs import Inputs
from onoma.cli.output import draft_beside, open_draft, utf8_stdout, writable_target
from onoma.cli.reading import Record
from onoma.cli.sources import STDIN, Source
from onoma.document import Value
from onoma.errors import InputError

__all__ = ["Rewritten", "with_text"]

Columns = Mapping[str, Value]


def _short_names(sources: Sequence[Source]) -> dict[str, str]:
    """What each source is called below the folder that all of them share, by its path."""
    paths = [os.path.abspath(source.path) for source in sources if source.path != STDIN]
    shared = os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else ""
    names = {source.path: "stdin" for source in sources if source.path == STDIN}
    return names | {
        source.path: os.path.relpath(os.path.abspath(source.path), shared) for source in sources if source.path != STDIN
    }


class Rewritten:
    """Collects records beside their places; `settle` puts them there. Used as a context, it leaves no draft behind."""

    def __init__(self, inputs: Inputs, sources: Sequence[Source]) -> None:
        self._inputs = inputs
        self._names = _short_names(sources)
        self._met: Counter[str] = Counter()
        self._to_stdout = inputs.output in (None, STDIN)
        self._is_folder = _is_folder(inputs.output, sources)
        self._drafts: dict[Path, Path] = {}
        self._open: tuple[Source, TextIO] | None = None

    def __enter__(self) -> Rewritten:
        return self

    def __exit__(self, *_: object) -> None:
        if self._open is not None:
            self._open[1].close()
        for draft in self._drafts:
            draft.unlink(missing_ok=True)

    def name_of(self, record: Record) -> str:
        """What a record is called in a key: its own id, or its place below the shared folder; ask once for each."""
        own = record.document.id
        name = self._names[record.source.path] + record.place.removeprefix(record.source.name)
        name = own if own is not None and own != record.place else name
        self._met[name] += 1
        return name if self._met[name] == 1 else f"{name} ({self._met[name]})"

    def write(self, record: Record, text: str, columns: Columns) -> None:
        """The record with this text and, where it has columns, these; records of a source come one after the other."""
        if self._open is None or self._open[0] != record.source:
            self._begin(record.source, columns)
        assert self._open is not None
        file = self._open[1]
        match record.source.kind:
            case "jsonl":
                file.write(json.dumps(columns, ensure_ascii=False) + "\n")
            case "csv":
                csv.writer(file, lineterminator="\n").writerow(columns.values())
            case "given":
                file.write(text + "\n")
            case _:
                file.write(text)

    def _begin(self, source: Source, columns: Columns) -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = (source, self._opened(source))
        if source.kind == "csv":
            csv.writer(self._open[1], lineterminator="\n").writerow(columns)

    def _opened(self, source: Source) -> TextIO:
        if self._to_stdout:
            return TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="")
        target = self._target(source)
        draft = draft_beside(target)
        file = open_draft(draft, str(target))
        self._drafts[draft] = target
        return file

    def _target(self, source: Source) -> Path:
        output = str(self._inputs.output)
        if not self._is_folder:
            return writable_target(output)
        target = Path(output, self._names[source.path])
        target.parent.mkdir(parents=True, exist_ok=True)
        return writable_target(str(target))

    def settle(self) -> None:
        """Put everything into its place."""
        if self._to_stdout and self._open is not None:
            self._open[1].seek(0)
            out = utf8_stdout()
            shutil.copyfileobj(self._open[1], out)
            out.flush()
            return
        if self._open is not None:
            self._open[1].close()
        for draft, target in self._drafts.items():
            os.replace(draft, target)
        self._drafts = {}

    @property
    def file_names(self) -> list[str]:
        """What the files in the folder will be called that somebody else may see; none for a name that was given."""
        return sorted(self._names.values()) if self._is_folder else []


def _is_folder(output: str | None, sources: Sequence[Source]) -> bool:
    if output in (None, STDIN):
        if len(sources) > 1:
            raise click.UsageError(f"{len(sources):,} inputs go to no one place; name a folder: -o FOLDER.")
        return False
    assert output is not None
    if len(sources) > 1 and os.path.isfile(output):
        raise InputError(f"-o {output}: is a file, but there are {len(sources):,} inputs; name a folder")
    return len(sources) > 1 or os.path.isdir(output) or output.endswith(os.sep)


def with_text(columns: Columns, text_column: str, text: str) -> Columns:
    """The columns with another text; none where there were none."""
    return {name: text if name == text_column else value for name, value in columns.items()}
