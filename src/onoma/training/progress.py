"""What a person sees while a model is trained: a bar with the time left, and a line per epoch, on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from onoma.training.fit import EpochRecord

__all__ = ["Progress"]


class Progress:
    """Talks about a training; `quiet` says nothing."""

    def __init__(self, n_epochs: int, *, quiet: bool = False) -> None:
        self._n_epochs = n_epochs
        self._console = Console(stderr=True, quiet=quiet, highlight=False)

    def say(self, line: str) -> None:
        """One line of talk."""
        self._console.print(line, markup=False)

    @contextmanager
    def epoch(self, number: int, n_steps: int) -> Iterator[Callable[[float], None]]:
        """A bar for one epoch; what it gives is told the loss after each step."""
        with self.bar(f"epoch {number}/{self._n_epochs}", n_steps) as moved:
            yield moved

    @contextmanager
    def bar(self, title: str, n_steps: int) -> Iterator[Callable[[float], None]]:
        """A bar that moves one step whenever what it gives is called, with a loss to show."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("loss {task.fields[loss]:.4f}"),
        )
        quiet = self._console.quiet or not self._console.is_terminal
        with Bar(*columns, console=self._console, transient=True, disable=quiet) as bar:
            task = bar.add_task(title, total=n_steps, loss=float("nan"))
            yield lambda loss: bar.update(task, advance=1, loss=loss)

    def told(self, record: EpochRecord) -> None:
        """The line of an epoch that has ended."""
        self.say(
            f"epoch {record.epoch:>2}/{self._n_epochs}  loss {record.loss:.4f}  dev precision {record.precision:.4f}  "
            f"recall {record.recall:.4f}  F1 {record.f1:.4f}  {record.duration_s:.0f} s"
        )
