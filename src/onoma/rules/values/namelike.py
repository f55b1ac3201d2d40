"""Long numbers that name something, whatever stands in them: bank accounts, cards, ISBN; and what was blotted out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onoma.rules.values.digit_runs import DigitRun
from onoma.rules.values.web import Address

__all__ = ["name_runs"]

_NAMES = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?"  # IBAN
    r"|[0-9]{4}(?:[ -][0-9]{4}){3}"  # card
    r"|[0-9]{4} [0-9]{6} [0-9]{5}"  # American Express
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4}"  # Social Security number
    r"|97[89][ -]?[0-9]{1,5}[ -]?[0-9]{1,7}[ -]?[0-9]{1,7}[ -]?[0-9X]"  # ISBN-13
    r")(?![0-9A-Za-z]|[.-][0-9])"
)
# XX/XX/2023, XXXX1234: digits that somebody made unreadable.
_BLOTTED = re.compile(r"(?<![0-9A-Za-z])(?=[0-9/X,.-]{0,12}XX)[0-9X]+(?:[/,.-][0-9X]+)*+(?![0-9A-Za-z])")
_LETTERS_BEFORE = 4


def name_runs(text: str, runs: Sequence[DigitRun]) -> Iterator[Address]:
    """The long numbers that name, and then what was blotted out; their label is empty."""
    for run in runs:
        for match in _NAMES.finditer(text, max(0, run.start - _LETTERS_BEFORE), run.end + 1):
            yield Address(match.start(), match.end(), "")
    if "XX" in text:
        for match in _BLOTTED.finditer(text):
            yield Address(match.start(), match.end(), "")
