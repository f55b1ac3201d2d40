"""Numbers in figures: what `1,200.50`, `1.200,50`, `12,34,567` and `½` amount to."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["FRACTION_SIGNS", "Numeral", "is_whole", "numeral_of", "plain_amount"]

_LONGEST = 40
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?P<rest>\.[0-9]+)?")
_GROUPED_WITH_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_DECIMAL = re.compile(r"[0-9]+[.·][0-9]+")
_SWISS = re.compile(r"[1-9][0-9]{0,2}(?:'[0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_THOUSANDS_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")

_EIGHTH = Decimal("0.125")
FRACTION_SIGNS = {
    "½": _EIGHTH * 4,
    "¼": _EIGHTH * 2,
    "¾": _EIGHTH * 6,
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅛": _EIGHTH,
    "⅜": _EIGHTH * 3,
    "⅝": _EIGHTH * 5,
    "⅞": _EIGHTH * 7,
}
"""Fractions that are one character."""


class Numeral(NamedTuple):
    """What figures amount to; `plain` ones have no separators, as years and days of a month have none."""

    amount: Decimal
    plain: bool
    thousands: Decimal | None = None
    """What it amounts to where a point separates thousands: 1.200 is twelve hundred euros in Berlin."""


@lru_cache(maxsize=65_536)
def _numeral_of(figures: str) -> Numeral | None:
    if figures.isdigit():
        return Numeral(Decimal(figures), plain=True)
    if _GROUPED.fullmatch(figures):
        return Numeral(Decimal(figures.replace(",", "")), plain=False)
    if _DECIMAL.fullmatch(figures):
        swapped = Decimal(figures.replace(".", "")) if _THOUSANDS_POINT.fullmatch(figures) else None
        return Numeral(Decimal(figures.replace("·", ".")), plain=False, thousands=swapped)
    if _SWISS.fullmatch(figures):
        return Numeral(Decimal(figures.replace("'", "")), plain=False)
    if _GROUPED_WITH_POINTS.fullmatch(figures):
        return Numeral(Decimal(figures.replace(".", "").replace(",", ".")), plain=False)
    if _DECIMAL_COMMA.fullmatch(figures):
        return Numeral(Decimal(figures.replace(",", ".")), plain=False)
    return None


def numeral_of(figures: str) -> Numeral | None:
    """The number that a token of digits, points and commas is; None for a version, an address, a list."""
    return _numeral_of(figures) if len(figures) <= _LONGEST else None


def is_whole(amount: Decimal) -> bool:
    """Whether nothing stands behind the point, of an amount of any length."""
    return amount == amount.to_integral_value()


def plain_amount(amount: Decimal) -> int | float:
    """An int where the amount is whole, else a float."""
    return int(amount) if is_whole(amount) else float(amount)
