"""`onoma distil`: a small, fast student from large teachers, over labelled and unlabelled text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from onoma.cli.model import Wanted, load_model
from onoma.cli.recipes import about_option, read_about, read_labelled, read_texts, recipe_named
from onoma.errors import TrainingError
from onoma.runtime import BundleRecognizer
from onoma.training import Settings, read_settings

_DEFAULTS = Settings()


@click.command()
@click.argument("teachers", metavar="TEACHER...", nargs=-1, required=True)
@click.argument("texts_path", metavar="TEXTS")
@click.argument("corpus_path", metavar="CORPUS")
@click.option("--dev", "dev_path", metavar="CORPUS", required=True, help="Labelled texts that choose the best epoch.")
@click.option("-o", "--output", "folder", metavar="BUNDLE", required=True, type=Path, help="Folder to write.")
@click.option("--recipe", type=click.Choice(["bilstm"]), default="bilstm", show_default=True)
@click.option("--config", "config_path", metavar="FILE", type=Path, help="Settings, as TOML.")
@click.option("--embeddings", metavar="NAME", help="Encoder whose word pieces to start from: folder, Hub or PyPI name.")
@click.option("--max-texts", type=click.IntRange(0), help="Read only so many texts.")
@click.option("--max-epochs", type=click.IntRange(1), help=f"Default {_DEFAULTS.optimiser.epochs}.")
@click.option("--seed", type=click.IntRange(0), help=f"Default {_DEFAULTS.seed}.")
@about_option
@click.option("--format", "corpus_format", metavar="F", help="Format of both corpora, where names do not say.")
def command(
    *,
    teachers: tuple[str, ...],
    texts_path: str,
    corpus_path: str,
    dev_path: str,
    folder: Path,
    recipe: str,
    config_path: Path | None,
    embeddings: str | None,
    max_texts: int | None,
    max_epochs: int | None,
    seed: int | None,
    about_paths: tuple[Path, ...],
    corpus_format: str | None,
) -> None:
    """Train a student on what one or several TEACHERs (names or folders) believe of TEXTS and of the labelled CORPUS.

    TEXTS is a file or folder of texts without labels, read as `onoma extract` reads them. The student has the
    teachers' labels and scheme. A training that was interrupted goes on when the same command is given again.
    """
    from onoma.training.lessons import Lessons
    from onoma.training.teachers import Teachers

    settings = read_settings(config_path, recipe) if config_path else _DEFAULTS
    heard = Teachers([_teacher(name) for name in teachers])
    settings = replace(
        settings,
        optimiser=replace(settings.optimiser, epochs=max_epochs or settings.optimiser.epochs),
        network=replace(settings.network, scheme=heard.scheme),
        embeddings=settings.embeddings if embeddings is None else embeddings,
        seed=settings.seed if seed is None else seed,
    )
    corpora = read_labelled(corpus_path, corpus_format), read_labelled(dev_path, corpus_format)
    lessons = Lessons(heard, read_texts(texts_path, max_texts), settings.distil)
    distil = recipe_named(settings.recipe, "distil")
    distil(*corpora, folder, settings, about=read_about(about_paths), lessons=lessons)


def _teacher(name: str) -> BundleRecognizer:
    teacher = load_model(name, Wanted(rules=False))
    if not isinstance(teacher, BundleRecognizer):
        raise TrainingError(f"{name}: only a bundle can teach, for it says how sure it is of every word")
    return teacher
