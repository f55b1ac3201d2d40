"""`onoma check`: what is wrong with labelled corpora, and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import counted, say
from onoma.doctor import KINDS, Diagnosis, Finding, Patient, Seen, Treated, admit, examine, targets_for, treat
from onoma.doctor.label_errors import MAX_WORDS
from onoma.doctor.lengths import LENGTHS
from onoma.errors import OnomaError

_PATIENCE_WORDS = 300_000
_WIDEST = 150


@click.command()
@click.argument("paths", metavar="CORPUS…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print everything found as JSON.")
@click.option("--fix", "target", metavar="FILE|FOLDER", type=Path, help="Mend what is safe into this new place.")
@click.option("--max-words", metavar="N", type=click.IntRange(1), help="Count the entities that this length loses.")
@click.option("--show", metavar="N", type=click.IntRange(0), default=3, show_default=True, help="Places per finding.")
@click.option("--no-model", is_flag=True, help="Leave out the search for label errors, the slow part.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there are faults, for use in CI.")
@click.option("--format", "corpus_format", metavar="F", help="Format of all corpora, where names do not say.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    as_json: bool,
    target: Path | None,
    max_words: int | None,
    show: int,
    no_model: bool,
    strict: bool,
    corpus_format: str | None,
) -> None:
    """Find what is wrong with labelled corpora, and where.

    Of several corpora the first counts as the training part: duplicates across them and the share of
    mentions seen in it are reported. Nothing is changed; --fix writes mended copies and lists every change.

    The exit code is 0 whatever was found, 1 for faults under --strict, 2 when a corpus could not be read.
    """
    patients, errors = _admitted(paths, corpus_format)
    if patients:
        if target is not None:
            targets_for(patients, target)  # before minutes are spent
        if sum(len(words) for patient in patients for words in patient.words) > _PATIENCE_WORDS and not no_model:
            say("looking for label errors takes a minute or two for a million words; --no-model leaves it out")
        lengths = LENGTHS if max_words is None else (max_words,)
        diagnosis = examine(patients, lengths=lengths, max_judged_words=0 if no_model else MAX_WORDS)
        treated = _treated(patients, target, errors)
        with opened_output(None) as file:
            if as_json:
                found = diagnosis.to_json() | {"fixed": [one.to_json() for one in treated], "unread": errors}
                file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
            else:
                _print(table_console(file), diagnosis, treated, show)
    for error in errors:
        say(error)
    if errors or (strict and diagnosis.faults):
        ctx.exit(2 if errors else 1)


def _admitted(paths: Sequence[str], corpus_format: str | None) -> tuple[list[Patient], list[str]]:
    """The corpora that can be read, and what is wrong with the others."""
    patients: list[Patient] = []
    errors: list[str] = []
    for path in paths:
        try:
            patients.append(admit(path, corpus_format))
        except OnomaError as error:
            errors.append(str(error))
    return patients, errors


def _treated(patients: Sequence[Patient], target: Path | None, errors: list[str]) -> tuple[Treated, ...]:
    """The mended corpora; what cannot be written must not cost the reader the diagnosis."""
    if target is None:
        return ()
    try:
        return treat(patients, target)
    except OnomaError as error:
        errors.append(str(error))
        return ()


def _print(console: Console, diagnosis: Diagnosis, treated: Sequence[Treated], show: int) -> None:
    _print_sizes(console, diagnosis)
    for kind in KINDS:
        if found := diagnosis.of_kind(kind):
            _print_kind(console, kind, found, show)
    if diagnosis.seen:
        _print_seen(console, diagnosis.seen)
    if 0 < diagnosis.n_judged < diagnosis.n_words:
        console.print(f"\nlabel errors were sought in the first {diagnosis.n_judged:,} of {diagnosis.n_words:,} words")
    console.print(f"\n{_verdict(diagnosis)}")
    for one in treated:
        _print_treated(console, one)


def _print_sizes(console: Console, diagnosis: Diagnosis) -> None:
    table = bare_table(("corpus", "format", "labels"), ("documents", "words", "entities"))
    for size in diagnosis.sizes:
        labels = ", ".join(f"{label} {n:,}" for label, n in size.labels.items())
        figures = (f"{size.n_documents:,}", f"{size.n_words:,}", f"{size.n_entities:,}")
        table.add_row(size.path, size.format, labels, *figures)
    console.print(table)


def _print_seen(console: Console, seen: Sequence[Seen]) -> None:
    """The share of mentions that the first corpus has, and of documents."""
    table = bare_table((f"seen in {seen[0].train}",), ("mentions", "its words", "its words and label", "texts"))
    for share in seen:
        parts = (
            (share.n_seen, share.n_mentions),
            (share.n_seen_with_label, share.n_mentions),
            (share.n_leaked, share.n_documents),
        )
        table.add_row(share.path, f"{share.n_mentions:,}", *(f"{n / max(1, of):.1%}" for n, of in parts))
    console.print()
    console.print(table)


def _print_kind(console: Console, kind: str, found: Sequence[Finding], show: int) -> None:
    level = KINDS[kind].level
    mended = " (--fix does)" if KINDS[kind].mended else ""
    head = f"\n{len(found):,} × {KINDS[kind].title} [{level}: {kind}]"
    console.print(head, style="bold" if level == "fault" else None, soft_wrap=True)
    console.print(f"  → {KINDS[kind].advice}{mended}", style="dim", soft_wrap=True)
    for finding in found[:show]:
        what = finding.what if len(finding.what) <= _WIDEST else f"{finding.what[: _WIDEST - 1]}…"
        console.print(f"  {finding.place}  {what}", soft_wrap=True)
    if len(found) > show:
        console.print(f"  … {len(found) - show:,} more: --show {len(found)}, or --json", style="dim", soft_wrap=True)


def _verdict(diagnosis: Diagnosis) -> str:
    suspicions, notices = len(diagnosis.of_level("suspicion")), len(diagnosis.of_level("notice"))
    rest = f", {counted(suspicions, 'suspicion')}, {counted(notices, 'notice')}" if suspicions or notices else ""
    if diagnosis.faults:
        return f"{counted(len(diagnosis.faults), 'fault')}{rest}"
    corpora = "the corpus is fine" if len(diagnosis.sizes) == 1 else "the corpora are fine"
    return f"{corpora}: no fault{rest}"


def _print_treated(console: Console, treated: Treated) -> None:
    console.print(f"\n{treated.path} → {treated.written}: {counted(len(treated.changes), 'change')}", soft_wrap=True)
    for change in treated.changes:
        console.print(f"  {change.place}  {change.kind}: {change.what}", soft_wrap=True)
    for left in treated.left_out:
        console.print(f"  {left.place}  not in the new file: {left.what}", soft_wrap=True)
    for note in treated.not_carried:
        console.print(f"  not carried: {note}", soft_wrap=True)
