"""`onoma redact`: pseudonyms in the place of names, the same in all documents, and a check that nothing is left."""

from __future__ import annotations

from collections.abc import Iterable
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
_MOST_NAMED = 8


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
        ctx.exit(_LEAKS)
    _say_small(redactor)
    sum_up = f"{counted(n_documents, 'document')}, {not_read.n:,} not read, no leaks"
    kept = f"{key} holds" if key is not None else "nobody can restore (no --key)"
    say(f"{sum_up}; {kept} {counted(len(opened.named), 'pseudonym')}")
    if not_read.n:
        ctx.exit(_SOME_FAILED)


def _say_labels(found: Found) -> None:
    if left := sorted(set(found.recognizer.labels) - found.labels):
        say(f"replaces {', '.join(sorted(found.labels))}; not {', '.join(left)} (--labels)")


def _say_small(redactor: Redactor) -> None:
    """A name may be a common word: who replaces "will" for somebody called Will should know."""
    if redactor.small:
        most = ", ".join(f"{word} {n:,}×" for word, n in redactor.small.most_common(_MOST_NAMED))
        more = " …" if len(redactor.small) > _MOST_NAMED else ""
        say(f"replaced in small letters too: {most}{more} (--keep leaves values)")


def _learn(found: Found, records: Iterable[Record], redactor: Redactor, spool: Spool) -> None:
    for record in watched(found.entities_of(records)):
        redactor.learn(record.document, (text for _, text in listed(record.columns)))
        spool.keep(record)
    if redactor.n_without_letters:
        say(f"{counted(redactor.n_without_letters, 'entity', 'entities')} without a letter or digit stayed")


def _redact(spool: Spool, redactor: Redactor, rewritten: Rewritten) -> tuple[int, int]:
    """How many documents were written, and how many leaks they have, which are told."""
    n_documents = 0
    leaks = _Leaks(redactor)
    for record in spool:
        columns = {name: changed(value, redactor.redact) for name, value in record.columns.items()}
        text = "" if columns else redactor.redact(record.document.text)
        rewritten.write(record, text, columns)
        n_documents += 1
        name = rewritten.name_of(record)
        for place, whole in listed(columns) if columns else [("text", text)]:
            leaks.look(name, place, whole)
    for name in rewritten.file_names:
        leaks.look(name, "name of the file", name)
    leaks.say_sum()
    return n_documents, leaks.n


class _Leaks:
    """Tells the first leak of each kind, and counts them all: the name of a field leaks in every record."""

    def __init__(self, redactor: Redactor) -> None:
        self.n = 0
        self._redactor = redactor
        self._met: set[tuple[str, str]] = set()

    def look(self, name: str, place: str, text: str) -> None:
        """Search a text that goes out."""
        for leak in self._redactor.leaks(text):
            self.n += 1
            if (place, leak.text) not in self._met and len(self._met) < _MOST_SHOWN:
                say(f"{name}: {place}: {leak.text!r} at {leak.start}–{leak.end} is left of {leak.value!r}")
            self._met.add((place, leak.text))

    def say_sum(self) -> None:
        """Tell how many there are, and what to do."""
        if self.n:
            counts = f"{counted(self.n, 'leak')} of {counted(len(self._met), 'kind')}"
            say(f"{counts}: nothing was written; rename or drop such fields, or --keep what may stay")
