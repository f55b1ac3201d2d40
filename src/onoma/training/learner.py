"""What a recipe brings: a network in training, in whichever framework it is written.

Everything around it (epochs, resuming, judging, exporting, cards) is the same code for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.encoding import Batch, SegmentLimits, WordEncoder
from onoma.runtime import Network
from onoma.schemes import Scheme
from onoma.training.balance import ChainTables
from onoma.training.examples import Example

__all__ = ["Arrays", "Learner", "Traits"]

Arrays = Sequence[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is true of every network of a recipe.

    `kind` is the bundle's; `summary` describes the network on the card, in one phrase; `made_with` are the
    packages whose versions the card states.
    """

    kind: str
    summary: str
    made_with: tuple[str, ...]


class Learner(Protocol):
    """A network that can be fitted for an epoch, asked for its emissions, saved, restored and exported."""

    traits: Traits
    tags: tuple[str, ...]
    scheme: Scheme
    tokenizer: Tokenizer
    encoder: WordEncoder
    limits: SegmentLimits

    @property
    def network(self) -> Network:
        """The network as the runtime uses one, with the weights as they are now."""
        ...

    def tables(self) -> ChainTables:
        """The scores of the CRF as they are now."""
        ...

    def prepare(self, examples: list[Example]) -> None:
        """Take the examples to learn from; called once, before anything is learnt or resumed."""
        ...

    def n_steps(self, epoch: int) -> int:
        """Steps of that epoch (from 1)."""
        ...

    def learn(self, epoch: int, moved: Callable[[float], None]) -> float:
        """Fit one epoch; the mean loss per word. `moved` is told the loss so far after each step."""
        ...

    def weights(self) -> Arrays:
        """Every weight that the network's answers depend on."""
        ...

    def set_weights(self, weights: Arrays) -> None:
        """Take weights that `weights` gave."""
        ...

    def state(self) -> Arrays:
        """The weights, and everything else that the next epoch depends on."""
        ...

    def set_state(self, state: Arrays) -> None:
        """Go on from what `state` gave."""
        ...

    def export(self, samples: Sequence[Batch]) -> bytes:
        """`model.onnx` in full precision, checked against the network on the samples.

        Raises `TrainingError` when the graph's emissions differ from the network's.
        """
        ...

    def leave_beside(self, folder: Path) -> str:
        """Write what the settings want beside the bundle's folder; a line that says what, or nothing."""
        ...
