"""QUANTITY: a number with its unit, a range, a compound (`5 ft 10 in`), a pair or product (`10 x 20 cm`)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.feet_and_inches import feet_and_inches_at
from onoma.rules.values.nouns import plain_word_after
from onoma.rules.values.number import Number
from onoma.rules.values.numbers import number_at
from onoma.rules.values.numerals import plain_amount
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import row, table
from onoma.rules.values.ranges import half_after, joint_at, numbers_at, range_of, unit_place
from onoma.rules.values.units import full_name_at, unit_at

__all__ = ["QUANTITY", "quantity_at"]

QUANTITY = "QUANTITY"

_COMPOUNDS = {tuple(pair.split()): Decimal(forms[0]) for pair, forms in table("units")["compounds"].items()}
_FIRST_OF_COMPOUNDS = frozenset(pair[0] for pair in _COMPOUNDS)
_ONE_OF = row("units", "articles", "one_of")
_FEW_OF = row("units", "articles", "few_of")
_NOT_MEASURED = row("units", "articles", "not_after")
_IDLE_OF = row("units", "articles", "idle_of")
_PER = row("units", "articles", "per")
_TIMES_SIGNS = frozenset(("x", "×", "by", "*"))
_EXTENTS = row("units", "articles", "extents")
_ARTICLES = frozenset(("a", "an"))
_MOST_FACTORS = 4
_INCHES = Decimal(12)


class _Measured(NamedTuple):
    end: int
    number: Number
    unit: str


def quantity_at(passage: Passage, index: int) -> Reading | None:
    """The quantity that begins at a token."""
    if index and passage.words[index - 1] in _NOT_MEASURED:
        return None
    marks = feet_and_inches_at(passage, index)
    if marks is not None:
        return Reading(marks[0], QUANTITY, {"amount": plain_amount(marks[1]), "unit": "in"})
    first = _measured(passage, index) or _vague(passage, index)
    product = _product(passage, index, first)
    if product is not None or first is None:
        return product
    first = _range(passage, index, first) or _compound(passage, first)
    return Reading(first.end, QUANTITY, range_of(first.number, unit=first.unit))


def _measured(passage: Passage, index: int) -> _Measured | None:
    """A number or range of numbers with its unit."""
    number = numbers_at(passage, index)
    if number is None:
        return _one(passage, index)
    unit = unit_at(passage, unit_place(passage, number))
    if unit is None:
        return None
    end, symbol = unit
    half = half_after(passage, end) if number.upper is None else None
    if half is not None and number.amount is not None:
        end, number = half[0], number._replace(amount=number.amount + half[1])
    return _Measured(end, number, symbol)


def _one(passage: Passage, index: int) -> _Measured | None:
    """`a mile`, `an inch`, `a quarter mile`, `a mile and a half`; but not $5 `an ounce`."""
    words = passage.words
    if words[index] not in _ARTICLES or (index and (words[index - 1][-1:].isdigit() or words[index - 1] in _PER)):
        return None
    amount, begin = Decimal(1), index + 1
    if words[begin] == "quarter":
        amount, begin = Decimal("0.25"), begin + 1 + passage.in_hyphens(begin + 1)
    unit = full_name_at(passage, begin)
    if (
        unit is None
        or unit[1] not in _ONE_OF
        or words[unit[0]] == "-"
        or (words[unit[0]] == "of" and unit[1] in _IDLE_OF)
    ):
        return None
    half = half_after(passage, unit[0])
    end, more = half if half is not None else (unit[0], Decimal(0))
    return _Measured(end, Number(end, amount + more), unit[1])


def _vague(passage: Passage, index: int) -> _Measured | None:
    """`several miles`, `a few inches`, `a couple of pounds`: measured, but nobody says how much."""
    words = passage.words
    begin = index + 1 if words[index] == "a" else index
    if words[begin] not in ("several", "few", "couple"):
        return None
    begin += 1 + (words[begin : begin + 2] == ["couple", "of"])
    unit = full_name_at(passage, begin)
    return _Measured(unit[0], Number(unit[0], None), unit[1]) if unit is not None and unit[1] in _FEW_OF else None


def _range(passage: Passage, index: int, first: _Measured) -> _Measured | None:
    """`5 mg to 10 mg`."""
    begin = joint_at(passage, first.end, index) if first.number.upper is None else None
    second = _measured(passage, begin) if begin is not None else None
    if second is None or second.unit != first.unit or second.number.upper is not None:
        return None
    return _Measured(second.end, first.number._replace(upper=second.number.amount), first.unit)


def _compound(passage: Passage, first: _Measured) -> _Measured:
    """`5 ft 10 in`, `6 pounds, 4 ounces`, `5-foot-10`: the whole in the smaller unit."""
    amount = first.number.amount
    if first.unit not in _FIRST_OF_COMPOUNDS or first.number.upper is not None or amount is None:
        return first
    begin = first.end + (passage.words[first.end] in (",", "-", "and"))
    number = number_at(passage, begin)
    if number is None or number.amount is None or number.amount < 0:
        return first
    unit = unit_at(passage, unit_place(passage, number))
    factor = _COMPOUNDS.get((first.unit, unit[1])) if unit is not None else None
    if unit is not None and factor is not None and number.amount < factor:
        return _Measured(unit[0], first.number._replace(amount=amount * factor + number.amount), unit[1])
    if (
        first.unit == "ft"
        and unit is None
        and number.plain
        and number.amount < _INCHES
        and (passage.words[begin - 1] == "-" or (begin == first.end and not plain_word_after(passage, number.end)))
    ):
        return _Measured(number.end, first.number._replace(amount=amount * _INCHES + number.amount), "in")
    return first


def _product(passage: Passage, index: int, first: _Measured | None) -> Reading | None:
    """`10 x 20 cm`, `10 cm x 20 cm`, `120/80 mmHg`, `5/325 mg`."""
    number = first.number if first is not None else numbers_at(passage, index)
    if number is None or number.amount is None or number.upper is not None:
        return None
    end, unit = (first.end, first.unit) if first is not None else (number.end, "")
    begin = end
    factors = [number.amount]
    while len(factors) < _MOST_FACTORS:
        slash = passage.words[end] == "/" and passage.glued(end) and passage.glued(end + 1) and not unit
        factor = number_at(passage, end + 1) if slash or passage.words[end] in _TIMES_SIGNS else None
        if factor is None or factor.amount is None:
            break
        measured = unit_at(passage, unit_place(passage, factor))
        if unit and (measured is None or measured[1] != unit):
            return None
        factors.append(factor.amount)
        end, unit = measured if measured is not None else (factor.end, unit)
    if len(factors) == 1 or not unit or (passage.words[begin] in _TIMES_SIGNS and unit not in _EXTENTS):
        return None
    listed: list[Value] = [plain_amount(factor) for factor in factors]
    return Reading(end, QUANTITY, {"amount": listed, "unit": unit})
