"""A `Report` in a terminal: strict scores per type, the other kinds of matching, and what to read them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from onoma.cli.tables import bare_table
from onoma.evaluation import MODES, Prf, Reading, Report, Scores, Slice

__all__ = ["print_report", "reading_line", "scores_table"]

_FIGURES = ("precision", "recall", "F1", "support")


def print_report(console: Console, report: Report) -> None:
    """Every table, a blank line between two."""
    console.print(_facts(report))
    console.print()
    console.print(scores_table(report.strict))
    console.print()
    console.print(_modes(report))
    for table in _parts(report):
        console.print()
        console.print(table)
    if report.warnings:
        console.print()
        for warning in report.warnings:
            console.print(f"! {warning}")


def reading_line(reading: Reading) -> str:
    """How one side was read."""
    if reading.scheme is None:
        return f"{reading.name}: offsets, no tagging scheme"
    repaired = f"{reading.n_repaired:,} broken tags repaired as conlleval does"
    dropped = f"{reading.n_discarded:,} entities with a broken tag dropped"
    done = {"conlleval": repaired, "discard": dropped}.get(reading.repair, "no broken tag allowed, and none found")
    return f"{reading.name}: {reading.scheme}, {done}"


def scores_table(scores: Scores) -> Table:
    """A row per type, then micro and macro."""
    table = bare_table(("label",), _FIGURES)
    for label, prf in scores.per_type.items():
        table.add_row(label, *_cells(prf))
    table.add_row("micro", *_cells(scores.micro), style="bold")
    table.add_row("macro", *_cells(scores.macro))
    return table


def _cells(prf: Prf) -> tuple[str, str, str, str]:
    """Three figures in per cent, and the number of gold entities."""
    return f"{prf.precision:.1%}", f"{prf.recall:.1%}", f"{prf.f1:.1%}", f"{prf.support:,}"


def _facts(report: Report) -> Table:
    table = bare_table(("", ""))
    table.show_header = False
    for name, value in _lines(report):
        table.add_row(name, value)
    return table


def _lines(report: Report) -> Iterator[tuple[str, str]]:
    interval, level = report.intervals.micro["strict"], report.intervals.resampling.level
    for reading in report.provenance.readings:
        yield reading.side, reading_line(reading)
    yield "support", f"{report.support:,} gold entities scored, of {report.n_gold_raw:,}"
    f1 = f"{report.headline.f1:.1%} ({level:.0%} interval {interval.low:.1%} to {interval.high:.1%})"
    yield "strict F1", f1
    sentences, tokens = report.sentences, report.tokens
    with_any = f"{sentences.accuracy_with_entities:.1%} of {sentences.n_with_entities:,} with an entity"
    yield "documents right", f"{sentences.accuracy:.1%} of {sentences.n:,}; {with_any}"
    yield "token accuracy", f"{tokens.accuracy:.1%}, where finding nothing gives {tokens.all_outside:.1%}"
    if report.calibration is not None:
        yield "calibration error", f"{report.calibration.ece:.3f}"
    yield "errors", ", ".join(f"{kind} {count:,}" for kind, count in report.errors.items())


def _modes(report: Report) -> Table:
    table = bare_table(("matching",), (*_FIGURES, f"{report.intervals.resampling.level:.0%} interval"))
    for mode in MODES:
        interval = report.intervals.micro[mode]
        table.add_row(mode, *_cells(report.modes[mode].micro), f"{interval.low:.1%} to {interval.high:.1%}")
    return table


def _parts(report: Report) -> Iterator[Table]:
    if report.seen is not None:
        table = bare_table(("mentions",), _FIGURES)
        table.add_row("seen in training", *_cells(report.seen.seen))
        table.add_row("unseen", *_cells(report.seen.unseen))
        yield table
        yield _slices("times in training", report.seen.by_frequency)
    yield _slices("words", report.by_words)


def _slices(name: str, slices: Iterable[Slice]) -> Table:
    table = bare_table((name,), _FIGURES)
    for part in slices:
        if part.prf.support or part.prf.n_predicted:
            table.add_row(part.name, *_cells(part.prf))
    return table
