"""`onoma matrix`: every model on every corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from rich.table import Table

from onoma.cli import model
from onoma.cli.mapping import parse_map, say_idle, say_unshared
from onoma.cli.output import opened_output
from onoma.cli.tables import bare_table, table_console
from onoma.cli.talk import say, watched
from onoma.corpus import read_corpus
from onoma.corpus.label_map import LabelMap, renamed
from onoma.document import Document
from onoma.errors import InputError
from onoma.evaluation import Prf
from onoma.plots import new_figure
from onoma.recognizer import Recognizer
from onoma.reporting import Matrix, matrix, matrix_png, short_names

_ON = "--on"


class _SpreadCommand(click.Command):
    """A command whose `--on A B C` means `--on A --on B --on C`, as a shell's patterns need it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_spread(args)))


def _spread(words: Sequence[str]) -> Iterator[str]:
    option = ""
    n_values = 0
    for word in words:
        if word.startswith("-"):
            option, n_values = word, 0
        elif option == _ON:
            n_values += 1
            if n_values > 1:
                yield _ON
        yield word


@click.command(cls=_SpreadCommand)
@click.argument("model_names", metavar="MODELS… --on CORPORA…", nargs=-1, required=True)
@click.option(_ON, "corpus_paths", metavar="CORPORA…", multiple=True, required=True, help="Labelled corpora.")
@model.rules_options
@click.option("--map", "map_path", metavar="FILE", help="Label map (TOML) between tag sets.")
@click.option("--format", "corpus_format", metavar="F", help="Format of CORPORA, where their names do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("-o", "--output", "folder", metavar="DIR", help="Write matrix.json and matrix.png there too.")
def command(
    *,
    model_names: Sequence[str],
    corpus_paths: Sequence[str],
    rules: model.Rules,
    map_path: str | None,
    corpus_format: str | None,
    as_json: bool,
    folder: str | None,
) -> None:
    """Train here, test there: strict F1 of each of MODELS (names or folders) on each of CORPORA.

    Labels that only one side has count against the score, and are named; a second table has the labels of both.
    A label map renames labels, for all or for one side, or leaves them out: see docs/reports.md.
    """
    _refuse_doubles(model_names, corpus_paths)
    label_map = parse_map(map_path, model_names, corpus_paths)
    if folder is not None:
        new_figure(1, 1)  # without matplotlib, say so before the work and not after it
    corpora = {path: _documents(path, corpus_format) for path in corpus_paths}
    gold = _labels(corpora, label_map)
    models = _loaded(model_names, rules, gold, label_map)
    found = matrix(watched(models, total=len(model_names)), corpora, label_map)
    picture = matrix_png(found) if folder is not None else b""
    content = json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n"
    _say_unshared(found)
    if folder is not None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / "matrix.json").write_text(content, encoding="utf-8")
        (Path(folder) / "matrix.png").write_bytes(picture)
    with opened_output(None) as file:
        if as_json:
            file.write(content)
        else:
            for table in _tables(found):
                table_console(file).print(table)


def _refuse_doubles(*names: Sequence[str]) -> None:
    for kind in names:
        for name in kind:
            if kind.count(name) > 1:
                raise InputError(f"{name}: is given twice; give each model and each corpus once")


def _documents(path: str, corpus_format: str | None) -> Sequence[Document]:
    corpus = read_corpus(path, format=corpus_format)
    for note in corpus.notes:
        say(f"reading {path}: {note}")
    if not corpus.labels:
        raise InputError(f"{path}: has no entities; there is nothing to score against")
    return corpus.documents


def _loaded(
    names: Sequence[str], rules: model.Rules, gold: frozenset[str], label_map: LabelMap
) -> Iterator[tuple[str, Recognizer]]:
    for name in names:
        recognizer, idle = model.scored_model(name, rules, gold, label_map.of_model(name))
        say_idle(name, idle)
        yield name, recognizer


def _labels(corpora: Mapping[str, Sequence[Document]], label_map: LabelMap) -> frozenset[str]:
    """Every label of every corpus, after the map."""
    return frozenset(
        label
        for path, documents in corpora.items()
        for label in renamed({e.label for document in documents for e in document.entities}, label_map.of_corpus(path))
    )


def _say_unshared(found: Matrix) -> None:
    for name, row in zip(found.models, found.cells, strict=True):
        for corpus, cell in zip(found.corpora, row, strict=True):
            say_unshared(f"{name} on {corpus}", cell.model_only, cell.corpus_only)


def _tables(found: Matrix) -> Iterator[Table]:
    yield _table(found, "F1 (support), every label", [[cell.micro for cell in row] for row in found.cells])
    if not found.same_labels:
        rows = [[cell.shared for cell in row] for row in found.cells]
        yield _table(found, "F1 (support), labels of both", rows)


def _table(found: Matrix, title: str, rows: Sequence[Sequence[Prf]]) -> Table:
    table = bare_table((title,), short_names(found.corpora))
    for name, row in zip(short_names(found.models), rows, strict=True):
        table.add_row(name, *(f"{prf.f1:.1%} ({prf.support:,})" if prf.support else "– (0)" for prf in row))
    return table
