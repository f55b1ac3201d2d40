"""`onoma models`: what is bundled, and what a model's card says."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table

from onoma.bundle import CARD, bundle_path, bundled_folder, bundled_names, read_manifest
from onoma.cli.talk import say


@click.command()
@click.argument("model_name", required=False, metavar="[NAME|FOLDER]")
def command(*, model_name: str | None) -> None:
    """List the bundled models, or print the card of one."""
    if model_name is not None:
        click.echo((bundle_path(model_name) / CARD).read_text(encoding="utf-8"), nl=False)
    elif names := bundled_names():
        _print_table(names)
    else:
        say("no model is bundled; give commands the folder of a trained one")


def _print_table(names: tuple[str, ...]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "language", "labels", "size", "description"):
        table.add_column(column, overflow="fold")
    for name in names:
        manifest = read_manifest(bundled_folder(name))
        size = f"{manifest.total_bytes / 1e6:.1f} MB"
        table.add_row(name, manifest.language, ", ".join(manifest.labels), size, manifest.description)
    Console(file=sys.stdout, markup=False, highlight=False, emoji=False).print(table)
