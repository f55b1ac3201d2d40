"""The recipe `transformer`: an encoder of Hugging Face with a CRF head, fine-tuned in PyTorch."""

from __future__ import annotations

from functools import partial

from onoma.training.recipe import train_with
from onoma.training.transformer.learner import made

__all__ = ["train"]

train = partial(train_with, made)
"""Fine-tune an encoder and write its bundle; arguments as for `onoma.training.recipe.train_with`, after the first."""
