"""`onoma export`: a bundle with smaller weights, refused when that costs too much."""

from __future__ import annotations

from pathlib import Path

import click

from onoma.bundle import bundle_path, check_place, open_bundle
from onoma.cli.output import opened_output
from onoma.cli.recipes import read_labelled
from onoma.cli.tables import bare_table, table_console
from onoma.errors import MissingExtraError


@click.command()
@click.argument("bundle_name", metavar="BUNDLE")
@click.option("-o", "--output", "folder", metavar="BUNDLE2", required=True, type=Path, help="Folder to write.")
@click.option("--precision", type=click.Choice(["int8", "bf16", "fp32"]), default="int8", show_default=True)
@click.option("--dev", "dev_path", metavar="CORPUS", required=True, help="Labelled texts to judge by.")
@click.option("--max-f1-drop", type=click.FloatRange(0), default=0.3, show_default=True, help="In points of a hundred.")
@click.option("--format", "corpus_format", metavar="F", help="Format of CORPUS, where its name does not say.")
def command(
    *, bundle_name: str, folder: Path, precision: str, dev_path: str, max_f1_drop: float, corpus_format: str | None
) -> None:
    """Write BUNDLE, whose weights are fp32, with weights of another precision.

    F1 and words per second on one thread are printed before and after; when F1 drops too far, nothing is
    written and the exit code is 2.
    """
    try:
        from onoma.training.export import export
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "train", "exporting a bundle") from None
    check_place(folder)
    bundle = open_bundle(bundle_path(bundle_name))
    result = export(bundle, folder, precision, read_labelled(dev_path, corpus_format), max_f1_drop)
    table = bare_table(("weights",), ("dev F1", "words/s", "model.onnx"))
    for row in (result.before, result.after):
        table.add_row(row.precision, f"{row.f1:.2%}", f"{row.words_per_s:,.0f}", f"{row.n_bytes / 1e6:.1f} MB")
    with opened_output(None) as file:
        table_console(file).print(table)
