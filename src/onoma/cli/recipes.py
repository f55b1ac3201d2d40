"""What the commands that train have in common: the corpora, the card's text, and the recipe that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from onoma.cli.talk import say
from onoma.corpus import Corpus, read_corpus
from onoma.errors import InputError, MissingExtraError

__all__ = ["read_about", "read_labelled", "recipe_named"]

_EXTRAS = {"bilstm": ("train", "training a BiLSTM"), "transformer": ("transformers", "training a transformer")}


def recipe_named(name: str, action: str = "train") -> Callable[..., object]:
    """What trains; a recipe's framework is imported when it is asked for.

    Raises `MissingExtraError` when that is not installed.
    """
    extra, what = _EXTRAS[name]
    try:
        train: Callable[..., object] = getattr(import_module(f"onoma.training.{name}"), action)
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), extra, what) from None
    return train


def read_labelled(path: str, corpus_format: str | None) -> Corpus:
    """A corpus; what its reader had to repair is said."""
    corpus = read_corpus(path, format=corpus_format)
    for note in corpus.notes:
        say(f"reading {path}: {note}")
    return corpus


def read_about(path: Path | None) -> str:
    """The Markdown for a card; empty without a path."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({error}); give a Markdown file") from None
