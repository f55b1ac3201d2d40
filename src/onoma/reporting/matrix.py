"""Train here, test there: strict F1 of every model on every corpus, with a label map between their tag sets.

A label that one side lacks counts against the score, and is named; beside it stands the score over the labels
that both sides have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onoma.corpus.label_map import LabelMap, Relabelled, relabelled
from onoma.document import Document, Value
from onoma.evaluation import Prf, score
from onoma.plots import Panel, heat_map_png
from onoma.recognizer import Recognizer

__all__ = ["Cell", "Matrix", "matrix", "matrix_png", "short_names"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One model on one corpus, after the label map.

    `micro` counts every label; `shared`, those in `shared_labels` only. `model_only` are labels that the corpus
    lacks, so that every such prediction is wrong; `corpus_only` those that the model lacks, so that they are missed.
    """

    micro: Prf
    shared: Prf
    shared_labels: tuple[str, ...]
    model_only: tuple[str, ...]
    corpus_only: tuple[str, ...]

    def to_json(self) -> dict[str, Value]:
        """Scores and labels."""
        return {
            "strict": self.micro.to_json(),
            "strict_shared": self.shared.to_json(),
            "shared_labels": list(self.shared_labels),
            "model_only": list(self.model_only),
            "corpus_only": list(self.corpus_only),
        }


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by model, then by corpus, in the order of `models` and `corpora`."""

    models: tuple[str, ...]
    corpora: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def same_labels(self) -> bool:
        """Whether every model has exactly the labels of every corpus."""
        return not any(cell.model_only or cell.corpus_only for row in self.cells for cell in row)

    def to_json(self) -> dict[str, Value]:
        """`{"cells": [{"model", "corpus", "strict", "strict_shared", …}, …]}`, models in order, then corpora."""
        cells: list[Value] = [
            {"model": model, "corpus": corpus, **cell.to_json()}
            for model, row in zip(self.models, self.cells, strict=True)
            for corpus, cell in zip(self.corpora, row, strict=True)
        ]
        return {"models": list(self.models), "corpora": list(self.corpora), "cells": cells}


def matrix(
    models: Iterable[tuple[str, Recognizer]],
    corpora: Mapping[str, Sequence[Document]],
    label_map: LabelMap = LabelMap(),  # noqa: B008 — frozen
) -> Matrix:
    """Every model on every corpus; models are taken one at a time. Names are those that the map speaks of."""
    gold = {
        name: [relabelled(document, label_map.of_corpus(name)) for document in documents]
        for name, documents in corpora.items()
    }
    rows: dict[str, tuple[Cell, ...]] = {}
    for name, recognizer in models:
        known = Relabelled(recognizer, label_map.of_model(name))
        rows[name] = tuple(_cell(known, documents) for documents in gold.values())
    return Matrix(tuple(rows), tuple(gold), tuple(rows.values()))


def _cell(recognizer: Recognizer, gold: Sequence[Document]) -> Cell:
    predicted = list(recognizer.stream(document.text for document in gold))
    of_corpus = {entity.label for document in gold for entity in document.entities}
    of_model = set(recognizer.labels)
    shared = tuple(sorted(of_model & of_corpus))
    return Cell(
        micro=score(gold, predicted).micro,
        shared=score(gold, predicted, shared).micro,
        shared_labels=shared,
        model_only=tuple(sorted(of_model - of_corpus)),
        corpus_only=tuple(sorted(of_corpus - of_model)),
    )


def short_names(paths: Sequence[str]) -> tuple[str, ...]:
    """The last parts of each path, as many as it takes to tell the paths apart."""
    parts = [Path(path).parts for path in paths]
    for n_parts in range(1, max(map(len, parts), default=0)):
        names = tuple("/".join(part[-n_parts:]) for part in parts)
        if len(set(names)) == len(set(paths)):
            return names
    return tuple(paths)


def matrix_png(found: Matrix) -> bytes:
    """F1 as a heat map with support; twice where labels differ, once over those of both sides."""
    panels = [_panel("strict F1, %, every label", [[cell.micro for cell in row] for row in found.cells])]
    if not found.same_labels:
        panels.append(_panel("over the labels of both", [[cell.shared for cell in row] for row in found.cells]))
    return heat_map_png(short_names(found.models), short_names(found.corpora), panels)


def _panel(title: str, rows: Sequence[Sequence[Prf]]) -> Panel:
    return Panel(
        title,
        [[prf.f1 if prf.support else None for prf in row] for row in rows],
        [[f"of {prf.support:,}" for prf in row] for row in rows],
    )
