"""Recipes that turn a labelled corpus into a bundle, one module each: `onoma.training.bilstm`.

A recipe needs the extra `train`; its settings do not, and running a bundle never does.
"""

import os

from onoma.training.settings import Settings, read_settings, settings_to_toml

# Keras reads its backend when it is first imported; JAX is ours unless the user named another.
os.environ.setdefault("KERAS_BACKEND", "jax")

__all__ = ["Settings", "read_settings", "settings_to_toml"]
