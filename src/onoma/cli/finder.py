"""The options by which a command is told which entities to find, and records beside what was found in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from itertools import tee

import click

from onoma.cli import model
from onoma.cli.labels import parse_labels
from onoma.cli.model import Rules, Wanted
from onoma.cli.reading import Record
from onoma.document import Document
from onoma.recognizer import Recognizer, annotated

__all__ = ["Finder", "Found", "finder_options"]


@dataclass(frozen=True, slots=True)
class Found:
    """A model at work: the labels that are wanted of it, of all that it has."""

    recognizer: Recognizer
    labels: frozenset[str]
    min_score: float

    def entities_of(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same records in order, their documents with the entities that are wanted."""
        given, ahead = tee(records)
        found = annotated(self.recognizer, (record.document for record in ahead))
        for record, document in zip(given, found, strict=True):
            yield replace(record, document=self._wanted(document))

    def _wanted(self, document: Document) -> Document:
        return document.with_entities(
            entity
            for entity in document.entities
            if entity.label in self.labels and (entity.score is None or entity.score >= self.min_score)
        )


@dataclass(frozen=True, slots=True)
class Finder:
    """Which entities to find. `labels` is None where the command chooses."""

    model_name: str
    rules: Rules
    labels: str | None
    min_score: float
    n_workers: int

    @contextmanager
    def opened(self, default: Callable[[Collection[str]], frozenset[str]]) -> Iterator[Found]:
        """The model, loaded; `default` chooses among its labels where the user did not."""
        with model.opened_model(self.model_name, self.n_workers, Wanted(self.rules)) as recognizer:
            known = recognizer.labels
            labels = parse_labels(self.labels, known) if self.labels is not None else default(known)
            yield Found(recognizer, labels, self.min_score)


def finder_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `Finder`, which arrive as `finder`."""

    @click.option("--model", "model_name", default="en", show_default=True, metavar="NAME|FOLDER")
    @model.rules_options
    @click.option("--labels", metavar="A,B", help="Replace only these labels.")
    @click.option(
        "--min-score",
        type=click.FloatRange(0.0, 1.0),
        default=0.0,
        metavar="P",
        help="Replace only entities this sure, and those without a score.",
    )
    @click.option(
        "--workers",
        "n_workers",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes that read side by side.",
    )
    @wraps(command)
    def with_finder(
        *args: object,
        model_name: str,
        rules: Rules,
        labels: str | None,
        min_score: float,
        n_workers: int,
        **options: object,
    ) -> None:
        command(*args, finder=Finder(model_name, rules, labels, min_score, n_workers), **options)

    return with_finder
