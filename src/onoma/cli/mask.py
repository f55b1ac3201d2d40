"""`onoma mask`: entities replaced by placeholders, which `onoma unmask` restores."""

from __future__ import annotations

from pathlib import Path

import click

from onoma.cli.finder import Finder, finder_options
from onoma.cli.inputs import Inputs, input_options
from onoma.cli.rewritten import Rewritten, with_text
from onoma.cli.talk import NotReadCount, counted, say, watched
from onoma.masking import STYLES, Masker, MaskKey, open_key, save_key

_SOME_FAILED = 2


@click.command()
@input_options
@finder_options
@click.option("--key", required=True, type=click.Path(path_type=Path), help="File that says what stands for what.")
@click.option(
    "--style", type=click.Choice(list(STYLES)), default="label", show_default=True, help="What placeholders look like."
)
@click.pass_context
def command(ctx: click.Context, *, inputs: Inputs, finder: Finder, key: Path, style: str) -> None:
    """Replace entities by placeholders, for a translator or another program to work on the rest.

    "Ada was in London" becomes "[PERSON_1] was in [LOC_2]" (--style number: "⟦1⟧ was in ⟦2⟧"; --style
    tag: XML, '<x id="1"/> was in <x id="2"/>', with the rest escaped). The same text with the same
    label has the same placeholder throughout.

    What the placeholders stand for is written into the --key file, for its owner's eyes alone
    (mode 0600). A key that exists is gone on with. Inputs come out in their own format: text, JSON lines or CSV,
    with the --text-column replaced and all else as it was.
    """
    not_read = NotReadCount()
    sources = inputs.sources(not_read)
    opened, before = open_key(key, MaskKey(style))
    n_documents = 0
    with Rewritten(inputs, sources) as rewritten, finder.opened(frozenset) as found:
        masker = Masker(opened)
        for record in watched(found.entities_of(inputs.records(sources, not_read))):
            text = masker(record.document, rewritten.name_of(record))
            rewritten.write(record, text, with_text(record.columns, inputs.text_column, text))
            n_documents += 1
        # The key first: a masked text without its key would be lost, a key with too much in it harms nobody.
        if n_documents:
            save_key(key, opened, before)
            rewritten.settle()
    sum_up = f"{counted(n_documents, 'document')}, {not_read.n:,} not read"
    say(f"{sum_up}; {key} holds {counted(len(opened.hidden), 'placeholder')}")
    if not_read.n:
        ctx.exit(_SOME_FAILED)
