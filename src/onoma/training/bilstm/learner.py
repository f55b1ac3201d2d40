"""A BiLSTM-CRF in training, in Keras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import keras
import numpy as np
from tokenizers import Tokenizer

from onoma.bundle import BILSTM
from onoma.corpus import Corpus
from onoma.encoding import USUAL_LIMITS, Batch, WordEncoder
from onoma.training.balance import ChainTables
from onoma.training.bilstm.batches import Epoch
from onoma.training.bilstm.export import export_fp32
from onoma.training.bilstm.keras_network import KerasNetwork, tables_of
from onoma.training.bilstm.network import Tagger
from onoma.training.bilstm.start import started
from onoma.training.examples import Example
from onoma.training.learner import Arrays, Traits
from onoma.training.settings import Settings

__all__ = ["BilstmLearner", "WarmUpAndDecay", "made"]


class WarmUpAndDecay(keras.optimizers.schedules.LearningRateSchedule):
    """Linear from 0 to the peak, then linear to a fiftieth of it at the last step."""

    def __init__(self, peak: float, warm_up: int, n_steps: int) -> None:
        self.peak, self.warm_up, self.n_steps = peak, max(min(warm_up, n_steps // 10), 1), max(n_steps, 1)

    def __call__(self, step: keras.KerasTensor) -> keras.KerasTensor:
        """The rate of a step."""
        step = keras.ops.cast(step, "float32")
        rise = (step + 1.0) / self.warm_up
        fall = 1.0 - 0.98 * (step - self.warm_up) / max(self.n_steps - self.warm_up, 1)
        return self.peak * keras.ops.clip(keras.ops.minimum(rise, fall), 0.02, 1.0)

    def get_config(self) -> dict[str, float]:
        """What `__init__` takes, for Keras."""
        return {"peak": self.peak, "warm_up": self.warm_up, "n_steps": self.n_steps}


def made(corpus: Corpus, settings: Settings) -> BilstmLearner:
    """The learner for a corpus, from what the settings say to start from.

    Raises `BundleError` or `InputError` when that can't be had.
    """
    keras.utils.set_random_seed(settings.seed)
    start = started(corpus, settings)
    return BilstmLearner(start.tagger, start.tokenizer, start.encoder, settings)


class BilstmLearner:
    """A tagger in training; see `onoma.training.learner.Learner`."""

    traits = Traits(BILSTM, "A BiLSTM-CRF over words and their pieces", ("keras", "jax", "onnx"))
    limits = USUAL_LIMITS

    def __init__(
        self,
        tagger: Tagger,
        tokenizer: Tokenizer,
        encoder: WordEncoder,
        settings: Settings,
        batches: type[Epoch] = Epoch,
    ) -> None:
        self._batches = batches
        self.tagger, self.tokenizer, self.encoder = tagger, tokenizer, encoder
        self.tags, self.scheme = tagger.tags, tagger.scheme
        self.network = KerasNetwork(tagger)
        self._settings = settings
        self._examples: list[Example] = []

    def prepare(self, examples: list[Example]) -> None:
        """Take the examples, and lay out the learning rate over all their steps."""
        self._examples = examples
        optimiser = self._settings.optimiser
        schedule = WarmUpAndDecay(optimiser.learning_rate, optimiser.warm_up_steps, self.n_steps(0) * optimiser.epochs)
        self._adam = keras.optimizers.Adam(schedule, global_clipnorm=optimiser.clip_norm)
        self.tagger.compile(optimizer=self._adam)
        self._adam.build(self.tagger.trainable_variables)

    def _epoch(self, number: int) -> Epoch:
        return self._batches(
            self._examples,
            self.encoder,
            batch_size=self._settings.optimiser.batch_size,
            seed=(self._settings.seed, number),
            augment=self._settings.augment,
        )

    def n_steps(self, epoch: int) -> int:
        """Steps of that epoch."""
        return len(self._epoch(epoch))

    def learn(self, epoch: int, moved: Callable[[float], None]) -> float:
        """Fit one epoch; the mean loss per word."""
        callback = keras.callbacks.LambdaCallback(on_train_batch_end=lambda step, logs: moved(float(logs["loss"])))
        history = self.tagger.fit(self._epoch(epoch), epochs=1, shuffle=False, verbose=0, callbacks=[callback])
        return float(history.history["loss"][0])

    def tables(self) -> ChainTables:
        """The scores of the CRF as they are now."""
        return tables_of(self.tagger)

    def weights(self) -> Arrays:
        """The tagger's variables."""
        return [np.asarray(variable.value) for variable in self.tagger.variables]

    def set_weights(self, weights: Arrays) -> None:
        """Take variables that `weights` gave."""
        for variable, value in zip(self.tagger.variables, weights, strict=True):
            variable.assign(value)

    def state(self) -> Arrays:
        """The tagger's variables, then the optimiser's."""
        return [*self.weights(), *(np.asarray(variable.value) for variable in self._adam.variables)]

    def set_state(self, state: Arrays) -> None:
        """Go on from what `state` gave."""
        n_weights = len(self.tagger.variables)
        self.set_weights(state[:n_weights])
        for variable, value in zip(self._adam.variables, state[n_weights:], strict=True):
            variable.assign(value)

    def export(self, samples: Sequence[Batch]) -> bytes:
        """The network in full precision, checked against Keras on the samples."""
        return export_fp32(self.tagger, samples)

    def leave_beside(self, folder: Path) -> str:
        """Nothing."""
        return ""
