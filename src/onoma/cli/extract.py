"""`onoma extract`: documents in, entities out, one document at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onoma.cli import model
from onoma.cli.labels import parse_labels
from onoma.cli.model import Wanted
from onoma.cli.output import opened_output
from onoma.cli.own_terms import Own, opened_with_own, own_options
from onoma.cli.reading import given_text, read_documents
from onoma.cli.sources import INPUT_FORMATS, STDIN, Source, find_sources
from onoma.cli.talk import counted, say, watched
from onoma.cli.writers import SUFFIXES, WRITERS
from onoma.document import Document
from onoma.errors import InputError
from onoma.recognizer import annotated

_SOME_FAILED = 2


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--text", metavar="STR", help="Read this text instead of files.")
@click.option(
    "--model",
    "model_name",
    default="en",
    show_default=True,
    metavar="NAME|FOLDER|none",
    help="A bundled model, a bundle's folder, or spacy:NAME or hf:NAME with a name or a folder.",
)
@model.wanted_options
@own_options
@click.option("--format", "format_name", type=click.Choice(list(WRITERS)), help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Write here instead of stdout; whole or not at all.")
@click.option("--labels", metavar="A,B", help="Keep only these labels.")
@click.option(
    "--min-score",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    metavar="P",
    help="Keep only entities this sure; those without a score stay.",
)
@click.option("--input-format", type=click.Choice(INPUT_FORMATS), help="Read all inputs as this.")
@click.option("--text-column", default="text", show_default=True, metavar="C", help="CSV column or JSON field.")
@click.option(
    "--workers",
    "n_workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read side by side; worth it from a few megabytes of text on.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    text: str | None,
    model_name: str,
    wanted: Wanted,
    own: Own,
    format_name: str | None,
    output: str | None,
    labels: str | None,
    min_score: float,
    input_format: str | None,
    text_column: str,
    n_workers: int,
) -> None:
    """Find the entities in texts, files, folders, quoted patterns, or stdin.

    .txt and .md are one document each, .jsonl is one per line, .csv one per row; folders are searched
    for these. By default a terminal gets tables, a pipe gets JSON lines, and a file what its
    suffix says (.jsonl, .csv, .html). Offsets count Unicode code points of the text as it was given.
    --format text shows the texts themselves with the entities marked, html a page of them.

    What cannot be read is reported on stderr while the rest goes on; the exit code is then 2.
    """
    tally = _Tally()
    writer = WRITERS[_output_format(format_name, output)]
    sources = _sources(paths, text, input_format, output, tally)
    with opened_with_own(model_name, n_workers, wanted, own) as recognizer:
        kept_labels = parse_labels(labels, recognizer.labels) if labels is not None else None
        given = [given_text(text)] if text is not None else read_documents(sources, text_column, tally.not_read)
        found = _kept(annotated(recognizer, given), kept_labels, min_score)
        quiet_output = output not in (None, STDIN) or not sys.stdout.isatty()
        with opened_output(output) as file:
            lost = writer(watched(tally.counting(found), shown=quiet_output), file)
            tally.refuse_nothing(output)
    for what, n in lost.items():
        say(f"this format does not hold {what}, which {n:,} had; --format jsonl does")
    tally.say_sum()
    if tally.n_not_read:
        ctx.exit(_SOME_FAILED)


class _Tally:
    """Counts what came of the inputs, and says at once what could not be read."""

    def __init__(self) -> None:
        self.n_documents = 0
        self.n_entities = 0
        self.n_not_read = 0

    def not_read(self, error: InputError) -> None:
        self.n_not_read += 1
        say(str(error))

    def counting(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            self.n_documents += 1
            self.n_entities += len(document.entities)
            yield document

    def refuse_nothing(self, output: str | None) -> None:
        """Raise `InputError` when nothing at all could be read, so that no file is replaced by nothing."""
        if self.n_not_read and not self.n_documents and output not in (None, STDIN):
            raise InputError(f"{output}: was not written, for nothing could be read")

    def say_sum(self) -> None:
        found = f"{counted(self.n_documents, 'document')}, {counted(self.n_entities, 'entity', 'entities')}"
        say(f"{found}, {self.n_not_read:,} not read")


def _output_format(asked: str | None, output: str | None) -> str:
    if asked is not None:
        return asked
    if output is None or output == STDIN:
        return "table" if output is None and sys.stdout.isatty() else "jsonl"
    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        what = f"{suffix!r} names no format" if suffix else "has no suffix that names a format"
        raise click.UsageError(f"-o {output}: {what}; use {known} or --format.")
    return SUFFIXES[suffix]


def _sources(
    paths: tuple[str, ...], text: str | None, kind: str | None, output: str | None, tally: _Tally
) -> list[Source]:
    if text is not None:
        if paths:
            raise click.UsageError("--text and paths exclude each other; give one of them.")
        return []
    if not paths and sys.stdin.isatty():
        raise click.UsageError("nothing to read; name files or folders, pipe text in, or say --text.")
    sources = find_sources(paths or (STDIN,), tally.not_read, kind=kind, leave_out=output)
    inputs = {os.path.realpath(source.path) for source in sources if source.path != STDIN}
    if output is not None and os.path.isfile(output) and os.path.realpath(output) in inputs:
        raise InputError(f"-o {output}: is an input too, and would be gone; name another file")
    return sources


def _kept(documents: Iterable[Document], labels: frozenset[str] | None, min_score: float) -> Iterator[Document]:
    for document in documents:
        yield document.with_entities(
            entity
            for entity in document.entities
            if (labels is None or entity.label in labels) and (entity.score is None or entity.score >= min_score)
        )
