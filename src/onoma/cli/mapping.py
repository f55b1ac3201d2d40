"""The option `--map FILE`, checked against the models and corpora that it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onoma.cli.talk import say
from onoma.corpus.label_map import LabelMap, read_label_map
from onoma.errors import InputError

__all__ = ["parse_map", "say_idle", "say_unshared"]


def parse_map(path: str | None, models: Iterable[str], corpora: Iterable[str]) -> LabelMap:
    """The label map of that file, an empty one without.

    Raises `InputError` when a table is for a model or a corpus that is not among these.
    """
    if path is None:
        return LabelMap()
    label_map = read_label_map(path)
    if idle := label_map.idle_tables(models, corpora):
        named = ", ".join(f"[{table}]" for table in idle)
        raise InputError(f"{path}: {named} is for nothing here; write the name as in the command")
    return label_map


def say_idle(place: str, labels: Collection[str]) -> None:
    """Say which labels are not scored, since only rules give them and no corpus has them."""
    if labels:
        say(f"{place}: labels that only rules give and no corpus has are not scored: {', '.join(labels)}")


def say_unshared(place: str, model_only: Collection[str], corpus_only: Collection[str]) -> None:
    """Say which labels only one side has, and how that counts."""
    if corpus_only:
        say(f"{place}: the model has no {', '.join(sorted(corpus_only))}: such entities count as missed")
    if model_only:
        say(f"{place}: the corpus has no {', '.join(sorted(model_only))}: such entities count as wrong")
