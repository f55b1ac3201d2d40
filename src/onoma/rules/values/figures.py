"""Numbers in figures: `1,200.50`, `1 000 000`, `2½`, `3 1/2`, `1.5 million`, `5k`."""

from __future__ import annotations

import re
from decimal import Decimal

from onoma.rules.values.number import Number, and_a_half, magnitudes_at
from onoma.rules.values.numerals import FRACTION_SIGNS, numeral_of
from onoma.rules.values.tokens import Tokens

__all__ = ["number_in_figures"]

_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6}
_SUFFIXES |= {"bn": 10**9, "bln": 10**9, "B": 10**9, "tn": 10**12, "trn": 10**12}
_NARROW_SPACES = frozenset(("\u00a0", "\u202f", "\u2009"))
_DENOMINATORS = frozenset(("2", "3", "4", "5", "8", "16"))
_SLASHES = frozenset(("/", "⁄"))
_LAST_GROUP = re.compile(r"[0-9]{3},[0-9]{2}")  # of 4 500,00
_MOST_GROUPS = 6
_THOUSAND = 1000
_SPACED_CURRENCIES = frozenset(("€", "EUR", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RUB", "kr", "zł", "Kč"))


def number_in_figures(tokens: Tokens, index: int) -> Number | None:
    """The number in figures that begins at a token."""
    words = tokens.words
    if words[index] in FRACTION_SIGNS:
        return Number(index + 1, FRACTION_SIGNS[words[index]], figures=True)
    numeral = numeral_of(words[index])
    if numeral is None:
        return None
    if not numeral.plain:
        return _scaled(tokens, Number(index + 1, numeral.amount, figures=True, thousands=numeral.thousands))
    power = _power(tokens, index)
    if power is not None:
        return power
    end, amount = _grouped_by_spaces(tokens, index + 1, numeral.amount)
    part = _part_behind(tokens, end) or _fraction(tokens, index)
    if part is not None:
        whole = amount if part[0] > index + 3 or words[end] in FRACTION_SIGNS else Decimal(0)
        return Number(part[0], whole + part[1], figures=True)
    return _scaled(tokens, Number(end, amount, plain=end == index + 1, figures=True))


def _power(tokens: Tokens, index: int) -> Number | None:
    """`10^6`."""
    words = tokens.words
    if words[index] != "10" or words[index + 1] != "^" or not words[index + 2].isdigit() or len(words[index + 2]) > 2:
        return None
    return Number(index + 3, Decimal(10) ** int(words[index + 2]), figures=True)


def _grouped_by_spaces(tokens: Tokens, end: int, amount: Decimal) -> tuple[int, Decimal]:
    """`1 000 000`: in narrow or unbreakable spaces, or in usual ones where there are two groups or more."""
    last, total, n_usual = end, amount, 0
    if not 1 <= amount < _THOUSAND:
        return end, amount
    if (cents := _LAST_GROUP.fullmatch(tokens.words[end])) and tokens.text[
        tokens.ends[end - 1] : tokens.starts[end]
    ] == " ":
        return end + 1, amount * _THOUSAND + Decimal(cents[0].replace(",", "."))
    while last < end + _MOST_GROUPS and len(tokens.words[last]) == 3 and tokens.words[last].isdigit():
        gap = tokens.text[tokens.ends[last - 1] : tokens.starts[last]]
        if gap != " " and gap not in _NARROW_SPACES:
            break
        n_usual += gap == " "
        total = total * _THOUSAND + int(tokens.words[last])
        last += 1
    return (end, amount) if n_usual == 1 and not _beside_currency(tokens, end - 2, last) else (last, total)


def _beside_currency(tokens: Tokens, before: int, last: int) -> bool:
    """Whether a currency of the continent stands before a number or behind it: `EUR 1 000`, `1 500 €`."""
    first = tokens.raw[before] if before >= 0 else ""
    return first in _SPACED_CURRENCIES or (tokens.raw[last] in _SPACED_CURRENCIES and len(tokens.words[last - 1]) == 3)


def _part_behind(tokens: Tokens, end: int) -> tuple[int, Decimal] | None:
    """What follows a whole number: `½`, ` ½`, ` 1/2`."""
    if tokens.words[end] in FRACTION_SIGNS:
        return end + 1, FRACTION_SIGNS[tokens.words[end]]
    return _fraction(tokens, end) if not tokens.glued(end) else None


def _fraction(tokens: Tokens, index: int) -> tuple[int, Decimal] | None:
    """`1/2`, `3/4`: small whole numbers that are a usual part of one."""
    words = tokens.words
    above, below = words[index], words[index + 2]
    if words[index + 1] not in _SLASHES or below not in _DENOMINATORS or len(above) > 2 or not above.isdigit():
        return None
    goes_on = tokens.glued(index + 3) and (words[index + 3] == "/" or words[index + 3].isalnum())
    if not (tokens.glued(index + 1) and tokens.glued(index + 2)) or goes_on or not 0 < int(above) < int(below):
        return None
    return index + 3, Decimal(above) / int(below)


def _scaled(tokens: Tokens, number: Number) -> Number:
    """The number with the magnitude behind it: `5k`, `1.5 million`, `3 hundred thousand`, `2 and a half million`."""
    suffix = _SUFFIXES.get(tokens.raw[number.end])
    if suffix is not None and tokens.glued(number.end):
        return number.times(suffix)._replace(end=number.end + 1, plain=False, scale=suffix)
    end, half = and_a_half(tokens, number.end)
    end, scale = magnitudes_at(tokens, end)
    if scale > 1 and not half:
        end, half = and_a_half(tokens, end)
    if end == number.end or number.amount is None:
        return number
    return number._replace(end=end, amount=(number.amount + half) * scale, plain=False, scale=scale)
