"""Utterances and their intents to what a joint network trains on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onoma.document import Document
from onoma.encoding import SegmentLimits
from onoma.schemes import Scheme
from onoma.training.examples import Example, ExampleMaker

__all__ = ["JointExample", "Utterance", "joint_examples"]

WHOLE = SegmentLimits(characters=1_000_000)
"""An utterance is read in one go."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text with its slots as entities, and its intent; None for a text that is none of the intents.

    Nothing is learnt about slots from a text whose slots are not `marked`.
    """

    document: Document
    intent: str | None
    marked: bool = True


@dataclass(frozen=True, slots=True)
class JointExample(Example):
    """An example with the probability that each intent should get, `(intents + 1,)`, the last of none of them."""

    intents: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))


def joint_examples(
    utterances: Iterable[Utterance], intents: Sequence[str], tags: tuple[str, ...], scheme: Scheme
) -> list[JointExample]:
    """The examples of all utterances that have a word."""
    maker = ExampleMaker(tags, scheme, WHOLE)
    targets = np.eye(len(intents) + 1, dtype=np.float32)
    place = {intent: index for index, intent in enumerate(intents)}
    return [
        JointExample(
            example.text,
            example.allowed,
            example.weight,
            intents=targets[len(intents) if utterance.intent is None else place[utterance.intent]],
        )
        for utterance in utterances
        for example in (maker.examples if utterance.marked else maker.unlabelled)([utterance.document])
    ]
