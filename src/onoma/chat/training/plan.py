"""How a bot's training goes, which hangs on how many examples there are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onoma.chat.training.variants import MANY
from onoma.training.settings import NetworkSettings, OptimiserSettings, Settings, TransformerSettings, defaults_of

__all__ = ["Plan", "planned"]

_SOME = 150
"""From here on, a fifth of the examples tells enough of probabilities; of fewer, each half is held out."""

_ENOUGH = 1300
"""Examples with their variants."""

_MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a training, and what only bots need.

    - `n_rounds`: variants of each example, with other fillers and in other dress.
    - `n_folds`: parts of the examples that are held out in turn to calibrate the intents; 0 calibrates on dev.
    - `intent_weight`: the weight of an utterance's intent beside the mean of its words' tags.
    """

    settings: Settings
    n_rounds: int
    n_folds: int
    intent_weight: float = 1.0


def planned(n_examples: int, recipe: str, *, has_dev: bool) -> Plan:
    """What has proved good for that many examples."""
    settings = defaults_of(recipe)
    many = n_examples >= MANY
    n_rounds = 0 if many else min(max(_ENOUGH // max(n_examples, 1), 1), _MOST_ROUNDS)
    n_folds = 0 if has_dev else 1 if n_examples >= _SOME else 2
    if recipe == "transformer":
        optimiser = OptimiserSettings(
            epochs=4 if many else 6, patience=8, batch_size=32, learning_rate=1e-3, warm_up_steps=50
        )
        transformer = TransformerSettings(learning_rate=3e-4, layer_decay=0.85)
        # It has read so much before that few variants are enough; of many examples, unlike a BiLSTM, it gains by one.
        n_rounds = 1 if many else min(n_rounds, 2)
        return Plan(replace(settings, optimiser=optimiser, transformer=transformer), n_rounds, n_folds)
    network = NetworkSettings(word_dropout=0.1, tuned_pieces=8000 if many else 0)
    optimiser = OptimiserSettings(
        epochs=10 if many else 8,
        patience=20,
        batch_size=32,
        learning_rate=2e-3 if many else 4e-3,
        warm_up_steps=20,
    )
    return Plan(replace(settings, network=network, optimiser=optimiser, start_from="en"), n_rounds, n_folds)
