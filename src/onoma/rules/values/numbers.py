"""One number at a place of a text: in figures, in words or both, with its sign and magnitude.

`3`, `-1,200.50`, `1.5 million`, `5k`, `twenty-one`, `one hundred and five`, `two and a half`,
`half a million`, `two-thirds`, `½`; and vague ones, whose amount is None: `dozens`, `hundreds of thousands`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.rules.values.numerals import FRACTION_SIGNS, numeral_of
from onoma.rules.values.phrases import numbered
from onoma.rules.values.tokens import Tokens

__all__ = ["NUMBER_WORDS", "Number", "number_at"]

_UNITS = numbered("numbers", "units")
_TENS = numbered("numbers", "tens")
_MAGNITUDES = numbered("numbers", "magnitudes")
_VAGUE = frozenset(numbered("numbers", "vague"))
_PARTS = numbered("numbers", "parts")
_HUNDRED = 100
_SMALL = _UNITS | _TENS
_SUFFIXES = {"k": 10**3, "K": 10**3, "M": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6, "bn": 10**9, "B": 10**9}
_SUFFIXES |= {"bln": 10**9, "tn": 10**12, "trn": 10**12}
_FRACTIONS = {
    sign: Decimal(1) / 3 if text == "1/3" else Decimal(2) / 3 if text == "2/3" else Decimal(text)
    for sign, text in FRACTION_SIGNS.items()
}
_ARTICLES = frozenset(("a", "an"))
_HALF = Decimal("0.5")
_MOST_CHAINED = 12
_SEVERAL = frozenset(("several", "few"))

NUMBER_WORDS = frozenset(_SMALL) | _VAGUE | {"half", "quarter", "third", "several", "dozen"} | frozenset(_FRACTIONS)
"""Words with which a number can begin, besides figures, a sign and an article."""


class Number(NamedTuple):
    """A number that ends before token `end`; its amount is None where it is vague.

    `plain` ones are mere digits, which may be a year or a day. A range has an `upper` amount. `scale`
    is the magnitude that was said, and `thousands` the amount if its point should separate thousands.
    """

    end: int
    amount: Decimal | None
    plain: bool = False
    figures: bool = False
    scale: int = 1
    upper: Decimal | None = None
    thousands: Decimal | None = None


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that begins at a token."""
    word = tokens.words[index]
    if word[:1].isdigit() or word in _FRACTIONS:
        return _figures(tokens, index)
    if word in ("-", "+", ".") and tokens.words[index + 1][:1].isdigit() and tokens.glued(index + 1):
        return _signed(tokens, index, word)
    if word in _SMALL:
        return _spelled(tokens, index)
    if word in _ARTICLES:
        return _after_article(tokens, index + 1)
    if word == "minus":
        return _negated(number_at(tokens, index + 1)) if tokens.words[index + 1] != "minus" else None
    return _half(tokens, index) or _vague(tokens, index)


def _signed(tokens: Tokens, index: int, sign: str) -> Number | None:
    """A number after its sign, or after the point with which it begins."""
    if tokens.glued(index) and tokens.words[index - 1] not in ("(", "[", "=", ":", "$", "€", "£", "~", "<", ">"):
        return None
    number = _figures(tokens, index + 1)
    if number is None or sign == "+":
        return number
    if sign == "-":
        return _negated(number)
    digits = tokens.words[index + 1]
    if not (number.plain and digits.isdigit()):
        return None
    return number._replace(amount=Decimal(f"0.{digits}"), plain=False)


def _negated(number: Number | None) -> Number | None:
    if number is None or number.amount is None:
        return None
    return number._replace(amount=-number.amount, plain=False)


def _figures(tokens: Tokens, index: int) -> Number | None:
    words = tokens.words
    fraction = _FRACTIONS.get(words[index])
    if fraction is not None:
        return Number(index + 1, fraction, figures=True)
    numeral = numeral_of(words[index])
    if numeral is None:
        return None
    end, amount, plain = index + 1, numeral.amount, numeral.plain
    if plain:
        end, amount = _grouped_by_spaces(tokens, end, amount)
        fraction_end, part = _part_of_figures(tokens, end)
        if fraction_end > end:
            return Number(fraction_end, amount + part, figures=True)
        fraction_end, part = _plain_fraction(tokens, index, amount)
        if fraction_end > end:
            return Number(fraction_end, part, figures=True)
        plain = end == index + 1
    number = Number(end, amount, plain, figures=True, thousands=numeral.thousands)
    return _scaled(tokens, number)


def _grouped_by_spaces(tokens: Tokens, end: int, amount: Decimal) -> tuple[int, Decimal]:
    """`1 000 000`, in narrow or unbreakable spaces, or in usual ones where there are two groups or more."""
    if not 1 <= amount < 1000:
        return end, amount
    last, total, n_usual = end, amount, 0
    while last < end + 6 and len(tokens.words[last]) == 3 and tokens.words[last].isdigit():
        gap = tokens.text[tokens.ends[last - 1] : tokens.starts[last]]
        if gap not in ("\u00a0", "\u202f", "\u2009", " "):
            break
        n_usual += gap == " "
        total = total * 1000 + int(tokens.words[last])
        last += 1
    if n_usual == 1:
        return end, amount
    return last, total


def _part_of_figures(tokens: Tokens, end: int) -> tuple[int, Decimal]:
    """What follows a whole number: `½`, ` ½`, ` 1/2`."""
    words = tokens.words
    if words[end] in _FRACTIONS:
        return end + 1, _FRACTIONS[words[end]]
    if not tokens.glued(end) and words[end].isdigit():
        return _plain_fraction(tokens, end, Decimal(words[end]) if len(words[end]) < 3 else Decimal(0))
    return end, Decimal(0)


def _plain_fraction(tokens: Tokens, index: int, above: Decimal) -> tuple[int, Decimal]:
    """`1/2`, `3/4`: small whole numbers that are a usual part of one."""
    words = tokens.words
    if words[index + 1] not in ("/", "⁄") or not (tokens.glued(index + 1) and tokens.glued(index + 2)):
        return index, Decimal(0)
    below = words[index + 2]
    if below not in ("2", "3", "4", "5", "8", "16") or not 0 < above < int(below) or _goes_on(tokens, index + 3):
        return index, Decimal(0)
    return index + 3, above / int(below)


def _goes_on(tokens: Tokens, end: int) -> bool:
    return tokens.glued(end) and (tokens.words[end] == "/" or tokens.words[end][:1].isalnum())


def _scaled(tokens: Tokens, number: Number) -> Number:
    """The number with the magnitude behind it: `5k`, `1.5 million`, `3 hundred thousand`, `two and a half million`."""
    if number.amount is None:
        return number
    end, scale = number.end, 1
    if number.figures and tokens.glued(end) and tokens.raw[end] in _SUFFIXES:
        end, scale = end + 1, _SUFFIXES[tokens.raw[end]]
    else:
        end, half = _and_a_half(tokens, end)
        number = number._replace(amount=number.amount + half, plain=number.plain and not half)
        end, scale = _magnitudes(tokens, end)
        if scale > 1 and not half and number.figures:
            end, half = _and_a_half(tokens, end)
            number = number._replace(amount=(number.amount or 0) + half)
    if end == number.end:
        return number
    return number._replace(end=end, amount=(number.amount or 0) * scale, plain=False, scale=scale)


def _magnitudes(tokens: Tokens, end: int) -> tuple[int, int]:
    """Magnitude words in a row, also after a hyphen: `hundred thousand`, `-million`."""
    words, scale, first = tokens.words, 1, end
    while end < first + 4:
        after = end + 1 if words[end] == "-" and tokens.glued(end + 1) else end
        if words[after] not in _MAGNITUDES:
            break
        scale *= _MAGNITUDES[words[after]]
        end = after + 1
    return end, scale


def _and_a_half(tokens: Tokens, end: int) -> tuple[int, Decimal]:
    words = tokens.words
    joint = [word for word in words[end : end + 6] if word != "-"]
    n_hyphens = 6 - len(joint)
    if joint[:3] == ["and", "a", "half"]:
        return end + 3 + (n_hyphens if words[end] == "-" else 0), _HALF
    if joint[:3] == ["and", "a", "quarter"]:
        return end + 3, Decimal("0.25")
    if joint[:3] == ["and", "three", "quarters"]:
        return end + 3, Decimal("0.75")
    return end, Decimal(0)


def _spelled(tokens: Tokens, index: int) -> Number | None:
    """Numbers in words, of falling magnitudes: `two million three hundred thousand and five`."""
    total, limit, end = Decimal(0), 10**18, index
    while end < index + _MOST_CHAINED * 3:
        begin = end + 1 if end > index and words_and(tokens, end) else end
        group = _below_thousand(tokens, begin)
        if group is None:
            break
        after, scale = _magnitudes(tokens, group[0])
        if not scale < limit or (scale == 1 and group[1] >= limit):
            break
        total, limit, end = total + group[1] * scale, scale, after
        if scale == 1:
            break
    number = Number(end, total, scale=1 if limit > 10**17 else limit)
    if end == index + 1 and (part := _part_in_words(tokens, index, total)):
        return part
    return _point(tokens, number) or _scaled(tokens, number)


def words_and(tokens: Tokens, end: int) -> bool:
    """Whether `and` or a comma stands between two groups of a number in words."""
    return tokens.words[end] in ("and", ",")


def _below_thousand(tokens: Tokens, index: int) -> tuple[int, int] | None:
    words = tokens.words
    end, amount = _below_hundred(tokens, index)
    if end == index:
        return None
    hundred = end + 1 if words[end] == "-" else end
    if words[hundred] != "hundred":
        return end, amount
    end, amount = hundred + 1, amount * _HUNDRED
    rest = end + 1 if words[end] in ("and", "-") else end
    after, more = _below_hundred(tokens, rest)
    return (after, amount + more) if after > rest else (end, amount)


def _below_hundred(tokens: Tokens, index: int) -> tuple[int, int]:
    words = tokens.words
    if words[index] in _UNITS:
        return index + 1, _UNITS[words[index]]
    if words[index] not in _TENS:
        return index, 0
    amount, end = _TENS[words[index]], index + 1
    unit = end + 1 if words[end] == "-" and tokens.glued(end + 1) else end
    if 1 <= _UNITS.get(words[unit], 0) <= 9:
        return unit + 1, amount + _UNITS[words[unit]]
    return end, amount


def _part_in_words(tokens: Tokens, index: int, above: Decimal) -> Number | None:
    """`two-thirds`, `three quarters`, `one third`."""
    words = tokens.words
    below = index + 2 if words[index + 1] == "-" else index + 1
    parts = _PARTS.get(words[below])
    if parts is None or not 0 < above < parts or (words[below].endswith("s") != (above > 1) and words[below] != "half"):
        return None
    return Number(below + 1, above / parts)


def _point(tokens: Tokens, number: Number) -> Number | None:
    """`three point five`."""
    words, end, digits = tokens.words, number.end + 1, ""
    if words[number.end] != "point" or number.amount is None:
        return None
    while words[end] in _UNITS and _UNITS[words[end]] <= 9 and len(digits) < _MOST_CHAINED:
        digits += str(_UNITS[words[end]])
        end += 1
    if not digits:
        return None
    return _scaled(tokens, number._replace(end=end, amount=number.amount + Decimal(f"0.{digits}")))


def _after_article(tokens: Tokens, index: int) -> Number | None:
    """`a hundred and five`, `a dozen`, `a million`, `a half`, `a third`, `a few hundred`, `a couple of thousand`."""
    words = tokens.words
    word = words[index]
    if word in _MAGNITUDES:
        if word == "score":
            return None
        if word == "hundred":
            return _hundred(tokens, index)
        end, scale = _magnitudes(tokens, index)
        return _with_rest(tokens, Number(end, Decimal(scale), scale=scale))
    if word in ("half", "quarter") or (word in _PARTS and words[index + 1] == "of"):
        return _half(tokens, index) or (Number(index + 1, Decimal(1) / _PARTS[word]) if word in _PARTS else None)
    if word == "few" or (word == "couple" and words[index + 1] != "of"):
        return _vague_scale(tokens, index + 1)
    if word == "couple":
        return _vague_scale(tokens, index + 2)
    return None


def _hundred(tokens: Tokens, index: int) -> Number:
    end, amount = index + 1, _HUNDRED
    rest = end + 1 if tokens.words[end] == "and" else end
    after, more = _below_hundred(tokens, rest)
    if after > rest and more:
        end, amount = after, amount + more
    return _scaled(tokens, Number(end, Decimal(amount), scale=_HUNDRED))


def _with_rest(tokens: Tokens, number: Number) -> Number:
    """`a thousand two hundred`, `a million and a half`."""
    if number.amount is None:
        return number
    end, half = _and_a_half(tokens, number.end)
    if half:
        return number._replace(end=end, amount=number.amount * (1 + half))
    begin = number.end + 1 if tokens.words[number.end] == "and" else number.end
    rest = _below_thousand(tokens, begin)
    if rest is None or rest[1] >= number.scale:
        return number
    return number._replace(end=rest[0], amount=number.amount + rest[1])


def _half(tokens: Tokens, index: int) -> Number | None:
    """`half`, `half a million`, `half million`, `half a dozen`, `quarter of a million`."""
    words = tokens.words
    part = {"half": _HALF, "quarter": Decimal("0.25")}.get(words[index])
    if part is None:
        return None
    end = index + 1
    if words[end] == "-" and words[end + 1] in _MAGNITUDES:
        end += 1
    if words[end] == "of" and words[end + 1] == "a" and words[end + 2] in _MAGNITUDES:
        end += 1
    if words[end] in _ARTICLES:
        end += 1
    after, scale = _magnitudes(tokens, end)
    if after > end:
        return Number(after, part * scale, scale=scale)
    return Number(index + 1, part) if part == _HALF else None


def _vague(tokens: Tokens, index: int) -> Number | None:
    """`dozens`, `hundreds of thousands`, `several hundred`, `several million`."""
    words = tokens.words
    if words[index] == "several":
        return _vague_scale(tokens, index + 1)
    if words[index] not in _VAGUE:
        return None
    end = index + 1
    while words[end] == "of" and words[end + 1] in _VAGUE and end < index + 6:
        end += 2
    if words[index] in ("tens", "scores") and end == index + 1:
        return None
    return Number(end, None)


def _vague_scale(tokens: Tokens, index: int) -> Number | None:
    end, scale = _magnitudes(tokens, index)
    return Number(end, None) if scale > 1 else None
