"""Runs of figures that name something, whatever stands in them: bank accounts, cards, network addresses, hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onoma.rules.values.web import Address

__all__ = ["NOTHING", "name_runs"]

NOTHING = ""
"""The label of what is no value, and holds none."""

_NAMES = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?"  # IBAN
    r"|[0-9]{4}(?:[ -][0-9]{4}){3}"  # card
    r"|[0-9]{4} [0-9]{6} [0-9]{5}"  # American Express
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{1,5})?(?:/[0-9]{1,2})?"  # IPv4
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4}"  # Social Security number
    r"|97[89][ -]?[0-9]{1,5}[ -]?[0-9]{1,7}[ -]?[0-9]{1,7}[ -]?[0-9X]"  # ISBN-13
    r"|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}"  # MAC
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"  # UUID
    r")(?![0-9A-Za-z]|[.-][0-9])"
    # What a bureau has blotted out: XX/XX/2023, XXXX1234.
    r"|(?<![0-9A-Za-z])(?=[0-9/X,.-]{0,12}XX)[0-9X]+(?:[/,.-][0-9X]+)*+(?![0-9A-Za-z])"
)
_HINT = re.compile(r"[0-9]{2}[ .:-]?[0-9]|XX")


def name_runs(text: str) -> Iterator[Address]:
    """The runs that name, in order."""
    if _HINT.search(text) is None:
        return
    for match in _NAMES.finditer(text):
        yield Address(match.start(), match.end(), NOTHING)
