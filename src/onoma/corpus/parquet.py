"""Parquet, as `datasets` writes it: rows, and what the file says of its columns. The one door of pyarrow here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType

from onoma.corpus.json_records import Record
from onoma.document import Value
from onoma.errors import CorpusError, MissingExtraError, reason_of

__all__ = ["PARQUET_MAGIC", "read_parquet", "write_parquet"]

PARQUET_MAGIC = b"PAR1"

_METADATA = b"huggingface"
_ROWS_AT_ONCE = 1024
_TAGS = "ner_tags"


def read_parquet(path: Path) -> tuple[Iterator[tuple[int, Record]], Value]:
    """Rows with their numbers from 1, and the table in which `datasets` describes them.

    Raises `CorpusError` for a file that can't be read, `MissingExtraError` without pyarrow.
    """
    pyarrow = _pyarrow("reading parquet")
    try:
        file = pyarrow.parquet.ParquetFile(path)
        known: Value = json.loads((file.schema_arrow.metadata or {}).get(_METADATA, b"null"))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        hint = "get it again, or export it as JSON lines"
        raise CorpusError(path, None, f"is no parquet file that can be read ({reason_of(error)})", hint=hint) from None
    batches = (batch.to_pylist() for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE))
    return enumerate(chain.from_iterable(batches), 1), known


def write_parquet(rows: Sequence[Mapping[str, Value]], path: Path) -> None:
    """Rows with tags as numbers, and the names of these where `datasets` looks for them.

    Raises `CorpusError` where the rows' other columns don't fit each other, `MissingExtraError` without pyarrow.
    """
    pyarrow = _pyarrow("writing parquet")
    columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
    tags = columns.get(_TAGS, [])
    names = sorted({str(tag) for row in tags if isinstance(row, list) for tag in row} | {"O"}, key=_order)
    columns[_TAGS] = [[names.index(str(tag)) for tag in row] if isinstance(row, list) else row for row in tags]
    features = {
        "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
        _TAGS: {"feature": {"names": names, "_type": "ClassLabel"}, "_type": "Sequence"},
    }
    known = {_METADATA: json.dumps({"info": {"features": features}}).encode()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pyarrow.parquet.write_table(pyarrow.table(columns).replace_schema_metadata(known), path)
    except (pyarrow.ArrowException, OSError) as error:
        wrong = f"cannot be written as parquet ({reason_of(error)})"
        raise CorpusError(path, None, wrong, hint="write .jsonl instead") from None


def _order(tag: str) -> tuple[bool, str, str]:
    """`O` first, then label by label, its B- before its I-."""
    return tag != "O", tag[2:], tag[:1]


def _pyarrow(purpose: str) -> ModuleType:
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "parquet", purpose) from None
