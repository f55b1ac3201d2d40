"""Documents to a stream, as they come: one file per output format.

A writer takes documents and an open stream, and returns what its format could not carry, counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TextIO, TypeAlias

from onoma.cli.writers.csv_rows import write_csv
from onoma.cli.writers.html_page import write_html
from onoma.cli.writers.json_lines import write_json_lines
from onoma.cli.writers.marked_text import write_marked_text
from onoma.cli.writers.table import write_table
from onoma.document import Document

__all__ = ["SUFFIXES", "WRITERS", "Writer"]

Writer: TypeAlias = Callable[[Iterable[Document], TextIO], Counter[str]]

WRITERS: dict[str, Writer] = {
    "table": write_table,
    "text": write_marked_text,
    "jsonl": write_json_lines,
    "csv": write_csv,
    "html": write_html,
}
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html"}
