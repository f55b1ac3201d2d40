"""Ranges: two of a kind, joined by a dash, "to", "through", "until", "or", or by "and" after "between"."""

from __future__ import annotations

from decimal import Decimal

from onoma.document import Value
from onoma.rules.values.number import Number
from onoma.rules.values.numbers import number_at
from onoma.rules.values.numerals import plain_amount
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["amounts", "half_after", "joint_at", "numbers_at", "range_of", "unit_place"]

_DASHES = frozenset(("-", "—", "‐", "―"))
_JOINTS = frozenset(("to", "through", "until", "till", "thru", "til", "or"))
_APPROXIMATORS = row("ranges", "approximators", "words")
_ARTICLES = frozenset(("a", "an"))
_HALF = Decimal("0.5")
_ENDINGS = ("ed", "ing")
_LONGEST_LEAD = 9
_CHANGES = row("ranges", "changes", "words")


def joint_at(passage: Passage, index: int, start: int) -> int | None:
    """Where the second of two begins, if what joins a range stands at `index`; the first begins at `start`."""
    words = passage.words
    word = words[index]
    if word in _DASHES:
        if words[index + 1] in ("to", "or") and words[index + 2] == "-":
            return index + 3
        if words[index + 1] in ("to", "or") and passage.glued(index):
            return index + 2  # a four- to six-week delay
        # Close on both sides, or apart on both; "$-5" and "5 -6" join nothing.
        return index + 1 if passage.glued(index) == passage.glued(index + 1) else None
    if word in _JOINTS:
        return None if _change(passage, index, start) else index + 1
    if word == "and" and _after_between(words, start):
        return index + 1
    return None


def _after_between(words: list[str], start: int) -> bool:
    before = start - 4 if words[max(0, start - 3) : start] == ["the", "ages", "of"] else start - 1
    while before > 0 and words[before] in _APPROXIMATORS:
        before -= 1
    return before >= 0 and words[before] == "between"


def _change(passage: Passage, index: int, start: int) -> bool:
    """Whether two amounts are a before and an after: `rose from 14 to 29`."""
    words = passage.words
    if words[index] != "to" or start < 2 or words[start - 1] not in ("from", "$"):
        return False
    before = words[max(0, start - _LONGEST_LEAD) : start - 1]
    return any(
        word in _CHANGES or (word.endswith(_ENDINGS) and word.removesuffix("ed").removesuffix("ing") in _CHANGES)
        for word in before
    )


def numbers_at(passage: Passage, index: int) -> Number | None:
    """The number or range of numbers that begins at a token."""
    if index not in passage.numbers:
        passage.numbers[index] = _numbers(passage, index)
    return passage.numbers[index]


def _numbers(passage: Passage, index: int) -> Number | None:
    low = number_at(passage, index)
    if low is None or low.amount is None:
        return low
    begin = joint_at(passage, low.end, index)
    high = number_at(passage, begin) if begin is not None and passage.words[begin] not in _ARTICLES else None
    if begin is None or high is None or high.amount is None:
        return low
    if passage.glued(begin) and passage.raw[begin][:1].isupper():  # 7-Eleven
        return low
    amount = low.amount
    if low.scale == 1 and high.scale > 1 and amount < high.amount / high.scale:
        amount *= high.scale
    if amount == high.amount or (amount > high.amount and passage.words[low.end] not in ("to", "or", "and")):
        return low
    return high._replace(amount=amount, upper=high.amount, plain=low.plain and high.plain, figures=low.figures)


def amounts(number: Number, factor: Decimal = Decimal(1)) -> tuple[int | float, int | float] | int | float | None:
    """The amount of a number, the smaller and larger of a range, None where it is vague."""
    if number.amount is None:
        return None
    if number.upper is None:
        return plain_amount(number.amount * factor)
    low, high = sorted((number.amount, number.upper))
    return plain_amount(low * factor), plain_amount(high * factor)


def range_of(number: Number, **more: Value) -> Value:
    """`{"amount": …}` or `{"min": …, "max": …}` with what belongs to it; None where the number is vague."""
    amount = amounts(number)
    if amount is None:
        return None
    if isinstance(amount, tuple):
        return {"min": amount[0], "max": amount[1], **more}
    return {"amount": amount, **more}


def unit_place(passage: Passage, number: Number) -> int:
    """Where the unit of a number must begin: also behind the signs of `5-mile` and `10+ years`, and `half of a`."""
    words, end = passage.words, number.end
    if words[end] == "+" and passage.glued(end) and number.figures:
        end += 1
    if passage.in_hyphens(end):
        return end + 1
    if number.amount is None:
        return end + (words[end] == "of")
    if 0 < number.amount < 1:
        begin = end + (words[end] == "of")
        if words[begin] in _ARTICLES:
            return begin + 1
    return end


def half_after(passage: Passage, end: int) -> tuple[int, Decimal] | None:
    """`and a half` behind a unit: where it ends, and how much that is."""
    return (end + 3, _HALF) if passage.words[end : end + 3] == ["and", "a", "half"] else None
