"""Recognizers without a model: gazetteers, patterns, values and codes, each with a check."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onoma.recognizer import Stack

__all__ = ["default_rules"]


def default_rules(*, reference: datetime | None = None, day_first: bool = False) -> Stack:
    """Codes, formulae and values as one recognizer; what is part of a code is no number.

    `reference` and `day_first` are `Values`' own.
    """
    from onoma.recognizer import Stack
    from onoma.rules.codes import Codes
    from onoma.rules.values import Values

    return Stack([Codes(), Values(reference=reference, day_first=day_first)])
