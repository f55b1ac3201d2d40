"""`onoma evaluate`: a model's strict scores on a labelled corpus."""

from __future__ import annotations

import json

import click
from rich.table import Table

from onoma.cli import model
from onoma.cli.labels import parse_labels
from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import say, watched
from onoma.corpus import Corpus, read_corpus
from onoma.errors import InputError
from onoma.evaluation import Prf, Scores, score


@click.command()
@click.argument("model_name", metavar="MODEL")
@click.argument("corpus_path", metavar="CORPUS")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--format", "corpus_format", metavar="F", help="Format of CORPUS, where its name does not say.")
@click.option("--labels", metavar="A,B", help="Score only these labels.")
def command(*, model_name: str, corpus_path: str, as_json: bool, corpus_format: str | None, labels: str | None) -> None:
    """Score MODEL (a name or a folder) on the labelled CORPUS.

    The model sees the texts alone. An entity is right when its offsets and its label are: strict matching,
    each gold entity found once.
    """
    recognizer = model.load_model(model_name)
    corpus = read_corpus(corpus_path, format=corpus_format)
    for note in corpus.notes:
        say(f"reading: {note}")
    if not corpus.labels:
        raise InputError(f"{corpus_path}: has no entities; there is nothing to score against")
    kept = parse_labels(labels, {*corpus.labels, *recognizer.labels}) if labels is not None else None
    _say_differences(corpus, frozenset(recognizer.labels), kept)
    predicted = watched(model.annotate(recognizer, corpus.documents), total=len(corpus.documents))
    scores = score(corpus.documents, predicted, kept)
    with opened_output(None) as file:
        if as_json:
            file.write(json.dumps(scores.to_json(), ensure_ascii=False, indent=2) + "\n")
        else:
            table_console(file).print(_table(scores))


def _say_differences(corpus: Corpus, of_model: frozenset[str], kept: frozenset[str] | None) -> None:
    of_corpus = frozenset(corpus.labels)
    unknown = sorted((of_corpus - of_model) & (kept or of_corpus))
    extra = sorted((of_model - of_corpus) & (kept or of_model))
    if unknown:
        say(f"the model has no label {', '.join(unknown)}: each such entity of the corpus counts as missed")
    if extra:
        say(f"the corpus has no label {', '.join(extra)}: each such entity the model finds is wrong")
    if (unknown or extra) and kept is None and of_corpus & of_model:
        say(f"--labels {','.join(sorted(of_corpus & of_model))} scores what both have")


def _table(scores: Scores) -> Table:
    table = bare_table(("label",), ("precision", "recall", "F1", "support"))
    for label, prf in scores.per_type.items():
        table.add_row(label, *_cells(prf))
    table.add_row("micro", *_cells(scores.micro), style="bold")
    table.add_row("macro", *_cells(scores.macro))
    return table


def _cells(prf: Prf) -> tuple[str, str, str, str]:
    """Three figures in per cent, and the number of gold entities."""
    return f"{prf.precision:.1%}", f"{prf.recall:.1%}", f"{prf.f1:.1%}", f"{prf.support:,}"
