"""Which grammars are tried at which tokens, and who wins: the longest reading, then the first of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from onoma.document import Value
from onoma.rules.values.clock_times import MOMENT_STARTS
from onoma.rules.values.counts import CARDINAL, cardinal_at
from onoma.rules.values.dates import MODIFIER_STARTS, date_at
from onoma.rules.values.day_parts import PART_STARTS
from onoma.rules.values.decades import DECADE_WORDS
from onoma.rules.values.durations import DATE, PLURAL_UNITS, RECURRING_WORDS, TIME, age_at, duration_at, recurring_at
from onoma.rules.values.holidays import HOLIDAY_STARTS
from onoma.rules.values.money import MONEY, MONEY_STARTS, money_at
from onoma.rules.values.month_names import MONTHS
from onoma.rules.values.namelike import name_runs
from onoma.rules.values.numbers import NUMBER_WORDS
from onoma.rules.values.ordinals import ORDINAL_WORDS
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.percents import PERCENT, percent_at
from onoma.rules.values.phones import PHONE, phone_value, phones
from onoma.rules.values.places import ORDINAL, ordinal_at
from onoma.rules.values.quantities import QUANTITY, quantity_at
from onoma.rules.values.relative import DAY_WORDS, SEASONS
from onoma.rules.values.times import time_at, timestamp_at
from onoma.rules.values.web import EMAIL, URL, Address, addresses
from onoma.rules.values.weekday_names import WEEKDAYS

__all__ = ["LABELS", "Found", "read"]

LABELS = tuple(sorted((CARDINAL, DATE, EMAIL, MONEY, ORDINAL, PERCENT, PHONE, QUANTITY, TIME, URL)))

Grammar: TypeAlias = Callable[[Passage, int], Reading | None]


class Found(NamedTuple):
    """`[start, end)` of the text has this label and value."""

    start: int
    end: int
    label: str
    value: Value


_NUMBERS: tuple[Grammar, ...] = (
    timestamp_at,
    time_at,
    date_at,
    age_at,
    duration_at,
    money_at,
    percent_at,
    quantity_at,
    ordinal_at,
    cardinal_at,
)
_WORDS: Mapping[Grammar, frozenset[str]] = {
    time_at: PART_STARTS | MOMENT_STARTS | frozenset(WEEKDAYS) | frozenset(("half", "quarter", "a")) | DAY_WORDS,
    date_at: MODIFIER_STARTS
    | HOLIDAY_STARTS
    | DAY_WORDS
    | frozenset((*MONTHS, *WEEKDAYS, *SEASONS, *DECADE_WORDS, *(f"{day}s" for day in WEEKDAYS)))
    | frozenset(
        (
            "last",
            "this",
            "next",
            "the",
            "that",
            "those",
            "these",
            "every",
            "each",
            "weekends",
            "weekdays",
            "q",
            "h",
            "fy",
            "cy",
            "ad",
            "'",
            "recent",
            "coming",
            "current",
            "past",
            "twenty",
            "nineteen",
            "eighteen",
            "final",
        )
    )
    | ORDINAL_WORDS,
    recurring_at: RECURRING_WORDS | frozenset(("every", "each")),
    duration_at: PLURAL_UNITS
    | frozenset(
        (
            "a",
            "an",
            "several",
            "few",
            "many",
            "some",
            "half",
            "another",
            "the",
            "last",
            "past",
            "next",
            "coming",
            "couple",
            "these",
            "those",
            "first",
            "previous",
            "quarter",
            "final",
            "following",
            "prior",
            "preceding",
            "upcoming",
            "remaining",
        )
    ),
    money_at: MONEY_STARTS | frozenset(("a", "several", "few", "couple", "-", "half", "+", "an")),
    percent_at: frozenset(("a", "half", "-", "+", "minus", "an", ".")),
    quantity_at: frozenset(("a", "an", "several", "few", "couple", "half", "-", "+", "minus", "quarter", ".")),
    ordinal_at: ORDINAL_WORDS,
    cardinal_at: frozenset(("a", "half", "-", "minus", ".", "an")),
}


def _by_word() -> dict[str, tuple[Grammar, ...]]:
    words = frozenset().union(*_WORDS.values())
    table: dict[str, tuple[Grammar, ...]] = {
        word: tuple(grammar for grammar, firsts in _WORDS.items() if word in firsts) for word in words
    }
    for word in NUMBER_WORDS:
        table[word] = (*_NUMBERS[1:], *(grammar for grammar in table.get(word, ()) if grammar not in _NUMBERS))
    return table


_HANGING: tuple[Grammar, ...] = (timestamp_at, time_at, date_at)
_GRAMMARS = _by_word()
_DIGITS = frozenset("0123456789")


def read(passage: Passage, text: str) -> Iterator[Found]:
    """The values of a passage in order, none overlapping another; `text` is as the user gave it."""
    fixed = _fixed(text)
    fixed_at = 0
    position = 0
    for index in _candidates(passage):
        start = passage.starts[index]
        if start < position:
            continue
        while fixed_at < len(fixed) and fixed[fixed_at].start <= start:
            address = fixed[fixed_at]
            fixed_at += 1
            if address.start >= position:
                if address.label:
                    yield _found_address(text, address)
                position = address.end
        if start < position:
            continue
        reading = _longest(passage, index)
        if reading is None:
            continue
        end = passage.ends[reading.end - 1]
        if fixed_at < len(fixed) and fixed[fixed_at].start < end:
            continue
        position = end
        if reading.label:
            yield Found(start, end, reading.label, reading.value)
    for address in fixed[fixed_at:]:
        if address.start >= position and address.label:
            yield _found_address(text, address)
            position = address.end


def _candidates(passage: Passage) -> list[int]:
    """The tokens at which a value may begin."""
    grammars, digits = _GRAMMARS, _DIGITS
    return [index for index, word in enumerate(passage.words[: passage.n]) if word in grammars or word[0] in digits]


def _longest(passage: Passage, index: int) -> Reading | None:
    best: Reading | None = None
    for grammar in _grammars_at(passage, index):
        reading = grammar(passage, index)
        if reading is not None and (best is None or reading.end > best.end):
            best = reading
    return best


def _grammars_at(passage: Passage, index: int) -> tuple[Grammar, ...]:
    """What may begin at a token; figures that hang on letters, as in ICD-10, can only be dates."""
    word = passage.words[index]
    if word[0] not in _DIGITS:
        return _GRAMMARS[word]
    if passage.glued(index):
        before = passage.words[index - 1]
        if before[-1:].isalpha() and before not in ("x", "×"):
            return _HANGING
        if before == "-" and passage.glued(index - 1) and passage.words[index - 2][-1:].isalpha() and index > 1:
            return _HANGING
    return _NUMBERS


def _fixed(text: str) -> list[Address]:
    """Addresses and telephone numbers in order; of those that overlap the one that begins first, then the longest."""
    found = sorted(
        [*addresses(text), *name_runs(text), *phones(text)], key=lambda address: (address.start, -address.end)
    )
    kept: list[Address] = []
    for address in found:
        if not kept or address.start >= kept[-1].end:
            kept.append(address)
    return kept


def _found_address(text: str, address: Address) -> Found:
    written = text[address.start : address.end]
    return Found(address.start, address.end, address.label, phone_value(written) if address.label == PHONE else written)
