"""Recipes that turn a labelled corpus into a bundle, one package each: `bilstm` (Keras), `transformer` (PyTorch).

What they share stands beside them. A recipe needs its extra, `train` or `transformers`; its settings do
not, and running a bundle never does.
"""

import os

from onoma.training.settings import RECIPES, Settings, defaults_of
from onoma.training.settings_file import read_settings, settings_to_toml

# Keras reads its backend when it is first imported; JAX is ours unless the user named another.
os.environ.setdefault("KERAS_BACKEND", "jax")

__all__ = ["RECIPES", "Settings", "defaults_of", "read_settings", "settings_to_toml"]
