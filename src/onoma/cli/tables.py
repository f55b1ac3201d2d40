"""How tables look: bare columns that fold rather than cut, in a terminal as in a pipe."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table

__all__ = ["bare_table", "table_console"]

_WIDTH_OF_A_PIPE = 160


def bare_table(texts: tuple[str, ...], figures: tuple[str, ...] = ()) -> Table:
    """An empty table with columns of text, which fold, then columns of figures, which stay whole."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in texts:
        table.add_column(column, overflow="fold")
    for column in figures:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def table_console(file: TextIO) -> Console:
    """A console that prints what stands in the data as it stands: `[bold]` and `:smile:` are text."""
    width = None if file.isatty() else _WIDTH_OF_A_PIPE
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)
