"""The option `--labels A,B`, checked against the labels that exist."""

from __future__ import annotations

from collections.abc import Collection

from onoma.errors import InputError

__all__ = ["parse_labels"]


def parse_labels(option: str, known: Collection[str]) -> frozenset[str]:
    """The labels of a comma-separated list; raises `InputError` for one that is not known."""
    labels = [label.strip() for label in option.split(",") if label.strip()]
    unknown = [label for label in labels if label not in known]
    if unknown or not labels:
        named = ", ".join(map(repr, unknown)) or "the empty list"
        raise InputError(f"--labels: {named} cannot be found; choose among {', '.join(sorted(known))}")
    return frozenset(labels)
