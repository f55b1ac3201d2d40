"""What commands say on stderr: remarks, counts, a progress bar where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onoma.errors import InputError

__all__ = ["NotReadCount", "counted", "say", "watched"]

Item = TypeVar("Item")

_PATIENCE_S = 1.0


def say(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    click.echo(f"onoma: {' '.join(message.splitlines())}", err=True)


def counted(n: int, one: str, many: str = "") -> str:
    """`1 document`, `1,234 documents`; `many` is the plural where it is not an added s."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


class NotReadCount:
    """Says at once what could not be read, and counts it."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, error: InputError) -> None:
        """Say it."""
        self.n += 1
        say(str(error))


def watched(items: Iterable[Item], *, total: int | None = None, shown: bool = True) -> Iterator[Item]:
    """The same items, with a bar on stderr that counts them.

    The bar appears when stderr is a terminal and the work has taken a second; it leaves no trace.
    """
    if not (shown and sys.stderr.isatty()):
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Rich would also redirect stdout, where the data goes.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task("documents", total=total)
    began = monotonic()
    try:
        for item in items:
            yield item
            bar.advance(task)
            if not bar.live.is_started and monotonic() - began > _PATIENCE_S:
                bar.start()
    finally:
        bar.stop()
