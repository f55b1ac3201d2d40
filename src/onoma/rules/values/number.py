"""The record of a number, and the magnitudes that may follow one."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.rules.values.phrases import numbered
from onoma.rules.values.tokens import Tokens

__all__ = ["ARTICLES", "MAGNITUDES", "Number", "and_a_half", "magnitudes_at"]

MAGNITUDES = numbered("numbers", "magnitudes")
ARTICLES = frozenset(("a", "an"))
_PARTS = (
    (["and", "a", "half"], Decimal("0.5")),
    (["-", "and", "-", "a", "-", "half"], Decimal("0.5")),
    (["and", "a", "quarter"], Decimal("0.25")),
    (["and", "three", "quarters"], Decimal("0.75")),
)
_MOST_IN_A_ROW = 4


class Number(NamedTuple):
    """A number that ends before token `end`; its amount is None where it is vague.

    `plain` ones are mere digits, which may be a year or a day; `figures` is false for numbers in words. A range has an
    `upper` amount. `scale` is the magnitude that was said, and `thousands` the amount if a point separates thousands.
    """

    end: int
    amount: Decimal | None
    plain: bool = False
    figures: bool = False
    scale: int = 1
    upper: Decimal | None = None
    thousands: Decimal | None = None

    def times(self, factor: Decimal | int) -> Number:
        """So many times the number, or the range."""
        amount = self.amount * factor if self.amount is not None else None
        return self._replace(amount=amount, upper=self.upper * factor if self.upper is not None else None)


def magnitudes_at(tokens: Tokens, end: int) -> tuple[int, int]:
    """Where the magnitude words that stand at a token end, also behind hyphens, and their product."""
    words, scale, first = tokens.words, 1, end
    while end < first + _MOST_IN_A_ROW:
        word = end + 1 if words[end] == "-" and tokens.glued(end + 1) else end
        if words[word] not in MAGNITUDES:
            break
        scale *= MAGNITUDES[words[word]]
        end = word + 1
    return end, scale


def and_a_half(tokens: Tokens, end: int) -> tuple[int, Decimal]:
    """Where `and a half` ends, and how much it is; zero where nothing of the kind stands there."""
    if tokens.words[end] in ("and", "-"):
        for written, part in _PARTS:
            if tokens.words[end : end + len(written)] == written:
                return end + len(written), part
    return end, Decimal(0)
