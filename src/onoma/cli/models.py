"""`onoma models`: what is bundled, and what a model's card says."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from onoma.bundle import CARD, bundle_path, bundled_folder, bundled_names, read_manifest
from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import say
from onoma.errors import BundleError


@click.command()
@click.argument("model_name", required=False, metavar="[NAME|FOLDER]")
def command(*, model_name: str | None) -> None:
    """List the bundled models, or print the card of one."""
    if model_name is not None:
        card = _card(bundle_path(model_name))
        with opened_output(None) as file:
            file.write(card)
    elif names := bundled_names():
        with opened_output(None) as file:
            table_console(file).print(_table(names))
    else:
        say("no model is bundled; give commands the folder of a trained one")


def _card(folder: Path) -> str:
    manifest = read_manifest(folder)
    try:
        return (folder / CARD).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(manifest.labels)
        raise BundleError(f"{folder / CARD}: can't be read ({error}); its labels are {known}") from None


def _table(names: tuple[str, ...]) -> Table:
    from onoma.runtime import additions_of

    table = bare_table(("name", "language", "labels", "rules", "size", "description"))
    for name in names:
        manifest = read_manifest(bundled_folder(name))
        rules = ", ".join(additions_of(name).rules)
        size = f"{manifest.total_bytes / 1e6:.1f} MB"
        table.add_row(name, manifest.language, ", ".join(manifest.labels), rules, size, manifest.description)
    return table
