"""`onoma unmask`: what `onoma mask` or `onoma redact` replaced is restored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from onoma.cli.inputs import Inputs, input_options
from onoma.cli.reading import Record
from onoma.cli.rewritten import Rewritten, with_text
from onoma.cli.strings import changed
from onoma.cli.talk import NotReadCount, counted, say, watched
from onoma.masking import MaskKey, NamesKey, Origins, Unmasked, read_key, unmask

_NOT_WHOLE = 1
_SOME_FAILED = 2
_MOST_SHOWN = 20


@click.command()
@input_options
@click.option(
    "--key", "key_path", required=True, type=click.Path(path_type=Path), help="The key that was written then."
)
@click.pass_context
def command(ctx: click.Context, *, inputs: Inputs, key_path: Path) -> None:
    """Restore what was masked, in texts that came back from a translator, or what was redacted.

    Placeholders may have moved, come twice, and been re-cased, spaced, escaped or translated
    ("[ personne 1 ]"). Those that are missing, repeated or unknown are told on stderr, and the exit
    code is then 1; everything is written all the same.

    With a key of `onoma redact`, pseudonyms become the value as it was first written.
    """
    not_read = NotReadCount()
    key = read_key(key_path)
    sources = inputs.sources(not_read)
    with Rewritten(inputs, sources) as rewritten:
        records = watched(inputs.records(sources, not_read))
        if isinstance(key, MaskKey):
            n_amiss = _unmask(records, key, rewritten, inputs.text_column)
        else:
            n_amiss = _restore(records, key, rewritten)
        rewritten.settle()
    if n_amiss or not_read.n:
        ctx.exit(_SOME_FAILED if not_read.n else _NOT_WHOLE)


def _unmask(records: Iterable[Record], key: MaskKey, rewritten: Rewritten, text_column: str) -> int:
    """The number of documents that are not whole."""
    origins = Origins(key)
    n_documents = n_amiss = n_changed = 0
    for record in records:
        name = rewritten.name_of(record)
        origin = origins.of(name, record.document.text)
        if origin is None:
            say(f"{name}: is no document of the key; what is missing in it can't be told")
        answer = unmask(record.document.text, key, origin)
        rewritten.write(record, answer.text, with_text(record.columns, text_column, answer.text))
        n_documents += 1
        n_changed += len(answer.changed)
        n_amiss += not answer.is_whole
        if n_amiss <= _MOST_SHOWN:
            _say_amiss(name, answer)
    if n_amiss > _MOST_SHOWN:
        say(f"… and {counted(n_amiss - _MOST_SHOWN, 'document')} more")
    if n_documents and origins.unmet:
        say(f"{counted(len(origins.unmet), 'document')} of the key did not come back, first {origins.unmet[0]}")
    changed_too = f"; {counted(n_changed, 'placeholder')} known again though changed" if n_changed else ""
    say(f"{counted(n_documents, 'document')}, {n_amiss:,} with placeholders missing, repeated or unknown{changed_too}")
    return n_amiss


def _say_amiss(name: str, answer: Unmasked) -> None:
    for what, placeholders in (("is missing", answer.missing), ("came too often", answer.repeated)):
        for astray in placeholders:
            times = f" {astray.times} times" if astray.times > 1 else ""
            say(f"{name}: {astray.placeholder} {what}{times}: {astray.text!r}")
    for placeholder in answer.unknown:
        say(f"{name}: {placeholder} is none of the key's; it stays")


def _restore(records: Iterable[Record], key: NamesKey, rewritten: Rewritten) -> int:
    n_documents = 0
    for record in records:
        columns = {name: changed(value, key.restored) for name, value in record.columns.items()}
        rewritten.write(record, key.restored(record.document.text), columns)
        n_documents += 1
    say(f"{counted(n_documents, 'document')}, pseudonyms restored as they were first written")
    return 0
