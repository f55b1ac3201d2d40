"""QUANTITY: a number with a unit of measurement, a range, a compound (`5 ft 10 in`), a pair or product (`10 x 20 cm`)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.numbers import Number, number_at
from onoma.rules.values.numerals import numeral_of, plain_amount
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import table
from onoma.rules.values.ranges import joint_at, numbers_at, range_of
from onoma.rules.values.units import full_name_at, unit_at

__all__ = ["QUANTITY", "quantity_at"]

QUANTITY = "QUANTITY"

_COMPOUNDS = {tuple(pair.split()): Decimal(forms[0]) for pair, forms in table("units")["compounds"].items() if forms}
_SECOND_OF = {pair[0]: pair for pair in reversed(list(_COMPOUNDS))}
_TIMES_SIGNS = frozenset(("x", "×", "by", "*"))
_ARTICLES = frozenset(("a", "an"))
_VAGUE = frozenset(("several", "few", "couple"))
_ONE_OF = frozenset(
    (
        "mi",
        "km",
        "m",
        "cm",
        "mm",
        "in",
        "yd",
        "lb",
        "oz",
        "kg",
        "g",
        "mg",
        "gal",
        "L",
        "mL",
        "pt",
        "qt",
        "acre",
        "ha",
        "tbsp",
        "tsp",
        "ly",
        "t",
        "ft²",
        "GB",
        "°",
    )
)
"""Units of which `a` says one: a mile, but not a foot or a cup."""
_NAMED = frozenset(("size", "sizes", "room", "version", "chapter", "page", "suite", "flight", "type", "grade"))
_HALF = Decimal("0.5")
_MOST_FACTORS = 4


class _Measured(NamedTuple):
    end: int
    number: Number
    unit: str


def quantity_at(passage: Passage, index: int) -> Reading | None:
    """The quantity that begins at a token."""
    if index and passage.words[index - 1] in _NAMED:
        return None
    marks = _feet_and_inches(passage, index)
    if marks is not None:
        return marks
    first = _measured(passage, index) or _vague(passage, index)
    product = _product(passage, index, first)
    if product is not None:
        return product
    if first is None:
        return None
    begin = joint_at(passage, first.end, index) if first.number.upper is None else None
    second = _measured(passage, begin) if begin is not None else None
    if second is not None and second.unit == first.unit and second.number.upper is None:
        number = first.number._replace(upper=second.number.amount)
        return Reading(second.end, QUANTITY, range_of(number, unit=first.unit))
    first = _compound(passage, first)
    return Reading(first.end, QUANTITY, range_of(first.number, unit=first.unit))


def _measured(passage: Passage, index: int) -> _Measured | None:
    """A number or range of numbers with its unit."""
    number = numbers_at(passage, index)
    if number is None:
        return _one(passage, index)
    unit = unit_at(passage, _to_unit(passage, number))
    if unit is None:
        return None
    end, symbol = unit
    if number.upper is None and number.amount is not None and passage.words[end : end + 3] == ["and", "a", "half"]:
        return _Measured(end + 3, number._replace(amount=number.amount + _HALF), symbol)
    return _Measured(end, _with_thousands(number), symbol)


def _with_thousands(number: Number) -> Number:
    return number


def _to_unit(passage: Passage, number: Number) -> int:
    """Where the unit of a number must begin: behind a hyphen, behind `of a` and `a` after a fraction."""
    end, words = number.end, passage.words
    if passage.in_hyphens(end):
        return end + 1
    if number.amount is not None and 0 < number.amount < 1:
        begin = end + 1 if words[end] == "of" else end
        if words[begin] in _ARTICLES:
            return begin + 1
    return end


def _one(passage: Passage, index: int) -> _Measured | None:
    """`a mile`, `an inch`, `a quarter mile`, `a mile and a half`."""
    if passage.words[index] not in _ARTICLES:
        return None
    amount, begin = Decimal(1), index + 1
    if passage.words[begin] == "quarter":
        amount, begin = Decimal("0.25"), begin + 1 + passage.in_hyphens(begin + 1)
    unit = full_name_at(passage, begin)
    if unit is None or unit[1] not in _ONE_OF or passage.words[unit[0]] in ("-", "of", "stone"):
        return None
    end, symbol = unit
    if passage.words[end : end + 3] == ["and", "a", "half"]:
        return _Measured(end + 3, Number(end, amount + _HALF), symbol)
    return _Measured(end, Number(end, amount), symbol)


def _vague(passage: Passage, index: int) -> _Measured | None:
    """`several miles`, `a few inches`, `a couple of pounds`: measured, but nobody says how much."""
    words = passage.words
    begin = index + 1 if words[index] == "a" else index
    if words[begin] not in _VAGUE:
        return None
    begin += 2 if words[begin] == "couple" and words[begin + 1] == "of" else 1
    unit = full_name_at(passage, begin)
    if unit is None or unit[1] not in _ONE_OF | {"ft"}:
        return None
    return _Measured(unit[0], Number(unit[0], None), unit[1])


def _compound(passage: Passage, first: _Measured) -> _Measured:
    """`5 ft 10 in`, `6 pounds, 4 ounces`, `5-foot-10`: the whole in the smaller unit."""
    pair = _SECOND_OF.get(first.unit)
    if pair is None or first.number.upper is not None or first.number.amount is None:
        return first
    begin = first.end
    if passage.words[begin] in (",", "-", "and"):
        begin += 1
    number = number_at(passage, begin)
    if number is None or number.amount is None or number.amount >= _COMPOUNDS[pair]:
        return first
    unit = unit_at(passage, _to_unit(passage, number))
    if unit is not None and (first.unit, unit[1]) in _COMPOUNDS:
        factor = _COMPOUNDS[first.unit, unit[1]]
        end, symbol = unit
    elif first.unit == "ft" and unit is None and number.plain and passage.words[begin - 1] in ("-", "foot"):
        factor, end, symbol = Decimal(12), number.end, "in"
    else:
        return first
    whole = first.number._replace(amount=first.number.amount * factor + number.amount)
    return _Measured(end, whole, symbol)


def _product(passage: Passage, index: int, first: _Measured | None) -> Reading | None:
    """`10 x 20 cm`, `10 cm x 20 cm`, `120/80 mmHg`."""
    number = first.number if first is not None else numbers_at(passage, index)
    if number is None or number.amount is None or number.upper is not None:
        return None
    end = first.end if first is not None else number.end
    factors, unit = [number.amount], first.unit if first is not None else ""
    while len(factors) < _MOST_FACTORS:
        slash = passage.words[end] == "/" and passage.glued(end) and passage.glued(end + 1)
        if passage.words[end] not in _TIMES_SIGNS and not (slash and not unit):
            break
        factor = number_at(passage, end + 1)
        if factor is None or factor.amount is None:
            break
        factors.append(factor.amount)
        after = unit_at(passage, _to_unit(passage, factor))
        if after is None and unit:
            return None
        end = factor.end if after is None else after[0]
        if after is not None:
            if unit and after[1] != unit:
                return None
            unit = after[1]
            if slash:
                break
    if len(factors) < 2 or not unit:
        return None
    listed: list[Value] = [plain_amount(factor) for factor in factors]
    return Reading(end, QUANTITY, {"amount": listed, "unit": unit})


def _feet_and_inches(passage: Passage, index: int) -> Reading | None:
    """`6'2"`, `6' 2''`, `5'`, and inches in figures: `10.5"`."""
    words = passage.words
    if words[index + 1] in ("'", "′") and passage.glued(index + 1) and words[index].isdigit():
        feet = int(words[index]) if len(words[index]) < 4 else 10**6
        inches = numeral_of(words[index + 2])
        if inches is None or not (feet < 10 and inches.amount < 12):
            return None
        end = _after_inch_mark(passage, index + 3) or index + 3
        if passage.glued(end) and words[end][:1].isalnum():
            return None
        return Reading(end, QUANTITY, {"amount": feet * 12 + _plain(inches.amount), "unit": "in"})
    numeral = numeral_of(words[index]) if words[index][:1].isdigit() else None
    end = _after_inch_mark(passage, index + 1) if numeral is not None else None
    if numeral is None or end is None or not _inch_mark_meant(passage, index, end):
        return None
    return Reading(end, QUANTITY, {"amount": _plain(numeral.amount), "unit": "in"})


def _plain(amount: Decimal) -> int | float:
    return plain_amount(amount)


def _after_inch_mark(passage: Passage, index: int) -> int | None:
    words = passage.words
    if not passage.glued(index):
        return None
    if words[index] in ('"', "″", "”"):
        return index + 1
    return index + 2 if words[index] == words[index + 1] == "'" and passage.glued(index + 1) else None


def _inch_mark_meant(passage: Passage, index: int, end: int) -> bool:
    """Whether the mark is no closing quotation mark: no quotation is open before it."""
    mark = passage.words[end - 1]
    if mark == "″":
        return True
    if mark == "”":
        return False
    before = passage.words[max(0, index - 200) : index]
    return (before.count('"') % 2 == 0 and not passage.glued(end)) or passage.words[end] in (",", ")", "-")
