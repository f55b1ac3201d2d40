"""PERCENT: a number with `%`, "percent", "percentage points" or "basis points"."""

from __future__ import annotations

from decimal import Decimal

from onoma.document import Value
from onoma.rules.values.number import Number
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases
from onoma.rules.values.ranges import amounts, joint_at, numbers_at

__all__ = ["PERCENT", "percent_at"]

PERCENT = "PERCENT"

_BASIS_POINT = Decimal("0.01")
_WORDS = Phrases(
    [
        *(
            (written, Decimal(1))
            for written in ("%", "％", "percent", "per cent", "pct", "pct.", "percents", "pc", "%-points")
        ),
        *(
            (written, Decimal(1))
            for written in ("percentage point", "percentage points", "percentage-point", "percentage-points")
        ),
        *(
            (written, Decimal(1))
            for written in ("percent point", "percent points", "% points", "%age points", "pp", "ppt", "ppts")
        ),
        *(
            (written, _BASIS_POINT)
            for written in ("basis point", "basis points", "basis-point", "basis-points", "bps", "bp")
        ),
    ]
)
_ONLY_CLOSE = frozenset(("pc", "pp", "ppt", "ppts", "bp"))


def percent_at(passage: Passage, index: int) -> Reading | None:
    """The percentage that begins at a token."""
    first = _percentage(passage, index)
    if first is None:
        return None
    end, number, factor = first
    begin = joint_at(passage, end, index) if number.upper is None else None
    second = _percentage(passage, begin) if begin is not None else None
    if second is not None and second[1].upper is None and second[2] == factor:
        end, number = second[0], number._replace(upper=second[1].amount)
    return Reading(end, PERCENT, _value(number, factor))


def _percentage(passage: Passage, index: int) -> tuple[int, Number, Decimal] | None:
    number = numbers_at(passage, index)
    words = passage.words
    if number is None:
        if words[index] not in ("a", "one") or words[index + 1] not in ("percentage", "percent", "basis"):
            return None
        number = Number(index + 1, Decimal(1))
    begin = number.end + 1 if passage.in_hyphens(number.end) else number.end
    if number.amount is not None and 0 < number.amount < 1 and not number.figures:
        begin += words[begin] == "of"
        begin += words[begin] in ("a", "one")
    found = _WORDS.longest(words, begin)
    if found is None or (words[begin] in _ONLY_CLOSE and not passage.glued(begin)):
        return None
    if passage.glued(found[0]) and words[found[0]][:1].isalnum():
        return None
    return found[0], number, found[1]


def _value(number: Number, factor: Decimal) -> Value:
    amount = amounts(number, factor)
    return {"min": amount[0], "max": amount[1]} if isinstance(amount, tuple) else amount
