"""`onoma evaluate`: what a model, or a file of predictions, gets right on a labelled corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from onoma.cli.answers import Answers, Gold, ReadAs, find_answers, read_gold, read_train
from onoma.cli.labels import parse_labels
from onoma.cli.mapping import parse_map
from onoma.cli.model import Rules, rules_options
from onoma.cli.output import opened_output
from onoma.cli.report_tables import print_report
from onoma.cli.tables import table_console
from onoma.cli.talk import say
from onoma.document import Document
from onoma.evaluation import Provenance, Report, evaluate, with_labels
from onoma.plots import new_figure
from onoma.schemes import REPAIRS, Repair


@click.command()
@click.argument("name", metavar="MODEL|PREDICTIONS")
@click.argument("gold_path", metavar="GOLD")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("-o", "folder", metavar="DIR", help="Write report.json, an HTML report and plots into this folder.")
@click.option("--train", "train_path", metavar="CORPUS", help="Training corpus: tells seen and unseen mentions apart.")
@click.option("--labels", metavar="A,B", help="Score only these labels.")
@rules_options
@click.option("--map", "map_path", metavar="FILE", help="Label map (TOML) between the two sides.")
@click.option(
    "--repair",
    type=click.Choice(REPAIRS),
    default="conlleval",
    show_default=True,
    help="What becomes of a tag that breaks its scheme: begins an entity, drops its entity, is refused.",
)
@click.option("--scheme", metavar="S", help="Tagging scheme of column files, instead of the one that fits best.")
@click.option("--format", "gold_format", metavar="F", help="Format of GOLD, where its name does not say.")
@click.option("--predictions-format", metavar="F", help="Format of PREDICTIONS, where its name does not say.")
def command(
    *,
    name: str,
    gold_path: str,
    as_json: bool,
    folder: str | None,
    train_path: str | None,
    labels: str | None,
    rules: Rules,
    map_path: str | None,
    repair: Repair,
    scheme: str | None,
    gold_format: str | None,
    predictions_format: str | None,
) -> None:
    """Score MODEL (a name or a folder) or PREDICTIONS (a labelled file) on the labelled corpus GOLD.

    A model sees the texts alone. Predictions stand in any corpus format and are aligned to the gold by position.
    Scores are strict unless a table says otherwise: an entity is right when its offsets and its label are, each
    gold entity found once. Labels that only the model's rules give (dates, amounts) count where GOLD has them.
    """
    if folder is not None:
        new_figure(1, 1)  # without matplotlib, say so before the work and not after it
    corpora = [gold_path] if train_path is None else [gold_path, train_path]
    read_as = ReadAs(repair, scheme, parse_map(map_path, [name], corpora))
    gold = read_gold(gold_path, gold_format, read_as)
    answers = find_answers(name, gold, predictions_format, read_as, rules=rules)
    kept = parse_labels(labels, gold.labels | answers.labels) if labels is not None else None
    _say_differences(gold, answers, kept)
    truths = [with_labels(document, kept) for document in gold.side.documents]
    found = [with_labels(document, kept) for document in answers.documents]
    train = read_train(train_path, read_as) if train_path is not None else None
    report = evaluate(truths, found, train=train, provenance=_provenance(gold, answers))
    for note in report.provenance.notes:
        say(f"reading: {note}")
    if folder is not None:
        _write(Path(folder), report, truths, found, f"{name} on {gold_path}")
    with opened_output(None) as file:
        if as_json:
            file.write(_to_json(report))
        else:
            print_report(table_console(file), report)


def _provenance(gold: Gold, answers: Answers) -> Provenance:
    readings = (gold.reading,) if answers.reading is None else (gold.reading, answers.reading)
    return Provenance(readings, answers.losses, (*gold.notes, *answers.notes), gold.n_raw)


def _write(folder: Path, report: Report, gold: Sequence[Document], predicted: Sequence[Document], title: str) -> None:
    from onoma.reporting import write_report

    folder.mkdir(parents=True, exist_ok=True)
    with opened_output(str(folder / "report.json")) as file:
        file.write(_to_json(report))
    write_report(folder, report, gold, predicted, title)
    say(f"{folder}: report.json, report.html and plots")


def _to_json(report: Report) -> str:
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"


def _say_differences(gold: Gold, answers: Answers, kept: frozenset[str] | None) -> None:
    of_gold, of_answers = gold.labels, answers.labels
    unknown = sorted((of_gold - of_answers) & (kept or of_gold))
    extra = sorted((of_answers - of_gold) & (kept or of_answers))
    if unknown:
        say(f"only the gold has the label {', '.join(unknown)}: each such entity counts as missed")
    if extra:
        say(f"the gold has no label {', '.join(extra)}: each such entity that was found is wrong")
    # What a file holds is what was found, not what could be: to leave out the rest would be to flatter it.
    if (unknown or extra) and kept is None and of_gold & of_answers and answers.reading is None:
        say(f"--labels {','.join(sorted(of_gold & of_answers))} scores what both have")
