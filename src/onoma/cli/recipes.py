"""What the commands that train have in common: corpora, texts, the card's words, and the recipe that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path

import click

from onoma.cli.reading import read_documents
from onoma.cli.sources import find_sources
from onoma.cli.talk import say
from onoma.corpus import Corpus, read_corpus
from onoma.errors import InputError, MissingExtraError

__all__ = ["about_option", "read_about", "read_labelled", "read_texts", "recipe_named"]

_EXTRAS = {
    "bilstm": ("train", "training a BiLSTM"),
    "transformer": ("transformers", "training a transformer"),
    "spacy": ("spacy", "training spaCy"),
}


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


about_option = click.option(
    "--about",
    "about_paths",
    metavar="FILE",
    type=Path,
    multiple=True,
    help="Markdown for the card: data, licences, limits. May be given several times.",
)


def read_about(paths: Sequence[Path]) -> str:
    """The Markdown for a card, one file after the other; empty without any."""
    return "\n\n".join(_markdown(path).strip() for path in paths)


def _markdown(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({error}); give a Markdown file") from None


def read_texts(path: str, limit: int | None) -> list[str]:
    """The texts; what can't be read of them is said, and the rest is read all the same."""

    def not_read(error: InputError) -> None:
        say(str(error))

    documents = read_documents(find_sources([path], not_read), "text", not_read)
    texts = [document.text for document in islice(documents, limit)]
    if not texts and limit != 0:
        raise InputError(f"{path}: no text could be read; give texts to learn from, or --max-texts 0")
    return texts
