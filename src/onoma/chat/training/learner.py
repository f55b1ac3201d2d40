"""What a joint recipe brings: a learner of `onoma.training` that reads intents besides."""

from __future__ import annotations

from typing import Protocol

from onoma.chat.understanding.networks import Reading
from onoma.encoding import Batch
from onoma.training.examples import Example
from onoma.training.learner import Learner

__all__ = ["JointLearner"]


class JointLearner(Learner, Protocol):
    """A joint network in training; its examples are `JointExample`s."""

    def learn_from(self, examples: list[Example]) -> None:
        """Take other examples than those it was prepared for, at the same learning rates."""
        ...

    def read(self, batch: Batch) -> Reading:
        """What the network makes of a batch with the weights as they are now."""
        ...
