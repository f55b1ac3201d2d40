"""Names of models that are other people's: `spacy:NAME|FOLDER` and `hf:NAME|FOLDER`.

`onoma.load`, every `--model` and the component for spaCy understand them.
"""

from __future__ import annotations

from pathlib import Path

from onoma.errors import InputError
from onoma.recognizer import Recognizer

__all__ = ["HUGGING_FACE", "SPACY", "bare_name", "bundle_of", "is_bridged", "opened"]

SPACY = "spacy:"
HUGGING_FACE = "hf:"


def is_bridged(model: str | Path) -> bool:
    """Whether this is the name of somebody else's model."""
    return isinstance(model, str) and model.startswith((SPACY, HUGGING_FACE))


def bare_name(model: str, prefix: str) -> str:
    """The name without its prefix. Raises `InputError` when nothing is left of it."""
    name = model.removeprefix(prefix)
    if not name.strip():
        raise InputError(f"{model} names no model; write {prefix}NAME or {prefix}FOLDER")
    return name


def opened(model: str, *, n_workers: int = 1) -> Recognizer:
    """The Recognizer of such a name; `n_workers` are processes, for spaCy alone.

    Raises `InputError` when there is none, `MissingExtraError` when what it needs is not installed.
    """
    if model.startswith(SPACY):
        from onoma.bridges.spacy import load

        return load(bare_name(model, SPACY), n_process=n_workers)
    from onoma.runtime import load as load_bundle

    return load_bundle(_imported(model))


def bundle_of(model: str) -> str | Path | None:
    """What names the bundle of a model; None for a pipeline of spaCy, which has none.

    A checkpoint of Hugging Face is turned into a bundle the first time, which is kept.
    """
    if model.startswith(SPACY):
        return None
    return _imported(model) if model.startswith(HUGGING_FACE) else model


def _imported(model: str) -> Path:
    from onoma.bridges.hugging_face import kept_bundle

    return kept_bundle(bare_name(model, HUGGING_FACE))
