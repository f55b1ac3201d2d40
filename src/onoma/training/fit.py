"""The epochs of a training: fit, judge by entity F1 on dev, remember the best, stop, resume.

After each epoch everything that the next one depends on is written down, so that a training that was
interrupted goes on as if it had not been.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import keras
import numpy as np

from onoma.encoding import WordEncoder
from onoma.evaluation import Prf
from onoma.training.batches import Epoch
from onoma.training.examples import Example
from onoma.training.network import Tagger
from onoma.training.progress import Progress
from onoma.training.settings import OptimiserSettings, Settings

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


class WarmUpAndDecay(keras.optimizers.schedules.LearningRateSchedule):
    """Linear from 0 to the peak, then linear to a fiftieth of it at the last step."""

    def __init__(self, peak: float, warm_up: int, n_steps: int) -> None:
        self.peak, self.warm_up, self.n_steps = peak, max(min(warm_up, n_steps // 10), 1), max(n_steps, 1)

    def __call__(self, step: keras.KerasTensor) -> keras.KerasTensor:
        step = keras.ops.cast(step, "float32")
        rise = (step + 1.0) / self.warm_up
        fall = 1.0 - 0.98 * (step - self.warm_up) / max(self.n_steps - self.warm_up, 1)
        return self.peak * keras.ops.clip(keras.ops.minimum(rise, fall), 0.02, 1.0)

    def get_config(self) -> dict[str, float]:
        """What `__init__` takes, for Keras."""
        return {"peak": self.peak, "warm_up": self.warm_up, "n_steps": self.n_steps}


class Fitting:
    """A tagger in training, on examples whose words `encoder` turns into features; state is kept in `folder`."""

    def __init__(
        self,
        tagger: Tagger,
        encoder: WordEncoder,
        examples: list[Example],
        settings: Settings,
        folder: Path,
    ) -> None:
        self._tagger, self._encoder, self._examples = tagger, encoder, examples
        self._settings, self._folder = settings, folder
        optimiser = settings.optimiser
        n_steps = len(self._epoch(0)) * optimiser.epochs
        schedule = WarmUpAndDecay(optimiser.learning_rate, optimiser.warm_up_steps, n_steps)
        self._adam = keras.optimizers.Adam(schedule, global_clipnorm=optimiser.clip_norm)
        tagger.compile(optimizer=self._adam)
        self._adam.build(tagger.trainable_variables)

    def _epoch(self, number: int) -> Epoch:
        return Epoch(
            self._examples,
            self._encoder,
            batch_size=self._settings.optimiser.batch_size,
            seed=(self._settings.seed, number),
            augment=self._settings.augment,
        )

    def run(self, key: str, judge: Callable[[], Prf], progress: Progress) -> Run:
        """Train until the settings say stop; afterwards the tagger has the best epoch's weights.

        `key` names this training: a folder that holds the state of another one is begun anew. `judge` gives
        the dev scores of the tagger's present weights.
        """
        run = self._resumed(key)
        while not run.stopped(self._settings.optimiser):
            run.epochs.append(self._one_epoch(len(run.epochs) + 1, run, judge, progress))
            self._save(run)
        self._load_weights(_BEST, self._tagger.variables)
        return run

    def _one_epoch(self, number: int, run: Run, judge: Callable[[], Prf], progress: Progress) -> EpochRecord:
        epoch = self._epoch(number)
        callback = progress.epoch(number, len(epoch))
        history = self._tagger.fit(epoch, epochs=1, shuffle=False, verbose=0, callbacks=[callback])
        dev = judge()
        loss = float(history.history["loss"][0])
        record = EpochRecord(number, loss, dev.precision, dev.recall, dev.f1, callback.duration_s)
        if dev.f1 > run.best_f1:
            self._write(_BEST, self._tagger.variables)
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
        self._load_weights(_STATE, [*self._tagger.variables, *self._adam.variables])
        return Run(key, [EpochRecord(**record) for record in table["epochs"]])

    def _save(self, run: Run) -> None:
        """Everything in one file, so that weights and record can't disagree."""
        self._write(_STATE, [*self._tagger.variables, *self._adam.variables], json.dumps(asdict(run)))

    def _write(self, name: str, variables: list[keras.Variable], run: str = "") -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"draft-{name}"
        np.savez(draft, *(np.asarray(variable.value) for variable in variables), run=np.array(run))
        os.replace(draft, self._folder / name)

    def _load_weights(self, name: str, variables: list[keras.Variable]) -> None:
        with np.load(self._folder / name, allow_pickle=False) as arrays:
            for index, variable in enumerate(variables):
                variable.assign(arrays[f"arr_{index}"])
