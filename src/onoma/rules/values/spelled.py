"""Numbers in words: `twenty-one`, `one hundred and five`, `a dozen`, `half a million`, `two-thirds`, `dozens`."""

from __future__ import annotations

from decimal import Decimal

from onoma.rules.values.number import ARTICLES, MAGNITUDES, Number, and_a_half, magnitudes_at
from onoma.rules.values.phrases import numbered
from onoma.rules.values.tokens import Tokens

__all__ = ["NUMBER_WORDS", "number_behind_article", "number_in_words"]

_UNITS = numbered("numbers", "units")
_TENS = numbered("numbers", "tens")
_SMALL = _UNITS | _TENS
_VAGUE = frozenset(numbered("numbers", "vague"))
_PARTS = numbered("numbers", "parts")
_HALVES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_JOINTS = frozenset(("and", ","))
_NOT_ALONE = frozenset(("tens", "scores"))
_SEVERAL = frozenset(("several", "few"))
_BEFORE_PARTS = frozenset(("by", "to", "than", "about", "nearly", "over", "almost", "roughly", "only"))
_AFTER_PARTS = frozenset(
    ("in", "on", "after", "from", "over", "since", "to", "at", "when", "and", "but", "between", "this", "last")
)
_SPANS_BEFORE = frozenset(("past", "last", "next", "within", "consecutive", "straight", "previous", "coming", "first"))
_HUNDRED = 100
_BEYOND = 10**18
_MOST_GROUPS = 6
_MOST_DIGITS = 12

NUMBER_WORDS = frozenset(_SMALL) | _VAGUE | frozenset(_HALVES) | {"several"}
"""Words with which a number can begin, besides an article."""


def number_in_words(tokens: Tokens, index: int) -> Number | None:
    """The number in words that begins at a token."""
    word = tokens.words[index]
    if word in _SMALL:
        return _spelled(tokens, index)
    if word in _HALVES:
        return _half(tokens, index)
    if word == "several":
        return _vague_magnitude(tokens, index + 1)
    return _vague(tokens, index) if word in _VAGUE else None


def number_behind_article(tokens: Tokens, index: int) -> Number | None:
    """The number at a token with an article before it: `a hundred and five`, `a dozen`, `a third of`."""
    words, word = tokens.words, tokens.words[index]
    if word == "hundred":
        end, amount = _after_hundred(tokens, index + 1, _HUNDRED)
        return _scaled(tokens, Number(end, Decimal(amount), scale=_HUNDRED))
    if word in MAGNITUDES:
        return _magnitude(tokens, index) if word != "score" else None
    if word in _HALVES:
        return _half(tokens, index) or Number(index + 1, _HALVES[word])
    goes_on = words[index + 1][:1].isalpha() and words[index + 1] not in _AFTER_PARTS
    by_a_part = index > 1 and words[index - 2] in _BEFORE_PARTS and not goes_on
    if word in _PARTS and (words[index + 1] == "of" or by_a_part):
        return Number(index + 1, Decimal(1) / _PARTS[word])
    if word == "few" or word == "couple":
        return _vague_magnitude(tokens, index + 1 + (words[index : index + 2] == ["couple", "of"]))
    return None


def _spelled(tokens: Tokens, index: int) -> Number | None:
    """Groups below a thousand with falling magnitudes: `two million three hundred thousand and five`."""
    total, limit, end = Decimal(0), _BEYOND, index
    for _ in range(_MOST_GROUPS):
        begin = end + (end > index and tokens.words[end] in _JOINTS)
        group = _below_thousand(tokens, begin)
        if group is None:
            break
        after, scale = magnitudes_at(tokens, group[0])
        if scale >= limit or group[1] >= limit:
            break
        total, limit, end = total + group[1] * scale, scale, after
        if scale == 1:
            break
    if end == index:
        return None
    if end == index + 1 and (part := _part(tokens, index, total)) is not None:
        return part
    number = Number(end, total, scale=1 if limit == _BEYOND else limit)
    return _point(tokens, number) or _scaled(tokens, number)


def _below_thousand(tokens: Tokens, index: int) -> tuple[int, int] | None:
    end, amount = _below_hundred(tokens, index)
    if end == index:
        return None
    hundred = end + (tokens.words[end] == "-")
    return (
        _after_hundred(tokens, hundred + 1, amount * _HUNDRED) if tokens.words[hundred] == "hundred" else (end, amount)
    )


def _after_hundred(tokens: Tokens, end: int, amount: int) -> tuple[int, int]:
    """Hundreds with what is below: `and five`, ` twenty-one`."""
    rest = end + (tokens.words[end] in ("and", "-"))
    after, more = _below_hundred(tokens, rest)
    return (after, amount + more) if after > rest and more else (end, amount)


def _below_hundred(tokens: Tokens, index: int) -> tuple[int, int]:
    words = tokens.words
    if words[index] in _UNITS:
        return index + 1, _UNITS[words[index]]
    if words[index] not in _TENS:
        return index, 0
    amount, end = _TENS[words[index]], index + 1
    unit = end + (words[end] == "-" and tokens.glued(end + 1))
    return (unit + 1, amount + _UNITS[words[unit]]) if 1 <= _UNITS.get(words[unit], 0) <= 9 else (end, amount)


def _scaled(tokens: Tokens, number: Number) -> Number:
    """The number with `and a half` and the magnitude behind that: `two and a half million`."""
    end, half = and_a_half(tokens, number.end)
    end, scale = magnitudes_at(tokens, end)
    if end == number.end or number.amount is None:
        return number
    return number._replace(end=end, amount=(number.amount + half) * scale, scale=max(scale, number.scale))


def _magnitude(tokens: Tokens, index: int) -> Number:
    """`a thousand two hundred`, `a million and a half`, `a dozen`."""
    end, scale = magnitudes_at(tokens, index)
    after, half = and_a_half(tokens, end)
    if half:
        return Number(after, scale * (1 + half), scale=scale)
    rest = _below_thousand(tokens, end + (tokens.words[end] == "and"))
    if rest is None or rest[1] >= scale or scale < _HUNDRED:
        return Number(end, Decimal(scale), scale=scale)
    return Number(rest[0], Decimal(scale + rest[1]), scale=scale)


def _part(tokens: Tokens, index: int, above: Decimal) -> Number | None:
    """`two-thirds`, `three quarters`, `one third`, `one half`."""
    below = index + 1 + (tokens.words[index + 1] == "-")
    word = tokens.words[below]
    parts = _PARTS.get(word)
    if word == "quarters" and (above == 2 or (index and tokens.words[index - 1] in _SPANS_BEFORE)):
        return None  # of a year
    if parts is None or not 0 < above < parts or (word.endswith("s") != (above > 1) and word != "half"):
        return None
    return Number(below + 1, above / parts)


def _point(tokens: Tokens, number: Number) -> Number | None:
    """`three point five`."""
    words, end, digits = tokens.words, number.end + 1, ""
    if words[number.end] != "point" or number.amount is None:
        return None
    while _UNITS.get(words[end], 10) < 10 and len(digits) < _MOST_DIGITS:
        digits += str(_UNITS[words[end]])
        end += 1
    return _scaled(tokens, number._replace(end=end, amount=number.amount + Decimal(f"0.{digits}"))) if digits else None


def _half(tokens: Tokens, index: int) -> Number | None:
    """`half`, `half a million`, `half-million`, `half a dozen`, `quarter of a million`."""
    words, part, end = tokens.words, _HALVES[tokens.words[index]], index + 1
    if words[end : end + 2] == ["of", "a"] and words[end + 2] in MAGNITUDES:
        end += 1
    end += words[end] in ARTICLES
    after, scale = magnitudes_at(tokens, end)
    if scale > 1:
        return Number(after, part * scale, scale=scale)
    return Number(index + 1, part) if words[index] == "half" else None


# --- vague ones


def _vague(tokens: Tokens, index: int) -> Number | None:
    """`dozens`, `hundreds of thousands`; their amount is None."""
    words, end = tokens.words, index + 1
    while words[end] == "of" and words[end + 1] in _VAGUE and end < index + _MOST_GROUPS:
        end += 2
    return None if words[index] in _NOT_ALONE and end == index + 1 else Number(end, None)


def _vague_magnitude(tokens: Tokens, index: int) -> Number | None:
    """`hundred` of `several hundred`, `few million`."""
    end, scale = magnitudes_at(tokens, index)
    return Number(end, None) if scale > 1 else None
