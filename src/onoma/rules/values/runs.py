"""What is found by its characters alone: addresses, telephone numbers, and runs of figures that name something."""

from __future__ import annotations

from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.digit_runs import digit_runs
from onoma.rules.values.namelike import name_runs
from onoma.rules.values.phones import PHONE, phone_value, phones
from onoma.rules.values.web import addresses

__all__ = ["Run", "runs_of"]


class Run(NamedTuple):
    """`[start, end)` of the text; an empty label means that no value is in it."""

    start: int
    end: int
    label: str
    value: Value


def runs_of(text: str) -> list[Run]:
    """The runs of a text in order; of those that overlap the one that begins first, then the longest."""
    runs = digit_runs(text)
    found = sorted(
        [*addresses(text), *name_runs(text, runs), *phones(text, runs)], key=lambda run: (run.start, -run.end)
    )
    kept: list[Run] = []
    for start, end, label in found:
        if not kept or start >= kept[-1].end:
            written = text[start:end]
            kept.append(Run(start, end, label, phone_value(written) if label == PHONE else written))
    return kept
