"""`onoma redact`: pseudonyms in the place of names, the same in all documents, and a check that nothing is left."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click

from onoma.cli.finder import Finder, Found, finder_options
from onoma.cli.inputs import Inputs, input_options
from onoma.cli.reading import Record
from onoma.cli.rewritten import Rewritten
from onoma.cli.spool import Spool
from onoma.cli.strings import changed, listed
from onoma.cli.talk import NotReadCount, counted, say, watched
from onoma.masking import NAME_STYLES, NamesKey, Redactor, identifying, open_key, save_key

_LEAKS = 1
_SOME_FAILED = 2
_MOST_SHOWN = 20


@click.command()
@input_options
@finder_options
@click.option("--key", type=click.Path(path_type=Path), help="File that says who is who; made, or gone on with.")
@click.option(
    "--style", type=click.Choice(NAME_STYLES), default="number", show_default=True, help="Person-1, or names made up."
)
@click.option("--keep", metavar="A,B", default="", help="Values that stay, in any case.")
@click.pass_context
def command(ctx: click.Context, *, inputs: Inputs, finder: Finder, key: Path | None, style: str, keep: str) -> None:
    """Replace names by pseudonyms: "Jane Doe" by "Person-1", in every document and every field.

    Everything is read first; then each value that was found anywhere is replaced everywhere, in any case, and of
    people's names each part ("Doe"). By default all labels that may tell who somebody is are replaced, which
    amounts, dates and codes are not: --labels says otherwise.

    Who is who is written into the --key file, for its owner's eyes alone (mode 0600); with the
    same key a later run gives the same pseudonyms. Without --key nobody can tell any more.

    At the end, the whole output is searched for what was replaced: texts, fields, their names, names of files. If
    anything is left, each place is told, nothing is written, and the exit code is 1.
    """
    not_read = NotReadCount()
    sources = inputs.sources(not_read)
    opened, before = open_key(key, NamesKey(style)) if key is not None else (NamesKey(style), None)
    redactor = Redactor(opened, [value for value in keep.split(",") if value.strip()])
    with Rewritten(inputs, sources) as rewritten, Spool() as spool:
        with finder.opened(identifying) as found:
            _say_labels(found)
            _learn(found, inputs.records(sources, not_read), redactor, spool)
        n_documents, n_leaks = _redact(spool, redactor, rewritten)
        if not n_leaks and n_documents:
            # The key first: a redacted text without its key would be lost, a key with too much in it harms nobody.
            if key is not None:
                save_key(key, opened, before)
            rewritten.settle()
    if n_leaks:
        say(f"{counted(n_leaks, 'leak')}: nothing was written; rename or drop those fields, or --keep what may stay")
        ctx.exit(_LEAKS)
    sum_up = f"{counted(n_documents, 'document')}, {not_read.n:,} not read, no leaks"
    kept = f"{key} holds" if key is not None else "nobody can restore (no --key)"
    say(f"{sum_up}; {kept} {counted(len(opened.named), 'pseudonym')}")
    if not_read.n:
        ctx.exit(_SOME_FAILED)


def _say_labels(found: Found) -> None:
    if left := sorted(set(found.recognizer.labels) - found.labels):
        say(f"replaces {', '.join(sorted(found.labels))}; not {', '.join(left)} (--labels)")


def _learn(found: Found, records: Iterable[Record], redactor: Redactor, spool: Spool) -> None:
    for record in watched(found.entities_of(records)):
        redactor.learn(record.document, (text for _, text in listed(record.columns)))
        spool.keep(record)
    if redactor.n_without_letters:
        say(f"{counted(redactor.n_without_letters, 'entity', 'entities')} without a letter or digit stayed")


def _redact(spool: Spool, redactor: Redactor, rewritten: Rewritten) -> tuple[int, int]:
    """How many documents were written, and how many leaks they have; the first are told."""
    n_documents = n_leaks = 0
    for record in spool:
        text = redactor.redact(record.document.text)
        columns = {name: changed(value, redactor.redact) for name, value in record.columns.items()}
        rewritten.write(record, text, columns)
        n_documents += 1
        name = rewritten.name_of(record)
        texts = listed(columns) if columns else iter([("text", text)])
        leaks = [(place, leak) for place, whole in texts for leak in redactor.leaks(whole)]
        for place, leak in islice(leaks, max(0, _MOST_SHOWN - n_leaks)):
            at = f"{leak.start}–{leak.end}"
            say(f"{name}: {place}: {leak.text!r} at {at} is left of {leak.value!r}")
        n_leaks += len(leaks)
    for name in rewritten.file_names:
        for leak in redactor.leaks(name):
            say(f"{name}: the name of the file holds {leak.text!r}, of {leak.value!r}")
            n_leaks += 1
    return n_documents, n_leaks
