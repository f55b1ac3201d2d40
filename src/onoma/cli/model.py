"""The one place where commands get a model and put it to work on documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

import onoma
from onoma.corpus.label_map import Names, Relabelled
from onoma.recognizer import Recognizer

__all__ = ["Rules", "load_model", "opened_model", "rules_options", "scored_model"]

Rules = bool | Collection[str]
"""Which rules join a model: those that belong to it (True), none, or the ones of these names."""

_Command = TypeVar("_Command", bound=Callable[..., object])


def rules_options(command: _Command) -> _Command:
    """Gives a command `--rules` and `--no-rules`, which arrive as `rules: Rules`."""
    named = click.option(
        "--rules",
        metavar="A,B",
        default=True,
        callback=lambda context, option, given: _parse_rules(given),
        help="Rules that join the model: values, codes. A bundled model has its own, a folder has none.",
    )
    none = click.option("--no-rules", "rules", flag_value="", help="The model alone.")
    return named(none(command))


def _parse_rules(given: str | bool) -> Rules:
    return given if isinstance(given, bool) else [name.strip() for name in given.split(",") if name.strip()]


def load_model(name: str, rules: Rules = True) -> Recognizer:
    """The recognizer of a bundled model's name or of a bundle's folder, with its rules."""
    return onoma.load(name, rules=rules)


def scored_model(name: str, rules: Rules, gold: Collection[str], names: Names) -> tuple[Recognizer, tuple[str, ...]]:
    """The recognizer without labels that its rules alone give and the gold does not have, and those labels.

    A corpus without dates does not say that there are none. `names` is what the model's labels are called where
    the two meet.
    """
    from onoma.bridges import bundle_of
    from onoma.runtime import rule_labels

    recognizer, bundle = load_model(name, rules), bundle_of(name)
    only_rules = rule_labels(bundle, rules) if bundle is not None else ()
    idle = tuple(sorted(label for label in only_rules if names.get(label, label) not in gold))
    return Relabelled(recognizer, dict.fromkeys(idle, "")) if idle else recognizer, idle


@contextmanager
def opened_model(name: str, n_workers: int, rules: Rules = True) -> Iterator[Recognizer]:
    """The recognizer of that name, on several processes when more than one worker is asked for."""
    if n_workers == 1:
        yield load_model(name, rules)
        return
    from onoma.bridges import bundle_of, opened
    from onoma.runtime import Workers, joined, rules_of

    bundle = bundle_of(name)
    if bundle is None:
        yield joined(opened(name, n_workers=n_workers), rules_of(name, rules))
        return
    with Workers(bundle, n_workers, rules=rules) as workers:
        yield workers
