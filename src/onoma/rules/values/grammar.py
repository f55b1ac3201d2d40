"""Which grammars are tried at which tokens, and who wins: the longest reading, then the first of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeAlias

from onoma.document import Value
from onoma.rules.values.ages import age_at
from onoma.rules.values.counts import CARDINAL, cardinal_at
from onoma.rules.values.dates import date_at
from onoma.rules.values.durations import DATE, TIME, duration_at
from onoma.rules.values.money import MONEY, money_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.percents import PERCENT, percent_at
from onoma.rules.values.phones import PHONE
from onoma.rules.values.places import ORDINAL, ordinal_at
from onoma.rules.values.quantities import QUANTITY, quantity_at
from onoma.rules.values.recurrences import recurring_at
from onoma.rules.values.repeats import remembering
from onoma.rules.values.runs import runs_of
from onoma.rules.values.spelled import NUMBER_WORDS
from onoma.rules.values.starts import FOLLOWERS, STARTS
from onoma.rules.values.times import time_at, timestamp_at
from onoma.rules.values.web import EMAIL, URL

__all__ = ["LABELS", "Found", "read"]

LABELS = tuple(sorted((CARDINAL, DATE, EMAIL, MONEY, ORDINAL, PERCENT, PHONE, QUANTITY, TIME, URL)))

Grammar: TypeAlias = Callable[[Passage, int], Reading | None]


class Found(NamedTuple):
    """`[start, end)` of the text has this label and value."""

    start: int
    end: int
    label: str
    value: Value


_GRAMMARS: Mapping[str, Grammar] = {
    "timestamp": timestamp_at,
    "time": time_at,
    "date": date_at,
    "age": age_at,
    "duration": duration_at,
    "recurrence": recurring_at,
    "money": money_at,
    "percent": percent_at,
    "quantity": quantity_at,
    "ordinal": ordinal_at,
    "cardinal": cardinal_at,
}
"""All grammars by name; of readings of one length the first wins."""

_OF_FIGURES = tuple(_GRAMMARS[name] for name in _GRAMMARS if name != "recurrence")
_OF_HANGING_FIGURES = (timestamp_at, time_at, date_at)
_OF_NUMBER_WORDS = frozenset(_GRAMMARS) - {"timestamp", "recurrence"}
_DATA = 200
_MANY = 1000
_DIGITS = frozenset("0123456789½¼¾⅓⅔⅛⅜⅝⅞")


def _by_word() -> Mapping[str, tuple[Grammar, ...]]:
    """The grammars of each word with which a value may begin."""
    words = frozenset().union(NUMBER_WORDS, *STARTS.values())
    return {
        word: tuple(
            grammar
            for name, grammar in _GRAMMARS.items()
            if word in STARTS.get(name, ()) or (word in NUMBER_WORDS and name in _OF_NUMBER_WORDS)
        )
        for word in words
    }


_OF_WORDS = _by_word()


def read(passage: Passage, text: str) -> Iterator[Found]:
    """The values of a passage in order, none overlapping another; `text` is as the user gave it."""
    runs = iter(runs_of(text))
    run = next(runs, None)
    position = 0
    candidates = _without_data(passage, _candidates(passage))
    best_at = remembering(passage, _best) if len(candidates) > _MANY else partial(_best, passage)
    for index in candidates:
        start = passage.starts[index]
        while run is not None and run.start <= start:
            if run.start >= position:
                if run.label:
                    yield Found(*run)
                position = run.end
            run = next(runs, None)
        if start < position:
            continue
        reading = best_at(index)
        if reading is None:
            continue
        end = passage.ends[reading.end - 1]
        if run is not None and run.start < end:
            continue
        position = end
        if reading.label:
            yield Found(start, end, reading.label, reading.value)
    while run is not None:
        if run.start >= position and run.label:
            yield Found(*run)
        position = max(position, run.end)
        run = next(runs, None)


def _candidates(passage: Passage) -> list[int]:
    """The tokens at which a value may begin; words that stand everywhere need a fitting one behind them."""
    words, grammars, followers, digits = passage.words, _OF_WORDS, FOLLOWERS, _DIGITS
    return [
        index
        for index, word in enumerate(words[: passage.n])
        if word[0] in digits
        or (
            word in grammars
            and (word not in followers or words[index + 1] in followers[word] or words[index + 1][:1] in digits)
        )
    ]


def _without_data(passage: Passage, candidates: list[int]) -> list[int]:
    """The candidates without those in long stretches that hold no word: columns of figures, which say nothing."""
    if len(candidates) < _DATA:
        return candidates
    kept: list[int] = []
    for begin in range(0, len(candidates), _DATA):
        block = candidates[begin : begin + _DATA]
        words = passage.words[block[0] : block[-1] + 1]
        if len(block) < _DATA or any(len(word) > 1 and word.isalpha() for word in words):
            kept += block
    return kept


def _best(passage: Passage, index: int) -> Reading | None:
    best: Reading | None = None
    for grammar in _grammars_at(passage, index):
        reading = grammar(passage, index)
        if reading is not None and (best is None or _better(reading, best)):
            best = reading
    return best


def _better(reading: Reading, best: Reading) -> bool:
    """Whether a reading is longer than the best one so far; what names comes after all that has a value."""
    return (bool(reading.label), reading.end) > (bool(best.label), best.end)


def _grammars_at(passage: Passage, index: int) -> tuple[Grammar, ...]:
    """What may begin at a token; figures that hang on letters, as in ICD-10, can only be dates."""
    word = passage.words[index]
    if word[0] not in _DIGITS:
        return _OF_WORDS[word]
    if index and passage.glued(index):
        before = passage.words[index - 1]
        if before[-1:].isalpha() and before not in ("x", "×"):
            return _OF_HANGING_FIGURES
        if before == "-" and index > 1 and passage.glued(index - 1) and passage.words[index - 2][-1:].isalpha():
            return _OF_HANGING_FIGURES
    return _OF_FIGURES
