"""CARDINAL: numbers that count, or measure without a unit."""

from __future__ import annotations

from onoma.document import Value
from onoma.rules.values.doubtful_units import is_patient
from onoma.rules.values.names import end_of_run, is_name, is_part, named_before
from onoma.rules.values.nouns import counted_after
from onoma.rules.values.number import Number
from onoma.rules.values.numbers import number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import row
from onoma.rules.values.ranges import amounts, numbers_at

__all__ = ["CARDINAL", "cardinal_at"]

CARDINAL = "CARDINAL"

_PRONOUN_BEFORE = row("nouns", "one", "before")
_PRONOUN_AFTER = row("nouns", "one", "after")
_HALF_AFTER = row("nouns", "half", "after")
_HALF_BEFORE = row("nouns", "half", "before")
_NO_HALF_BEFORE = row("nouns", "half", "not_before")
_BEFORE_A_THING = frozenset(("a", "the", "my", "in", "first", "this", "that", "her", "his"))
_RACES = frozenset(("run", "runs", "race", "races", "walk", "runner", "runners", "swim", "jog", "course", "route"))
_GOALS = frozenset(("goal", "target", "range", "inr", "ph"))
_OUTCOMES = frozenset(("loss", "win", "victory", "defeat", "draw", "tie", "lead", "vote"))
_CONTESTS = row("nouns", "contests", "words")
_NEAR = 7
_SENTENCE_STARTS = frozenset((".", "!", "?", ":", '"', "\n\n", ";", "-", "•"))
_NO_COUNTS = frozenset(("to", "something", "somethings", "odd", "ish"))
_N_FRACTION_DIGITS = 4
_FEWEST_APART = 10
_HIGHEST_GRADE = 4
_LARGEST_PLAIN = 10_000


def cardinal_at(passage: Passage, index: int) -> Reading | None:
    """The number or range of numbers that begins at a token, where it counts.

    What is figures and no number comes with an empty label, so that nothing else is seen in it.
    """
    number = numbers_at(passage, index)
    if number is not None and number.upper is not None and not _range_counts(passage, number, index):
        number = number_at(passage, index)
        if number is not None and passage.in_hyphens(number.end) and passage.words[number.end + 1][:1].isdigit():
            return Reading(number.end + 2, "", None)
    if number is None:
        return None
    if number.upper is not None and _vote(passage, index, number):
        return Reading(number.end, "", None)
    if number.figures:
        return _figures_at(passage, index, number)
    return Reading(number.end, CARDINAL, _value(number)) if _words_count(passage, index, number) else None


def _figures_at(passage: Passage, index: int, number: Number) -> Reading | None:
    if passage.raw[number.end - 1] == "M" and is_patient(passage, number.end - 1):
        return None
    first = index + 1 if passage.words[index] in ("-", "+", ".") else index
    end = number.end
    if passage.in_hyphens(end) and passage.words[end + 1] in _NO_COUNTS:
        return Reading(end + 2, "", None)
    if passage.words[index + 1 : index + 3] == ["/", "5"] and passage.words[end] in ("stars", "star"):
        return Reading(end, "", None)  # 4/5 stars
    if _grade(passage, index, number):
        return Reading(end + 1, "", None)
    if is_part(passage, first, end) or is_name(passage, index, end) or _thousand_of_a_name(passage, index, end):
        return Reading(end_of_run(passage, end), "", None)
    if first > index and number.upper is None and passage.words[index] != "." and passage.words[first].isdigit():
        return None  # "-2" is a mark or an item more often than a number below zero
    return Reading(end, CARDINAL, _value(number))


def _grade(passage: Passage, index: int, number: Number) -> bool:
    """Whether `2+` is a grade: HER2 2+, edema 1+, but not 3+ children."""
    end, words = number.end, passage.words
    graded = words[end] == "+" and passage.glued(end) and not words[end + 1][:1].isalnum()
    return graded and number.plain and number.amount is not None and number.amount <= _HIGHEST_GRADE and index > 0


def _thousand_of_a_name(passage: Passage, index: int, end: int) -> bool:
    """`4K` television, a `5K` run: no thousands that count anything."""
    if passage.words[end - 1] != "k" or end != index + 2:
        return False
    if passage.words[end] in _RACES:
        return True
    before = passage.words[index - 1] if index else ""
    if passage.raw[end - 1] != "K":
        return False
    return not counted_after(passage, end) and (before in _BEFORE_A_THING or len(passage.words[index]) == 1)


def _vote(passage: Passage, index: int, number: Number) -> bool:
    """Whether `217 to 213` is a score: the larger first, and no fall from the one to the other."""
    before = passage.words[index - 1] if index else ""
    return number.amount is not None and number.amount > (number.upper or 0) and before != "from"


def _range_counts(passage: Passage, number: Number, index: int) -> bool:
    """Whether two numbers with a dash are a range and no score: `3-5 children`, `10,000-20,000`, but not `3-2`."""
    low = number_at(passage, index)
    if low is None or passage.words[low.end] != "-":
        return True
    if number.upper is None or number.amount is None or number.upper <= number.amount:
        return False
    if not number.plain:
        return True
    if number.upper >= _LARGEST_PLAIN:
        return False  # 4482-19937 names an order
    if passage.words[index - 1] in _GOALS:
        return True
    if passage.words[number.end] in _OUTCOMES:
        return False
    counts = passage.words[number.end].isalpha() and not passage.glued(number.end)
    contest = not _CONTESTS.isdisjoint(passage.near(index, _NEAR, 0))
    return counts or (number.amount >= _FEWEST_APART and not passage.glued(index) and not contest)


def _words_count(passage: Passage, index: int, number: Number) -> bool:
    """Whether a number in words counts: not `one` as a pronoun, not `half past`, not `Six` in a name."""
    end, words = number.end, passage.words
    if (passage.glued(end) and (words[end][:1].isalnum() or words[end] == "_")) or _hangs(passage, index):
        return False
    if end == index + 1 and words[index] == "one":
        return _one_counts(passage, index)
    if end == index + 1 and words[index] == "half":
        return _half_counts(passage, index)
    if end == index + 1 and (
        words[index] in ("quarter", "third") or (words[index] == "zero" and passage.in_hyphens(end))
    ):
        return False
    return not _title(passage, index, end) and not (index and named_before(passage, index, end))


def _hangs(passage: Passage, index: int) -> bool:
    before = passage.words[index - 1] if index else " "
    if not passage.glued(index):
        return False
    return before[-1:].isalnum() or (before in ("-", "@", "_") and passage.glued(index - 1) and index > 1)


def _title(passage: Passage, index: int, end: int) -> bool:
    """`Six Sigma`, `Seven Sisters`, the `Final Four`: capitals inside of a sentence."""
    raw = passage.raw
    if index > 1 and raw[index].istitle() and raw[index - 1].istitle() and raw[index - 2] not in _SENTENCE_STARTS:
        return True
    if not (raw[index][:1].isupper() and raw[end][:1].isupper()) or raw[end].isupper():
        return False
    return raw[end] == "Sigma" or (index > 0 and passage.words[index - 1] not in _SENTENCE_STARTS)


def _one_counts(passage: Passage, index: int) -> bool:
    words, end = passage.words, index + 1
    before, after = words[index - 1] if index else "", words[end]
    if after == "of":
        return number_at(passage, end + 1) is not None
    if after in ("in", "out") and number_at(passage, end + 1 + (words[end + 1] == "of")) is not None:
        return True
    if before in _PRONOUN_BEFORE or after in _PRONOUN_AFTER or passage.in_hyphens(end):
        return False
    return after.isalpha() and not named_before(passage, index, end)


def _half_counts(passage: Passage, index: int) -> bool:
    before, after = passage.words[index - 1] if index else "", passage.words[index + 1]
    if passage.in_hyphens(index + 1) or before in _NO_HALF_BEFORE:
        return False
    return after in _HALF_AFTER or before in _HALF_BEFORE or not after[:1].isalpha()


def _value(number: Number) -> Value:
    amount = amounts(number)
    if isinstance(amount, tuple):
        return {"min": amount[0], "max": amount[1]}
    return round(amount, _N_FRACTION_DIGITS) if isinstance(amount, float) and abs(amount) < 1 else amount
