"""The epochs of a training: fit, judge by entity F1 on dev, remember the best, stop, resume.

After each epoch everything that the next one depends on is written down, so that a training that was
interrupted goes on as if it had not been.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from onoma.evaluation import Prf
from onoma.training.learner import Arrays, Learner
from onoma.training.progress import Progress
from onoma.training.settings import OptimiserSettings

__all__ = ["EpochRecord", "Fitting", "Run"]

_STATE = "state.npz"
_BEST = "best.npz"


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch: mean training loss per word, strict entity precision, recall and F1 on dev, seconds."""

    epoch: int
    loss: float
    precision: float
    recall: float
    f1: float
    duration_s: float


@dataclass(slots=True)
class Run:
    """What a training has done so far; `key` tells whether a folder's run is the one that is asked for."""

    key: str
    epochs: list[EpochRecord] = field(default_factory=list)

    @property
    def best(self) -> EpochRecord | None:
        """The epoch with the highest dev F1; the earlier one of equals."""
        return max(self.epochs, key=lambda record: record.f1, default=None)

    @property
    def best_f1(self) -> float:
        """The highest dev F1, below 0 before the first epoch."""
        return self.best.f1 if self.best else -1.0

    def stopped(self, settings: OptimiserSettings) -> bool:
        """Whether all epochs are done, or too many passed since the best that found anything."""
        best = self.best
        waited = len(self.epochs) - best.epoch if best and best.f1 > 0 else 0
        return len(self.epochs) >= settings.epochs or waited >= settings.patience


class Fitting:
    """A network in training; its state is kept in `folder`."""

    def __init__(self, learner: Learner, settings: OptimiserSettings, folder: Path) -> None:
        self._learner, self._settings, self._folder = learner, settings, folder

    def run(self, key: str, judge: Callable[[], Prf], progress: Progress) -> Run:
        """Train until the settings say stop; afterwards the learner has the best epoch's weights.

        `key` names this training: a folder that holds the state of another one is begun anew. `judge` gives
        the dev scores of the learner's present weights.
        """
        run = self._resumed(key)
        while not run.stopped(self._settings):
            run.epochs.append(self._one_epoch(len(run.epochs) + 1, run, judge, progress))
            self._save(run)
        self._learner.set_weights(self._arrays(_BEST))
        return run

    def _one_epoch(self, number: int, run: Run, judge: Callable[[], Prf], progress: Progress) -> EpochRecord:
        began = time.perf_counter()
        with progress.epoch(number, self._learner.n_steps(number)) as moved:
            loss = self._learner.learn(number, moved)
        duration_s = time.perf_counter() - began
        dev = judge()
        record = EpochRecord(number, loss, dev.precision, dev.recall, dev.f1, duration_s)
        if dev.f1 > run.best_f1:
            self._write(_BEST, self._learner.weights())
        progress.told(record)
        return record

    def _resumed(self, key: str) -> Run:
        """The run that the folder holds, when it is this one; else a new one."""
        path = self._folder / _STATE
        if not path.is_file():
            return Run(key)
        with np.load(path, allow_pickle=False) as arrays:
            table = json.loads(str(arrays["run"]))
        if table["key"] != key:
            return Run(key)
        self._learner.set_state(self._arrays(_STATE))
        return Run(key, [EpochRecord(**record) for record in table["epochs"]])

    def _save(self, run: Run) -> None:
        """Everything in one file, so that weights and record can't disagree."""
        self._write(_STATE, self._learner.state(), json.dumps(asdict(run)))

    def _write(self, name: str, arrays: Arrays, run: str = "") -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"draft-{name}"
        np.savez(draft, *arrays, run=np.array(run))
        os.replace(draft, self._folder / name)

    def _arrays(self, name: str) -> Arrays:
        with np.load(self._folder / name, allow_pickle=False) as arrays:
            return [arrays[f"arr_{index}"] for index in range(len(arrays.files) - 1)]
