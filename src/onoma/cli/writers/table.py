"""A table per document, for eyes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from rich.table import Table
from rich.text import Text

from onoma.cli.tables import bare_table, table_console
from onoma.cli.writers.meaning import meaning
from onoma.document import Document

__all__ = ["write_table"]


def write_table(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """Each document's id, then the label, text, meaning, score and offsets of its entities."""
    console = table_console(file)
    for document in documents:
        if document.id is not None:
            console.print(Text(_visible(document.id), style="bold"))
        console.print(_table(document) if document.entities else Text("no entities", style="dim"))
        console.print()
    return Counter()


def _table(document: Document) -> Table:
    meanings = [meaning(entity) for entity in document.entities]
    known = any(meanings)
    table = bare_table(("label", "text", "meaning") if known else ("label", "text"), ("score", "at"))
    for entity, means in zip(document.entities, meanings, strict=True):
        table.add_row(
            Text(_visible(entity.label), style="cyan"),
            Text(_visible(document.text_of(entity))),
            *((Text(_visible(means)),) if known else ()),
            Text(f"{entity.score:.2f}" if entity.score is not None else "–"),
            Text(f"{entity.start}–{entity.end}", style="dim"),
        )
    return table


def _visible(text: str) -> str:
    """On one line, and without the control characters by which a text could command the terminal."""
    shown = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" else char for char in shown)
