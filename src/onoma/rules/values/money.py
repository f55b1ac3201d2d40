"""MONEY: an amount with its currency, before it (`US$ 5 million`, `EUR 310,00`) or behind it (`five bucks`, `20p`)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.rules.values.currencies import (
    CENT,
    CODES,
    Currency,
    cents_at,
    code_of,
    currency_behind,
    currency_sign_at,
    currency_word_at,
    mistakable_code,
)
from onoma.rules.values.number import ARTICLES, MAGNITUDES, Number
from onoma.rules.values.numbers import number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import row
from onoma.rules.values.ranges import half_after, joint_at, numbers_at, range_of
from onoma.rules.values.spelled import NUMBER_WORDS

__all__ = ["MONEY", "money_at"]

MONEY = "MONEY"

_SUFFIXES = {"k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "mill": 10**6, "b": 10**9, "bn": 10**9}
_SUFFIXES |= {"t": 10**12, "tn": 10**12, "trn": 10**12}
_SUFFIXES |= {"mrd": 10**9, "mln": 10**6}
_ABBREVIATED = frozenset(("mio", "mrd", "mln", "mill", "bn", "mn"))
_NOT_APART = frozenset(("b", "t", "mm", "k"))
_POINT_FOR_THOUSANDS = row("currencies", "point_for_thousands", "codes")
_NOT_ONE = row("currencies", "articles", "not_one")
_NOUNS = row("currencies", "articles", "nouns")
_BEHIND_SIGN = NUMBER_WORDS | frozenset(("-", ".", "a"))


class _Money(NamedTuple):
    end: int
    number: Number
    currency: str


def money_at(passage: Passage, index: int) -> Reading | None:
    """The amount of money that begins at a token, or the range of such."""
    first = _single(passage, index)
    if first is None:
        return None
    end, number = first.end, first.number
    begin = joint_at(passage, end, index) if number.upper is None else None
    second = _single(passage, begin) if begin is not None else None
    if second is not None and second.currency == first.currency and second.number.upper is None:
        end, number = second.end, _spread(number, second.number)
    return Reading(end, MONEY, range_of(number, currency=first.currency))


def _single(passage: Passage, index: int) -> _Money | None:
    return _behind_currency(passage, index) or _before_currency(passage, index)


def _spread(low: Number, high: Number) -> Number:
    """`$5 to $10 million`: the magnitude holds for both, where the first has none."""
    amount = low.amount
    if (
        amount is not None
        and high.amount is not None
        and low.scale == 1 < high.scale
        and amount * high.scale < high.amount
    ):
        amount *= high.scale
    return low._replace(amount=amount, upper=high.amount)


def _scaled(passage: Passage, number: Number) -> Number:
    """The number with `m`, `B` or `k` behind it, which are magnitudes of money only."""
    end, raw = number.end, passage.raw[number.end]
    scale = _SUFFIXES.get(raw if len(raw) == 1 else raw.lower()) or (
        _SUFFIXES.get(raw.lower()) if raw.isupper() else None
    )
    if scale is None or number.scale > 1 or not number.figures:
        return number
    close = passage.glued(end)
    if raw.lower() in _ABBREVIATED and passage.words[end + 1] == "." and passage.glued(end + 1):
        return number.times(scale)._replace(end=end + 2, scale=scale, plain=False)
    if (raw in _NOT_APART and not close) or (passage.glued(end + 1) and passage.words[end + 1][:1].isalnum()):
        return number
    return number.times(scale)._replace(end=end + 1, scale=scale, plain=False)


def _with_thousands(number: Number, currency: str) -> Number:
    """`€1.200` is twelve hundred euros; dollars and pounds have a comma there."""
    if number.thousands is None or number.upper is not None or number.scale > 1 or currency not in _POINT_FOR_THOUSANDS:
        return number
    return number._replace(amount=number.thousands)


# --- the currency first


def _behind_currency(passage: Passage, index: int) -> _Money | None:
    """`$5`, `-$5`, `US$ 300`, `EUR 310,00`, `$1.2bn`, `$45.00 USD`, `$5 million`."""
    words = passage.words
    signed = words[index] in ("-", "+") and passage.glued(index + 1)
    if signed and passage.glued(index) and words[index - 1][:1].isalnum():
        return None
    begin = index + 1 if signed else index
    sign = currency_sign_at(passage, begin)
    if sign is None or not (words[sign[0]][:1].isdigit() or words[sign[0]] in _BEHIND_SIGN):
        return None
    end, currency = sign
    number = numbers_at(passage, end)
    if number is None or number.amount is None or mistakable_code(passage.raw[begin], number):
        return None
    number = _with_thousands(_scaled(passage, number), currency)
    if signed and words[index] == "-":
        number = number.times(-1)
    return _Money(_behind_currency_again(passage, number.end, currency), number, currency)


def _behind_currency_again(passage: Passage, end: int, currency: str) -> int:
    """Where the amount ends with the currency said twice: `$45.00 USD`, `$5 million dollars`, `$300 CAD`."""
    raw = passage.raw[end]
    if raw in CODES and (code_of(raw) == currency or currency == "USD"):
        return end + 1
    word = currency_word_at(passage, end)
    return word[0] if word is not None and word[1] == currency and passage.words[end] != "won" else end


# --- the number first


def _before_currency(passage: Passage, index: int) -> _Money | None:
    """`300 euros`, `5€`, `50 cents`, `a million dollars`, `millions of dollars`, `1,000-dollar`, `20p`, `5m euros`."""
    number = numbers_at(passage, index)
    if number is None:
        return _one_or_few(passage, index)
    scaled = _scaled(passage, number)
    for candidate in (scaled, number) if scaled is not number else (number,):
        found = currency_behind(passage, _to_currency(passage, candidate), candidate)
        if found is not None:
            return _with_cents(passage, _in_currency(candidate, found))
    return None


def _to_currency(passage: Passage, number: Number) -> int:
    """Where the currency must begin: behind the hyphen of `1,000-dollar`, the `of` of `millions of dollars`."""
    end = number.end
    if passage.in_hyphens(end):
        return end + 1
    return end + (number.amount is None and passage.words[end] == "of")


def _in_currency(number: Number, currency: Currency) -> _Money:
    number = _with_thousands(number, currency.code) if currency.factor == 1 else number.times(currency.factor)
    return _Money(currency.end, number, currency.code)


def _with_cents(passage: Passage, money: _Money) -> _Money:
    """`five dollars and fifty cents` as one amount."""
    amount = money.number.amount
    if amount is None or money.number.upper is not None or passage.words[money.end] not in ("and", ","):
        return money
    cents = number_at(passage, money.end + 1)
    found = cents_at(passage, cents.end) if cents is not None else None
    if cents is None or cents.amount is None or found is None or not 0 < cents.amount < 100:
        return money
    if found[1] != money.currency or passage.words[cents.end] == "p":
        return money
    return money._replace(end=found[0], number=money.number._replace(amount=amount + cents.amount * CENT))


def _one_or_few(passage: Passage, index: int) -> _Money | None:
    """`a dollar`, `a dollar and a half`, `a few euros`, `a couple of bucks`, `several dollars`."""
    words, begin, amount = passage.words, index, None
    if words[begin] in ARTICLES:
        begin, amount = begin + 1, Decimal(1)
    if words[begin] in ("few", "couple", "several"):
        begin, amount = begin + 1 + (words[begin : begin + 2] == ["couple", "of"]), None
    elif begin == index:
        return None
    if (
        words[begin] in _NOT_ONE
        or words[begin] in MAGNITUDES
        or passage.raw[begin] in CODES
        or not words[begin].isalpha()
    ):
        return None
    found = currency_behind(passage, begin, Number(begin, amount))
    if found is None or words[found.end] == "-" or words[found.end] in _NOUNS:
        return None
    half = half_after(passage, found.end) if amount is not None else None
    if half is not None and amount is not None:
        return _in_currency(Number(begin, amount + half[1]), found._replace(end=half[0]))
    return _in_currency(Number(begin, amount), found)
