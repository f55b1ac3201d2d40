"""Currencies as they are written, before an amount and behind it: `US$`, `EUR`, `bucks`, `pence`."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.rules.values.nouns import counted_after
from onoma.rules.values.number import Number
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, row, rows_of
from onoma.rules.values.spelled import NUMBER_WORDS

__all__ = [
    "CENT",
    "CODES",
    "MONEY_STARTS",
    "Currency",
    "cents_at",
    "code_of",
    "currency_behind",
    "currency_sign_at",
    "currency_word_at",
    "mistakable_code",
]

CENT = Decimal("0.01")
CODES = row("currencies", "codes", "")
_SIGNS = Phrases(rows_of("currencies", "signs"))
_WORDS = Phrases(rows_of("currencies", "words"))
_HUNDREDTHS = Phrases(rows_of("currencies", "hundredths"))
_WEIGHTS = Phrases(rows_of("currencies", "weights"))
_PAYING = row("currencies", "paying", "")
_WEIGHING = row("currencies", "weighing", "")
_ALSO_WORDS = row("currencies", "also_words", "codes")
_AFTER_WON = row("currencies", "also_words", "after_won")
_OF_POUNDS = row("currencies", "also_words", "of_pounds")
_PICTURE_HEIGHTS = frozenset(("240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"))
_SIGNS_APART = frozenset(("US $",))
_GRAND = Decimal(1000)
_GRAND_THINGS = frozenset(("piano", "slam", "prix", "total", "jury", "opening", "finale", "prize", "master"))
_HIGHEST_RATIO = 15
_FEWEST_WON = 100
_LARGE = 10**6
_NEAR = 20

_WRITTEN_FIRST = frozenset(("Rupees", "Dollars", "Euros", "Pounds"))
MONEY_STARTS = frozenset(word.lower() for word in _SIGNS.first_words | CODES | _WRITTEN_FIRST)
"""Words, in lower case, with which money can begin besides a number."""


class Currency(NamedTuple):
    """A currency up to token `end`, its ISO code, and what one of it is of that: a cent is 0.01."""

    end: int
    code: str
    factor: Decimal = Decimal(1)


def code_of(written: str) -> str:
    """The ISO code of a code as it is written."""
    return "CNY" if written == "RMB" else written


def currency_sign_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """The sign or code before an amount at a token: where it ends, and its ISO code."""
    raw = passage.raw[index]
    if raw in CODES:
        return index + 1, code_of(raw)
    if raw in _WRITTEN_FIRST:
        return _word_first(passage, index)
    found = _SIGNS.longest(passage.raw, index)
    if found is None or (passage.glued(index) and passage.words[index - 1].isalpha()):
        return None
    whole = all(passage.glued(at) for at in range(index + 1, found[0]))  # "a $5 note" has no Australian dollars
    return found if whole or passage.raw_of(index, found[0]) in _SIGNS_APART else None


def _word_first(passage: Passage, index: int) -> tuple[int, str] | None:
    """`Rupees forty-five thousand only`: the word before an amount that is spelled out."""
    if passage.words[index + 1] not in NUMBER_WORDS or (index and passage.words[index - 1][-1:].isalnum()):
        return None
    return _WORDS.longest(passage.words, index) or _WEIGHTS.longest(passage.words, index)


def mistakable_code(written: str, number: Number) -> bool:
    """Whether letters before a number are likely no currency: CAD 2019, INR 4.2 of blood."""
    if written == "INR":
        return number.figures and abs(number.amount or Decimal(0)) < _HIGHEST_RATIO
    return number.plain and (written in _ALSO_WORDS or written in ("RS", "rs"))


def currency_word_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """The word for a currency at a token: where it ends, and its ISO code."""
    return _WORDS.longest(passage.words, index)


def cents_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """The word for a hundredth of a currency at a token: where it ends, and the ISO code of the whole."""
    return _HUNDREDTHS.longest(passage.words, index)


def currency_behind(passage: Passage, index: int, number: Number) -> Currency | None:
    """The currency at a token that stands behind a number."""
    words, raw = passage.words, passage.raw
    if raw[index] in CODES:
        return Currency(index + 1, code_of(raw[index]))
    word = _WORDS.longest(words, index)
    if word is not None:
        return Currency(*word) if words[index] != "won" or _won_meant(passage, word[0], number) else None
    if words[index] == "grand" and not counted_after(passage, index + 1) and words[index + 1] not in _GRAND_THINGS:
        return Currency(index + 1, "USD", _GRAND)
    cents = _HUNDREDTHS.longest(words, index)
    if cents is not None:
        named = raw[index].istitle() and len(raw[index]) > 1  # the rapper 50 Cent
        return Currency(*cents, CENT) if not named and (words[index] != "p" or _pence_meant(passage, index)) else None
    weight = _WEIGHTS.longest(words, index)
    if weight is not None:
        return Currency(*weight) if _about_paying(passage, index, number) else None
    return _sign_behind(passage, index, number)


def _sign_behind(passage: Passage, index: int, number: Number) -> Currency | None:
    """`5€`, `5 €`, `5$`; a sign that belongs to the next amount is none of this one."""
    sign = _SIGNS.longest(passage.raw, index)
    if sign is None or not number.figures or passage.words[index] == "rs":
        return None
    if passage.words[sign[0]][:1].isdigit() and passage.glued(sign[0]):
        return None
    return Currency(*sign) if passage.raw[index] != "$" or passage.glued(index) else None


def _won_meant(passage: Passage, end: int, number: Number) -> bool:
    big = number.amount is None or abs(number.amount) >= _FEWEST_WON or not number.plain
    return big and passage.words[end] not in _AFTER_WON


def _pence_meant(passage: Passage, index: int) -> bool:
    """Whether `p` is pence: 50p, but neither 5 p.m. nor 1080p."""
    after = passage.words[index + 1]
    if not passage.glued(index) or passage.words[index - 1] in _PICTURE_HEIGHTS:
        return False
    goes_on = after.isalnum() or (after == "." and passage.words[index + 2] == "m")
    return not (passage.glued(index + 1) and goes_on)


def _about_paying(passage: Passage, index: int, number: Number) -> bool:
    """Whether pounds are money: the sentence is about paying, and not about a weight."""
    if passage.words[index + 1] == "of" and passage.words[index + 2] not in _OF_POUNDS:
        return False
    near = passage.near(index, _NEAR, _NEAR)
    if not _WEIGHING.isdisjoint(near):
        return False
    return not _PAYING.isdisjoint(near) or number.scale >= _LARGE or "£" in near
