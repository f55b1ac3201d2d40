"""Examples changed anew for each epoch, so that a model also reads joined sentences, lower case and capitals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onoma.encoding import split_words
from onoma.training.examples import Example
from onoma.training.settings import AugmentSettings

__all__ = ["MAX_WORDS", "augmented"]

MAX_WORDS = 512
"""Sentences are not joined beyond this length."""


def augmented(examples: list[Example], settings: AugmentSettings, random: np.random.Generator) -> list[Example]:
    """The examples of one epoch: some joined with the next, some in another case."""
    joins = random.random(len(examples)) < settings.join
    cases = random.random(len(examples))
    result: list[Example] = []
    for index, example in enumerate(examples):
        if joins[index] and index + 1 < len(examples):
            example = _joined(example, examples[index + 1])
        if cases[index] < settings.lower:
            example = _recased(example, example.text.lower())
        elif cases[index] < settings.lower + settings.upper:
            example = _recased(example, example.text.upper())
        result.append(example)
    return result


def _joined(first: Example, second: Example) -> Example:
    """Both as one, unless that is longer than the longest row, or their tags are only believed."""
    if len(first.allowed) + len(second.allowed) > MAX_WORDS or first.belief or second.belief:
        return first
    allowed = np.concatenate([first.allowed, second.allowed])
    return Example(f"{first.text} {second.text}", allowed, (first.weight + second.weight) / 2)


def _recased(example: Example, text: str) -> Example:
    """The example in another case, unless the case mapping changes the number of words."""
    return replace(example, text=text) if len(split_words(text)) == len(example.allowed) else example
