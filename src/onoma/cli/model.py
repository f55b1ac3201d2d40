"""The one place where commands get a model and put it to work on documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path

import click

import onoma
from onoma.corpus.label_map import Names, Relabelled
from onoma.recognizer import Recognizer

__all__ = ["Rules", "Wanted", "load_model", "opened_model", "rules_options", "scored_model", "wanted_options"]

Rules = bool | Collection[str]
"""Which rules join a model: those that belong to it (True), none, or the ones of these names."""


def rules_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `--rules` and `--no-rules`, which arrive as `rules: Rules`."""

    @click.option(
        "--rules",
        "named",
        metavar="A,B",
        help="Rules that join the model: values, codes. A bundled model has its own, a folder has none.",
    )
    @click.option("--no-rules", "alone", is_flag=True, help="The model alone.")
    @wraps(command)
    def with_rules(*args: object, named: str | None, alone: bool, **options: object) -> None:
        command(*args, rules=_rules(named, alone), **options)

    return with_rules


def _rules(named: str | None, alone: bool) -> Rules:
    if alone and named is not None:
        raise click.UsageError("--rules and --no-rules exclude each other; give one of them.")
    if named is None:
        return not alone
    return [name.strip() for name in named.split(",") if name.strip()]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to join a model; `context` is None where that is for the model to say. As `onoma.load` has them.

    `terms` is a file with terms to link to, and `min_link_score` how alike names have to be.
    """

    rules: Rules = True
    context: bool | None = None
    reference: datetime | None = None
    day_first: bool = False
    terms: Path | None = None
    min_link_score: float | None = None

    def linked(self, recognizer: Recognizer) -> Recognizer:
        """The recognizer with the ids of the terms, where there are any."""
        if self.terms is None:
            return recognizer
        from onoma.linking import MIN_SCORE, Linked, load_terms

        min_score = MIN_SCORE if self.min_link_score is None else self.min_link_score
        return Linked(recognizer, load_terms(self.terms), min_score=min_score)


def wanted_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `Wanted`, which arrive as `wanted`."""

    @rules_options
    @click.option(
        "--context/--no-context",
        default=None,
        help="Say whether entities are negated, uncertain, past, of the family; tie abbreviations.",
    )
    @click.option(
        "--reference",
        type=click.DateTime(("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")),
        metavar="WHEN",
        help='When texts were written, as 2026-05-14; what "tomorrow" is counted from.',
    )
    @click.option("--day-first", is_flag=True, help="03/04/2026 is the third of April.")
    @click.option(
        "--link",
        "terms",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Give entities the ids of these terms: CSV, TSV or JSON lines with name, id, synonyms, label.",
    )
    @click.option(
        "--min-link-score",
        type=click.FloatRange(0.0, 1.0),
        metavar="P",
        help="How alike names have to be, 0.75 unless told; 1 takes the same name only.",
    )
    @wraps(command)
    def with_wanted(
        *args: object,
        rules: Rules,
        context: bool | None,
        reference: datetime | None,
        day_first: bool,
        terms: Path | None,
        min_link_score: float | None,
        **options: object,
    ) -> None:
        wanted = Wanted(rules, context, reference, day_first, terms, min_link_score)
        command(*args, wanted=wanted, **options)

    return with_wanted


def load_model(name: str, wanted: Wanted = Wanted()) -> Recognizer:
    """The recognizer of a bundled model's name or of a bundle's folder, with what is to join it."""
    reference, day_first = wanted.reference, wanted.day_first
    return onoma.load(name, rules=wanted.rules, context=wanted.context, reference=reference, day_first=day_first)


def scored_model(name: str, rules: Rules, gold: Collection[str], names: Names) -> tuple[Recognizer, tuple[str, ...]]:
    """The recognizer without labels that its rules alone give and the gold does not have, and those labels.

    A corpus without dates does not say that there are none. `names` is what the model's labels are called where
    the two meet.
    """
    from onoma.runtime import additions_of, joined, rule_labels

    network, additions = load_model(name, Wanted(rules=False)), additions_of(name, rules)
    recognizer, only_rules = joined(network, additions), rule_labels(network.labels, additions)
    idle = tuple(sorted(label for label in only_rules if names.get(label, label) not in gold))
    return Relabelled(recognizer, dict.fromkeys(idle, "")) if idle else recognizer, idle


@contextmanager
def opened_model(name: str, n_workers: int, wanted: Wanted = Wanted()) -> Iterator[Recognizer]:
    """The recognizer of that name, on several processes when more than one worker is asked for."""
    if n_workers == 1:
        yield wanted.linked(load_model(name, wanted))
        return
    from onoma.bridges import bundle_of, opened
    from onoma.runtime import Workers, additions_of, joined

    reference, day_first = wanted.reference, wanted.day_first
    additions = additions_of(name, wanted.rules, wanted.context, reference=reference, day_first=day_first)
    bundle = bundle_of(name)
    if bundle is None:
        yield wanted.linked(joined(opened(name, n_workers=n_workers), additions))
        return
    with Workers(bundle, n_workers, additions) as workers:
        yield wanted.linked(workers)
