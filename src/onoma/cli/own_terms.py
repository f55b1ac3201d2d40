"""A user's own gazetteers and patterns beside a model, or without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

import click

from onoma.cli.model import Wanted, opened_model
from onoma.recognizer import Recognizer, Stack

__all__ = ["Own", "opened_with_own", "own_options"]

_NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Own:
    """Files of a user's own: terms, as `FILE` or `LABEL=FILE`, and patterns."""

    gazetteers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def recognizers(self) -> list[Recognizer]:
        """A gazetteer of all lists, so that the longest term of any wins, and one recognizer of all patterns."""
        found: list[Recognizer] = []
        if self.gazetteers:
            from onoma.rules.gazetteer import Gazetteer, read_terms

            files = [_label_and_path(written) for written in self.gazetteers]
            found.append(Gazetteer(term for label, path in files for term in read_terms(path, label)))
        if self.patterns:
            from onoma.rules.patterns import Patterns, read_patterns

            found.append(Patterns([pattern for path in self.patterns for pattern in read_patterns(path)]))
        return found


def own_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `--gazetteer` and `--patterns`, which arrive as `own: Own`."""

    @click.option(
        "--gazetteer",
        "gazetteers",
        multiple=True,
        metavar="FILE",
        help="Find the terms of this file too (.txt, .csv, .tsv, .jsonl, .toml); LABEL=FILE gives them a label.",
    )
    @click.option("--patterns", multiple=True, metavar="FILE", help="Find what the patterns of this TOML file say.")
    @wraps(command)
    def with_own(*args: object, gazetteers: tuple[str, ...], patterns: tuple[str, ...], **options: object) -> None:
        command(*args, own=Own(gazetteers, patterns), **options)

    return with_own


@contextmanager
def opened_with_own(name: str, n_workers: int, wanted: Wanted, own: Own) -> Iterator[Recognizer]:
    """The model of that name behind a user's own terms and patterns; these alone for the name `none`."""
    from onoma.runtime import RULES, Additions, additions_of, joined

    additions = additions_of(name, wanted.rules, wanted.context, reference=wanted.reference, day_first=wanted.day_first)
    first = own.recognizers()
    if name == _NO_MODEL:
        parts = [*first, *(RULES[rule](additions) for rule in additions.rules)]
        if not parts:
            raise click.UsageError("--model none finds nothing by itself; add --gazetteer, --patterns or --rules.")
        yield wanted.linked(joined(Stack(parts), Additions(context=additions.context)))
        return
    with opened_model(name, n_workers, wanted) as recognizer:
        if not first:
            yield recognizer
            return
        yield Stack([joined(Stack(first), Additions(context=additions.context)), recognizer])


def _label_and_path(written: str) -> tuple[str | None, str]:
    label, equals, path = written.partition("=")
    is_label = bool(equals) and label.replace("_", "").replace("-", "").isalnum()
    return (label, path) if is_label else (None, written)
