"""`onoma chat parse`: utterances in, one frame as JSON for each of them out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from onoma.chat import load
from onoma.chat.frame import frame_to_value
from onoma.cli.output import opened_output
from onoma.cli.reading import given_text, read_documents
from onoma.cli.sources import INPUT_FORMATS, STDIN, NotRead, Source, find_sources
from onoma.cli.talk import say
from onoma.document import Document
from onoma.errors import InputError

_FAILED = 2


@click.command()
@click.argument("bundle", metavar="BUNDLE", type=Path)
@click.argument("path", metavar="[FILE|-]", required=False)
@click.option("--text", metavar="STR", help="One utterance, in the place of a file.")
@click.option("--input-format", type=click.Choice(INPUT_FORMATS), help="What the file is, where its name does not say.")
@click.option("--reference", metavar="TIME", help='When it was said, as 2026-03-04T10:00: what "tomorrow" counts from.')
@click.option("-o", "--output", metavar="FILE", help="Where to write, in the place of stdout.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    bundle: Path,
    path: str | None,
    text: str | None,
    input_format: str | None,
    reference: str | None,
    output: str | None,
) -> None:
    """Print what utterances mean to the bot of BUNDLE: a JSON object for each, with intent, score, slots and values.

    Each line of a text is an utterance. Of JSON lines it is the field `text`, and a field `reference` says when it was
    said; without any, "tomorrow" counts from now. What was not understood has the empty intent.
    """
    failures: list[InputError] = []

    def not_read(error: InputError) -> None:
        failures.append(error)
        say(str(error))

    if (path is None) == (text is None):
        raise InputError("give either a file (- for stdin) or --text")
    usual = None if reference is None else _moment(reference, "--reference")
    utterances = [given_text(text)] if text is not None else _utterances(str(path), input_format, not_read)
    understand = load(bundle)
    with opened_output(output) as file:
        for document in utterances:
            try:
                said_at = _moment(document.fields.get("reference", usual), document.id or "--text")
            except InputError as error:
                not_read(error)
                continue
            frame = understand(document.text, reference=said_at)
            file.write(json.dumps(frame_to_value(frame), ensure_ascii=False) + "\n")
    if failures:
        ctx.exit(_FAILED)


def _utterances(path: str, kind: str | None, not_read: NotRead) -> Iterator[Document]:
    for source in find_sources([path], not_read, kind=kind):
        yield from _lines(source, not_read) if source.kind == "text" else read_documents([source], "text", not_read)


def _lines(source: Source, not_read: NotRead) -> Iterator[Document]:
    """The lines of a plain text that are not blank, as they come."""
    with nullcontext(sys.stdin.buffer) if source.path == STDIN else open(source.path, "rb") as file:
        for number, raw in enumerate(file, start=1):
            place = f"{source.name}:{number}"
            try:
                line = raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                not_read(InputError(f"{place}: is not UTF-8; convert it first"))
                continue
            if line.strip():
                yield Document(line, id=place)


def _moment(value: object, place: str) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{place}: reference {value!r} is no time; write 2026-03-04T10:00") from None
