"""MONEY: an amount with its currency, before it (`US$ 5 million`, `EUR 310,00`) or after it (`five bucks`, `20p`)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.numbers import Number, number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, rows_of, table
from onoma.rules.values.ranges import amounts, joint_at, numbers_at

__all__ = ["MONEY", "MONEY_STARTS", "money_at"]

MONEY = "MONEY"

_TABLES = table("currencies")
_CODES = frozenset(_TABLES["codes"][""])
_SIGNS = Phrases(rows_of("currencies", "signs"))
_WORDS = Phrases(rows_of("currencies", "words"))
_HUNDREDTHS = Phrases(rows_of("currencies", "hundredths"))
_WEIGHTS = Phrases(rows_of("currencies", "weights"))
_PAYING = frozenset(_TABLES["paying"][""])
_WEIGHING = frozenset(_TABLES["weighing"][""])
_SUFFIXES = {"k": 10**3, "m": 10**6, "mm": 10**6, "mio": 10**6, "mill": 10**6, "b": 10**9, "t": 10**12}
_SUFFIXES |= {
    "K": 10**3,
    "M": 10**6,
    "MM": 10**6,
    "B": 10**9,
    "T": 10**12,
    "bn": 10**9,
    "mn": 10**6,
    "tn": 10**12,
    "Bn": 10**9,
    "Mn": 10**6,
    "BN": 10**9,
}
_SUFFIXES_APART = frozenset(("m", "M", "B", "bn", "mn", "tn", "Bn", "Mn", "mio", "MM", "K", "k", "T"))
_ALSO_WORDS = frozenset(("CAD", "COP", "PEN", "MAD", "TRY", "ETH", "RON", "ALL", "LBP", "BTC", "GEL"))
_POINT_FOR_THOUSANDS = frozenset(
    ("EUR", "CHF", "DKK", "SEK", "NOK", "BRL", "IDR", "ISK", "ARS", "CLP", "COP", "TRY", "VND")
)
_SIZES = frozenset(("240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"))
_CENT = Decimal("0.01")
_HIGHEST_RATIO = 15
_HALF = Decimal("0.5")
_NEAR = 20

MONEY_STARTS = frozenset(word.lower() for word in _SIGNS.first_words | _CODES)
"""Words, in lower case, with which money can begin besides a number."""


class _Money(NamedTuple):
    end: int
    number: Number
    currency: str
    signed: bool = False


def money_at(passage: Passage, index: int) -> Reading | None:
    """The amount of money that begins at a token."""
    first = _single(passage, index)
    if first is None:
        return None
    begin = joint_at(passage, first.end, index) if first.number.upper is None else None
    second = _single(passage, begin) if begin is not None else None
    if second is not None and second.currency == first.currency and second.number.upper is None:
        first = first._replace(end=second.end, number=_spread(first.number, second.number))
    return Reading(first.end, MONEY, _value(first.number, first.currency))


def _single(passage: Passage, index: int) -> _Money | None:
    return _currency_first(passage, index) or _number_first(passage, index)


def _value(number: Number, currency: str) -> Value:
    amount = amounts(number)
    if amount is None:
        return None
    if isinstance(amount, tuple):
        return {"min": amount[0], "max": amount[1], "currency": currency}
    return {"amount": amount, "currency": currency}


def _spread(low: Number, high: Number) -> Number:
    """`$5 to $10 million`: the magnitude holds for both, where the first has none."""
    amount = low.amount
    if (
        amount is not None
        and high.amount is not None
        and low.scale == 1 < high.scale
        and amount < high.amount / high.scale
    ):
        amount *= high.scale
    return low._replace(amount=amount, upper=high.amount)


def _currency_first(passage: Passage, index: int) -> _Money | None:
    """`$5`, `-$5`, `US$ 300`, `EUR 310,00`, `$1.2bn`, `$45.00 USD`, `$5 million`."""
    words, begin = passage.words, index
    negative = (
        words[index] == "-"
        and passage.glued(index + 1)
        and not (passage.glued(index) and words[index - 1][:1].isalnum())
    )
    if negative or words[index] == "+":
        begin += 1
    sign = _sign(passage, begin)
    if sign is None or not (words[sign[0]][:1].isdigit() or words[sign[0]] in ("-", ".", "a", "one", "half")):
        return None
    end, currency = sign
    number = numbers_at(passage, end)
    if number is None or number.amount is None or not _credible(passage, begin, number, currency):
        return None
    if number.upper is not None and passage.words[number.end - 1] in ("may",):
        return None
    number = _thousands(_scaled(passage, number), currency)
    if negative:
        number = number._replace(amount=-(number.amount or 0))
    return _Money(_same_again(passage, number.end, currency), number, currency, signed=True)


def _sign(passage: Passage, index: int) -> tuple[int, str] | None:
    if passage.raw[index] in _CODES:
        return index + 1, _code(passage.raw[index])
    found = _SIGNS.longest(passage.raw, index)
    if found is None:
        return None
    if passage.glued(index) and passage.words[index - 1].isalpha():
        return None
    written = passage.raw_of(index, found[0])
    return found if written != "$" or not passage.glued(found[0] + 1) or True else None


def _code(written: str) -> str:
    return "CNY" if written == "RMB" else written


def _credible(passage: Passage, begin: int, number: Number, currency: str) -> bool:
    """Whether a word before a number is a currency, and no abbreviation of the same letters."""
    if passage.raw[begin] == "INR":  # of blood it is a ratio, seldom above ten
        return not number.figures or abs(number.amount or 0) >= _HIGHEST_RATIO
    if passage.raw[begin] in _ALSO_WORDS:
        return not number.plain
    if passage.words[begin] == "rs" and not passage.glued(number.end):
        return passage.raw[begin] != "RS" or not number.plain
    return True


def _scaled(passage: Passage, number: Number) -> Number:
    """The number with `m`, `B` or `k` behind it, which are magnitudes of money only."""
    end = number.end
    if number.scale > 1 or not number.figures:
        return number
    if passage.in_hyphens(end) and passage.words[end + 1] in ("million", "billion", "trillion", "thousand"):
        return number
    scale = _SUFFIXES.get(passage.raw[end])
    if scale is None or not (passage.glued(end) or passage.raw[end] in _SUFFIXES_APART):
        return number
    if passage.glued(end + 1) and passage.words[end + 1][:1].isalnum():
        return number
    low, high = number.amount, number.upper
    if high is not None:
        return number._replace(end=end + 1, amount=(low or 0) * scale, upper=high * scale, scale=scale)
    return number._replace(end=end + 1, amount=(low or 0) * scale, scale=scale, plain=False)


def _thousands(number: Number, currency: str) -> Number:
    """`€1.200` is twelve hundred euros; dollars and pounds have a comma there."""
    if number.thousands is None or number.upper is not None or number.scale > 1 or currency not in _POINT_FOR_THOUSANDS:
        return number
    return number._replace(amount=number.thousands)


def _same_again(passage: Passage, end: int, currency: str) -> int:
    """Where the amount ends with the currency said twice: `$45.00 USD`, `$5 million dollars`, `$300 CAD`."""
    if passage.raw[end] in _CODES and (_code(passage.raw[end]) == currency or currency == "USD"):
        return end + 1
    word = _WORDS.longest(passage.words, end)
    if word is not None and word[1] == currency and currency != "KRW":
        return word[0]
    return end


def _number_first(passage: Passage, index: int) -> _Money | None:
    """`300 euros`, `5€`, `50 cents`, `a million dollars`, `millions of dollars`, `1,000-dollar`, `20p`."""
    number = numbers_at(passage, index)
    words = passage.words
    if number is None:
        return _one_or_few(passage, index)
    if number.figures:
        number = _scaled_before_currency(passage, number)
    begin = number.end + 1 if passage.in_hyphens(number.end) else number.end
    if words[begin] == "of" and number.amount is None:
        begin += 1
    found = _currency_after(passage, begin, number)
    if found is None:
        return None
    end, currency, factor = found
    number = _thousands(number, currency) if factor == 1 else _times(number, factor)
    return _with_cents(passage, _Money(end, number, currency))


def _scaled_before_currency(passage: Passage, number: Number) -> Number:
    """`5m euros`, `1.2 bn USD`: the letter is a magnitude where a currency follows."""
    scaled = _scaled(passage, number)
    if scaled is number or _currency_after(passage, scaled.end, scaled) is None:
        return number
    return scaled


def _times(number: Number, factor: Decimal) -> Number:
    upper = number.upper * factor if number.upper is not None else None
    return number._replace(amount=number.amount * factor if number.amount is not None else None, upper=upper)


def _currency_after(passage: Passage, begin: int, number: Number) -> tuple[int, str, Decimal] | None:
    """Where the currency behind a number ends, its code, and what one of it is of that."""
    words = passage.words
    if passage.raw[begin] in _CODES:
        return begin + 1, _code(passage.raw[begin]), Decimal(1)
    word = _WORDS.longest(words, begin)
    if word is not None:
        return (*word, Decimal(1)) if _meant(passage, begin, word[0], number) else None
    cents = _HUNDREDTHS.longest(words, begin)
    if cents is not None:
        named = passage.raw[begin].istitle() and words[begin] != "p"  # the rapper 50 Cent
        if named:
            return None
        return (*cents, _CENT) if not named and (words[begin] != "p" or _pence(passage, begin)) else None
    weight = _WEIGHTS.longest(words, begin)
    if weight is not None:
        return (*weight, Decimal(1)) if _about_paying(passage, begin, number) else None
    sign = _SIGNS.longest(passage.raw, begin)
    if (
        sign is None
        or not number.figures
        or words[begin] == "rs"
        or (words[sign[0]][:1].isdigit() and passage.glued(sign[0]))
    ):
        return None
    return (*sign, Decimal(1)) if passage.raw[begin] != "$" or passage.glued(begin) else None


def _meant(passage: Passage, begin: int, end: int, number: Number) -> bool:
    """Whether a word that is no currency elsewhere is one here: `won`, `rand`, `sterling`."""
    if passage.words[begin] == "won":
        big = number.amount is None or abs(number.amount) >= 100 or not number.plain
        return big and passage.words[end] not in ("the", "a", "an", "by", "his", "her", "their")
    return passage.raw[begin] not in ("CAD",)


def _pence(passage: Passage, begin: int) -> bool:
    after = passage.words[begin + 1]
    return (
        passage.glued(begin)
        and passage.words[begin - 1] not in _SIZES
        and not (passage.glued(begin + 1) and (after.isalnum() or (after == "." and passage.words[begin + 2] == "m")))
    )


def _about_paying(passage: Passage, begin: int, number: Number) -> bool:
    """Whether pounds are money: the sentence is about paying, and not about a weight."""
    if passage.words[begin + 1] == "of" and passage.words[begin + 2] not in ("debt", "damage", "savings", "taxpayers"):
        return False
    near = passage.words[max(0, begin - _NEAR) : begin + _NEAR]
    if not _WEIGHING.isdisjoint(near):
        return False
    return not _PAYING.isdisjoint(near) or number.scale >= 10**6 or "£" in near


def _one_or_few(passage: Passage, index: int) -> _Money | None:
    """`a dollar`, `a few euros`, `a couple of bucks`, `several dollars`."""
    words = passage.words
    begin = index + 1 if words[index] in ("a", "an") else index
    if words[begin] in ("few", "couple", "several"):
        begin += 2 if words[begin : begin + 2] == ["couple", "of"] else 1
        number = Number(begin, None)
    elif begin > index:
        number = Number(begin, Decimal(1))
    else:
        return None
    if (
        words[begin] in ("real", "sterling", "p", "rand", "won", "buck")
        or words[begin] not in _WORDS.first_words | _HUNDREDTHS.first_words
    ):
        return None
    found = _currency_after(passage, begin, number)
    if found is None or (passage.raw[begin] in _CODES):
        return None
    end, currency, factor = found
    if words[end : end + 3] == ["and", "a", "half"] and number.amount is not None:
        return _Money(end + 3, number._replace(amount=Decimal("1.5") * factor), currency)
    if words[end] == "-" or (words[begin - 1] == "a" and words[end] in ("store", "stores", "bill", "sign", "zone")):
        return None
    return _Money(end, _times(number, factor), currency)


def _with_cents(passage: Passage, money: _Money) -> _Money:
    """`five dollars and fifty cents` as one amount."""
    if money.number.amount is None or money.number.upper is not None or passage.words[money.end] not in ("and", ","):
        return money
    cents = number_at(passage, money.end + 1)
    if cents is None or cents.amount is None or not 0 < cents.amount < 100:
        return money
    found = _HUNDREDTHS.longest(passage.words, cents.end)
    if found is None or found[1] != money.currency or passage.words[cents.end] == "p":
        return money
    return money._replace(end=found[0], number=money.number._replace(amount=money.number.amount + cents.amount * _CENT))
