"""`onoma compare`: which of two models, or files of predictions, is better, and whether that is luck."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

import click
from rich.console import Console

from onoma.cli.answers import ReadAs, find_answers, read_gold
from onoma.cli.labels import parse_labels
from onoma.cli.mapping import parse_map
from onoma.cli.model import Rules, rules_options
from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import say
from onoma.document import Document, Entity, Value
from onoma.evaluation import Comparison, Resampling, Side, compare, with_labels
from onoma.schemes import REPAIRS, Repair


@click.command()
@click.argument("a_name", metavar="A")
@click.argument("b_name", metavar="B")
@click.argument("gold_path", metavar="GOLD")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables, with every document that differs.")
@click.option("-n", "n_shown", type=click.IntRange(min=0), default=5, show_default=True, help="Documents to show.")
@click.option("--labels", metavar="A,B", help="Score only these labels.")
@rules_options
@click.option("--map", "map_path", metavar="FILE", help="Label map (TOML) between A, B and GOLD.")
@click.option("--repair", type=click.Choice(REPAIRS), default="conlleval", show_default=True, help="As in evaluate.")
@click.option("--seed", metavar="N", type=int, default=0, show_default=True, help="Which draws are made.")
@click.option("--format", "gold_format", metavar="F", help="Format of GOLD, where its name does not say.")
def command(
    *,
    a_name: str,
    b_name: str,
    gold_path: str,
    as_json: bool,
    n_shown: int,
    labels: str | None,
    rules: Rules,
    map_path: str | None,
    repair: Repair,
    seed: int,
    gold_format: str | None,
) -> None:
    """Compare A and B, each a model or a file of predictions, on the labelled corpus GOLD.

    The difference is that of strict F1, B less A, with a paired bootstrap interval; p is the share of random swaps
    of the two that make a difference as large. Then the documents that only one of them gets right.
    """
    read_as = ReadAs(repair, label_map=parse_map(map_path, [a_name, b_name], [gold_path]))
    gold = read_gold(gold_path, gold_format, read_as)
    a, b = (find_answers(name, gold, None, read_as, rules=rules) for name in (a_name, b_name))
    kept = parse_labels(labels, gold.labels | a.labels | b.labels) if labels is not None else None
    truths, by_a, by_b = (
        [with_labels(document, kept) for document in documents]
        for documents in (gold.side.documents, a.documents, b.documents)
    )
    for note in (*gold.notes, *a.notes, *b.notes):
        say(f"reading: {note}")
    found = compare(truths, by_a, by_b, Resampling(n=10_000, seed=seed))
    views = _Views(gold.side, truths, by_a, by_b)
    with opened_output(None) as file:
        if as_json:
            file.write(json.dumps(_record(found, views), ensure_ascii=False, indent=2) + "\n")
        else:
            _print(table_console(file), found, (a_name, b_name), views, n_shown)


class _Views(NamedTuple):
    """The same documents, as the gold, A and B have them."""

    side: Side
    gold: Sequence[Document]
    a: Sequence[Document]
    b: Sequence[Document]

    def of(self, position: int) -> dict[str, list[str]]:
        """Who says what of one document."""
        named = {"gold": self.gold[position], "A": self.a[position], "B": self.b[position]}
        return {name: [_entity(document, entity) for entity in document.entities] for name, document in named.items()}


def _entity(document: Document, entity: Entity) -> str:
    return f"{document.text_of(entity)} ({entity.label})"


def _record(found: Comparison, views: _Views) -> dict[str, Value]:
    """The comparison, with every document that only one side gets right."""
    differing: dict[str, Value] = {
        key: [
            {
                "document": position,
                "place": views.side.place(position),
                "text": views.gold[position].text,
                **{name: list[Value](entities) for name, entities in views.of(position).items()},
            }
            for position in positions
        ]
        for key, positions in (("only_a_right", found.only_a), ("only_b_right", found.only_b))
    }
    return {**found.to_json(), **differing}


def _print(console: Console, found: Comparison, names: tuple[str, str], views: _Views, n_shown: int) -> None:
    table = bare_table(("", "strict"), ("precision", "recall", "F1", "support"))
    for letter, name, scores in zip("AB", names, (found.a, found.b), strict=True):
        prf = scores.micro
        table.add_row(letter, name, f"{prf.precision:.1%}", f"{prf.recall:.1%}", f"{prf.f1:.1%}", f"{prf.support:,}")
    console.print(table)
    interval, level = found.interval, found.resampling.level
    console.print()
    console.print(
        f"B less A: {100 * found.difference:+.2f} points of F1, {level:.0%} interval {100 * interval.low:+.2f} to "
        f"{100 * interval.high:+.2f}; p = {found.p_value:.4f} ({found.resampling.n:,} draws)"
    )
    console.print(
        f"documents right: both {found.n_both_right:,}, only A {len(found.only_a):,}, only B {len(found.only_b):,}, "
        f"neither {found.n_both_wrong:,}"
    )
    for letter, positions in (("A", found.only_a), ("B", found.only_b)):
        for position in positions[:n_shown]:
            console.print()
            console.print(f"only {letter}: {views.side.place(position)}")
            console.print(f"  {views.gold[position].text}", soft_wrap=True)
            for who, entities in views.of(position).items():
                console.print(f"  {who:<4} {', '.join(entities) or '-'}", soft_wrap=True)
