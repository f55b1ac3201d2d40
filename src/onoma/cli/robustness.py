"""`onoma robustness`: what F1 is left when the text is less tidy than the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import click
from rich.table import Table

from onoma.cli import model
from onoma.cli.mapping import parse_map, say_idle, say_unshared
from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import say, watched
from onoma.corpus import read_corpus
from onoma.corpus.label_map import Relabelled, relabelled
from onoma.document import Document, Value
from onoma.errors import InputError
from onoma.evaluation.robustness import RobustnessRow, robustness
from onoma.recognizer import Recognizer


@click.command()
@click.argument("model_name", metavar="MODEL")
@click.argument("gold_path", metavar="GOLD")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--seed", metavar="N", default=0, show_default=True, help="Which typos, misreadings and names are drawn.")
@model.rules_options
@click.option("--map", "map_path", metavar="FILE", help="Label map (TOML) between MODEL and GOLD.")
@click.option("--format", "corpus_format", metavar="F", help="Format of GOLD, where its name does not say.")
def command(
    *,
    model_name: str,
    gold_path: str,
    as_json: bool,
    seed: int,
    rules: model.Rules,
    map_path: str | None,
    corpus_format: str | None,
) -> None:
    """Score MODEL (a name or a folder) on GOLD under lower case, typos, OCR noise, unseen names and more.

    Texts and gold entities are changed together, so support stays the same. F1 is strict. The same seed
    gives the same texts.
    """
    label_map = parse_map(map_path, [model_name], [gold_path])
    corpus = read_corpus(gold_path, format=corpus_format)
    for note in corpus.notes:
        say(f"reading: {note}")
    gold = [relabelled(document, label_map.of_corpus(gold_path)) for document in corpus]
    labels = {entity.label for document in gold for entity in document.entities}
    if not labels:
        raise InputError(f"{gold_path}: has no entities; there is nothing to score against")
    names = label_map.of_model(model_name)
    whole, idle = model.scored_model(model_name, rules, labels, names)
    recognizer = Relabelled(whole, names)
    say_unshared(gold_path, {*recognizer.labels} - labels, labels - {*recognizer.labels})
    say_idle(model_name, idle)
    rows = robustness(_Watched(recognizer, len(gold)), gold, seed)
    with opened_output(None) as file:
        if as_json:
            found: dict[str, Value] = {"seed": seed, "rows": [row.to_json() for row in rows]}
            file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        else:
            table_console(file).print(_table(rows))
    for row in rows:
        if row.note:
            say(f"{row.perturbation}: {row.note}")


class _Watched:
    """A recognizer with a bar that counts what it has read."""

    def __init__(self, recognizer: Recognizer, n_documents: int) -> None:
        self._recognizer = recognizer
        self._n_documents = n_documents

    @property
    def labels(self) -> tuple[str, ...]:
        return self._recognizer.labels

    def __call__(self, text: str) -> Document:
        return self._recognizer(text)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return watched(self._recognizer.stream(texts), total=self._n_documents)


def _table(rows: Iterable[RobustnessRow]) -> Table:
    table = bare_table(("perturbation", "what"), ("F1", "change", "support", "texts changed"))
    for row in rows:
        figures = (f"{row.micro.f1:.1%}", f"{100 * row.change:+.1f}", f"{row.micro.support:,}")
        table.add_row(row.perturbation, row.about, *figures, f"{row.n_changed:,}")
    return table
