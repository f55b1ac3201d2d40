"""The recipe `bilstm`: a BiLSTM-CRF over words and their pieces, trained in Keras."""

from __future__ import annotations

from functools import partial

from onoma.training.bilstm.learner import made
from onoma.training.bilstm.student import made_student
from onoma.training.recipe import train_with

__all__ = ["distil", "train"]

train = partial(train_with, made)
"""Train a BiLSTM-CRF and write its bundle; arguments as for `onoma.training.recipe.train_with`, after the first."""

distil = partial(train_with, made_student)
"""The same for a student, which learns the `lessons` that have to be given."""
