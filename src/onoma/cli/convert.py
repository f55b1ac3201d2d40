"""`onoma convert`: a labelled corpus from one format into another, and what was lost on the way."""

from __future__ import annotations

import click

from onoma.cli.talk import counted, say
from onoma.corpus import convert


@click.command()
@click.argument("input_path", metavar="IN")
@click.argument("output_path", metavar="OUT")
@click.option("--from", "input_format", metavar="F", help="Format of IN, where its name does not say.")
@click.option("--to", "output_format", metavar="F", help="Format of OUT, where its name does not say.")
def command(*, input_path: str, output_path: str, input_format: str | None, output_format: str | None) -> None:
    """Turn a labelled corpus from one format into another.

    What reading repaired, and what the target could not carry, is counted on stderr.
    """
    corpus, lost = convert(input_path, output_path, input_format=input_format, output_format=output_format)
    for note in corpus.notes:
        say(f"reading: {note}")
    for note in lost:
        say(f"not carried: {note}")
    n_entities = sum(len(document.entities) for document in corpus.documents)
    found = f"{counted(len(corpus.documents), 'document')}, {counted(n_entities, 'entity', 'entities')}"
    say(f"{output_path}: {found}")
