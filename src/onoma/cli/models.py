"""`onoma models`: what is bundled, and what a model's card says."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table

from onoma.bundle import bundled_folder, bundled_names, read_manifest


@click.command()
@click.argument("name", required=False)
def command(*, name: str | None) -> None:
    """List the bundled models, or print the card of the model NAME."""
    if name is None:
        _print_list()
    else:
        click.echo((bundled_folder(name) / "README.md").read_text(encoding="utf-8"), nl=False)


def _print_list() -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "language", "labels", "size", "description"):
        table.add_column(column, overflow="fold")
    for name in bundled_names():
        manifest = read_manifest(bundled_folder(name))
        size = f"{manifest.total_bytes / 1e6:.1f} MB"
        table.add_row(name, manifest.language, ", ".join(manifest.labels), size, manifest.description)
    Console(file=sys.stdout, markup=False, highlight=False, emoji=False).print(table)
