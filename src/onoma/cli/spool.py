"""Records that are read once and needed twice, in a temporary file that vanishes with the process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from tempfile import TemporaryFile

from onoma.cli.reading import Record
from onoma.cli.sources import Source
from onoma.document import Document

__all__ = ["Spool"]


class Spool:
    """Records without their entities; written by `keep`, read again by iteration."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 — lives as long as the spool

    def keep(self, record: Record) -> None:
        """Add it at the end."""
        document, source = record.document, record.source
        row = (document.id, document.text, source.path, source.kind, record.place, list(record.columns.items()))
        self._file.write(json.dumps(row) + "\n")

    def __iter__(self) -> Iterator[Record]:
        self._file.seek(0)
        for line in self._file:
            id, text, path, kind, place, columns = json.loads(line)
            yield Record(Document(text, id=id), Source(path, kind), place, dict(columns))

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
