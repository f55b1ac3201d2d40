"""What a person sees while a model is trained: a bar with the time left, and a line per epoch, on stderr."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import keras
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

    def epoch(self, number: int, n_steps: int) -> _EpochBar:
        """A Keras callback that moves a bar for one epoch."""
        return _EpochBar(self._console, f"epoch {number}/{self._n_epochs}", n_steps)

    def told(self, record: EpochRecord) -> None:
        """The line of an epoch that has ended."""
        self.say(
            f"epoch {record.epoch:>2}/{self._n_epochs}  loss {record.loss:.4f}  dev precision {record.precision:.4f}  "
            f"recall {record.recall:.4f}  F1 {record.f1:.4f}  {record.duration_s:.0f} s"
        )


class _EpochBar(keras.callbacks.Callback):
    def __init__(self, console: Console, title: str, n_steps: int) -> None:
        super().__init__()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("loss {task.fields[loss]:.4f}"),
        )
        self._bar = Bar(*columns, console=console, transient=True, disable=console.quiet or not console.is_terminal)
        self._task = self._bar.add_task(title, total=n_steps, loss=float("nan"))
        self.duration_s = 0.0

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._began = time.perf_counter()
        self._bar.start()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._bar.update(self._task, advance=1, loss=float((logs or {}).get("loss", float("nan"))))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._bar.stop()
        self.duration_s = time.perf_counter() - self._began
