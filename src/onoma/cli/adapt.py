"""`onoma adapt`: an encoder made at home in a kind of text, from texts without labels."""

from __future__ import annotations

from pathlib import Path

import click

from onoma.cli.recipes import read_texts
from onoma.cli.talk import say
from onoma.errors import MissingExtraError
from onoma.training.settings import AdaptSettings

_DEFAULTS = AdaptSettings()


@click.command()
@click.argument("encoder", metavar="ENCODER")
@click.argument("texts_path", metavar="TEXTS")
@click.option("-o", "--output", "folder", metavar="FOLDER", required=True, type=Path, help="Folder to write.")
@click.option("--epochs", type=click.IntRange(1), default=_DEFAULTS.epochs, show_default=True)
@click.option("--batch-size", type=click.IntRange(1), default=_DEFAULTS.batch_size, show_default=True)
@click.option("--learning-rate", type=float, default=_DEFAULTS.learning_rate, show_default=True)
@click.option("--max-texts", type=click.IntRange(1), help="Read only so many texts.")
@click.option("--seed", type=click.IntRange(0), default=_DEFAULTS.seed, show_default=True)
def command(
    *,
    encoder: str,
    texts_path: str,
    folder: Path,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    max_texts: int | None,
    seed: int,
) -> None:
    """Train ENCODER (a folder, Hub or PyPI name) on: it guesses words that are hidden in TEXTS.

    TEXTS is a file or folder of texts without labels, read as `onoma extract` reads them. The result is a
    folder that `onoma train --recipe transformer --encoder FOLDER` takes, and Hugging Face as well. An adaptation
    that was interrupted goes on when the same command is given again.
    """
    settings = AdaptSettings(epochs=epochs, batch_size=batch_size, learning_rate=learning_rate, seed=seed)
    try:
        from onoma.training.embeddings import encoder_folder
        from onoma.training.transformer.adapt import adapt
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "transformers", "adapting an encoder") from None
    loss = adapt(encoder_folder(encoder), read_texts(texts_path, max_texts), folder, settings)
    say(f"{folder}: written; loss per hidden piece at the end {loss:.3f}")
