"""The options by which a command that writes its inputs again is told what to read and where to write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps

import click

from onoma.cli.reading import Record, given_text, read_records
from onoma.cli.sources import INPUT_FORMATS, STDIN, NotRead, Source, find_sources

__all__ = ["GIVEN", "Inputs", "input_options"]

GIVEN = Source(STDIN, "given")
"""Where a text comes from that stands on the command line."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What to read: a text, or paths; `kind` overrides what suffixes say. `output` is a file, a folder or None."""

    text: str | None
    paths: tuple[str, ...]
    kind: str | None
    text_column: str
    output: str | None

    def __post_init__(self) -> None:
        if self.text is not None and self.paths:
            raise click.UsageError("--text and paths exclude each other; give one of them.")
        if self.text is None and not self.paths and sys.stdin.isatty():
            raise click.UsageError("nothing to read; name files or folders, pipe text in, or say --text.")

    def sources(self, not_read: NotRead) -> list[Source]:
        """The inputs in order, each once."""
        if self.text is not None:
            return [GIVEN]
        return find_sources(self.paths or (STDIN,), not_read, kind=self.kind, leave_out=self.output)

    def records(self, sources: list[Source], not_read: NotRead) -> Iterator[Record]:
        """Everything in them that can be read."""
        if self.text is None:
            yield from read_records(sources, self.text_column, not_read)
        else:
            yield Record(given_text(self.text), GIVEN, GIVEN.name, {})


def input_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the arguments and options of `Inputs`, which arrive as `inputs`."""

    @click.argument("paths", nargs=-1, metavar="[PATH…|-]")
    @click.option("--text", metavar="STR", help="Read this text instead of files.")
    @click.option("-o", "--output", metavar="FILE|FOLDER", help="Write here instead of stdout; whole or not at all.")
    @click.option("--input-format", "kind", type=click.Choice(INPUT_FORMATS), help="Read all inputs as this.")
    @click.option("--text-column", default="text", show_default=True, metavar="C", help="CSV column or JSON field.")
    @wraps(command)
    def with_inputs(
        *args: object,
        text: str | None,
        paths: tuple[str, ...],
        kind: str | None,
        text_column: str,
        output: str | None,
        **options: object,
    ) -> None:
        command(*args, inputs=Inputs(text, paths, kind, text_column, output), **options)

    return with_inputs
