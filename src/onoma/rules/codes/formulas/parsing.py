"""A formula's text to its atoms: symbols, counts, brackets, charge, water of crystallisation.

Nothing here asks whether such a compound exists; `plausible` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from onoma.rules.codes.formulas.elements import ELEMENTS

__all__ = ["Group", "Part", "parts_of", "plain", "written"]

_DIGITS = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(dict(zip(_DIGITS, "0123456789" * 2, strict=True)) | {"⁺": "+", "⁻": "-", "₊": "+", "₋": "-"})
_SIGNS = str.maketrans("−–‑‐", "----")
_TOKEN = re.compile(r"(?P<symbol>[A-Z][a-z]?)(?P<count>\d*)|(?P<open>[(\[])|(?P<close>[)\]])(?P<times>\d*)")
_ROMAN = re.compile(r"[(\[](?:I{1,3}|I?V|VI{1,3})[)\]]")
_PAIRS = {"(": ")", "[": "]"}
_LARGEST_COUNT = 999


class Group(NamedTuple):
    """What stands in brackets, as it is written."""

    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An element's symbol or a group, and how many of it."""

    what: str | Group
    count: int


def plain(text: str) -> str:
    """The text with ASCII digits and signs; as long as it was."""
    return text.translate(_PLAIN).translate(_SIGNS)


def parts_of(text: str) -> tuple[Part, ...] | None:
    """The parts of a formula in ASCII without its charge, or None where it is none.

    A count of 1 is never written, nor one that begins with 0; a Roman numeral in brackets is no iodine.
    """
    if _ROMAN.search(text):
        return None
    stack: list[tuple[str, int, list[Part]]] = [("", 0, [])]
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return None
        if token["open"]:
            stack.append((token["open"], token.end(), []))
        elif token["close"]:
            bracket, start, inside = stack.pop()
            count = _count(token["times"])
            if not stack or _PAIRS.get(bracket) != token["close"] or not inside or count is None:
                return None
            stack[-1][2].append(Part(Group(text[start:position], tuple(inside)), count))
        else:
            count = _count(token["count"])
            if count is None or token["symbol"] not in ELEMENTS:
                return None
            stack[-1][2].append(Part(token["symbol"], count))
        position = token.end()
    return tuple(stack[0][2]) if len(stack) == 1 else None


def _count(digits: str) -> int | None:
    if not digits:
        return 1
    count = int(digits) if len(digits) <= 3 and digits[0] != "0" else 0
    return count if 2 <= count <= _LARGEST_COUNT else None


def written(core: str, charge: int) -> str:
    """A formula in ASCII with its charge behind a caret: `Ca^2+`, `Na^+`."""
    if not charge:
        return core
    sign = "+" if charge > 0 else "-"
    return f"{core}^{abs(charge) if abs(charge) > 1 else ''}{sign}"
