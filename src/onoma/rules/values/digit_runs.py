"""Stretches of a text with many digits: the only places where telephone and other long numbers can stand."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["DigitRun", "digit_runs"]

_RUN = re.compile(r"[0-9][0-9 ().+/\u00a0\u202f\u2010-\u2013-]{5,}+")
_FEWEST_DIGITS = 7
_LONGEST = 400


class DigitRun(NamedTuple):
    """`[start, end)` of the text, with at least seven digits in it; signs before the first one are not counted in."""

    start: int
    end: int


def digit_runs(text: str) -> list[DigitRun]:
    """The runs of a text, in order; a run longer than any number is none."""
    return [
        DigitRun(match.start(), match.end())
        for match in _RUN.finditer(text)
        if match.end() - match.start() <= _LONGEST and sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS
    ]
