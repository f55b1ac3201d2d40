"""With which words each grammar can begin, and what must follow the commonest of them."""

from __future__ import annotations

from collections.abc import Mapping

from onoma.rules.values.clock_times import MOMENT_STARTS
from onoma.rules.values.currencies import MONEY_STARTS
from onoma.rules.values.dates import MODIFIER_STARTS
from onoma.rules.values.day_parts import PART_STARTS, PARTS
from onoma.rules.values.decades import DECADE_WORDS
from onoma.rules.values.holidays import HOLIDAY_STARTS
from onoma.rules.values.month_names import MONTHS
from onoma.rules.values.number import MAGNITUDES
from onoma.rules.values.ordinals import ORDINAL_WORDS
from onoma.rules.values.phrases import row
from onoma.rules.values.recurrences import RECURRING_STARTS
from onoma.rules.values.relative import DAY_WORDS, SEASONS
from onoma.rules.values.spelled import NUMBER_WORDS
from onoma.rules.values.time_units import PLURAL_UNITS, UNIT_WORDS
from onoma.rules.values.units import NAME_STARTS
from onoma.rules.values.weekday_names import WEEKDAYS

__all__ = ["FOLLOWERS", "STARTS"]

_DAYS = frozenset((*MONTHS, *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS)))
_PERIODS = frozenset((*SEASONS, *DECADE_WORDS)) | HOLIDAY_STARTS | DAY_WORDS
_LENGTHS = row("durations", "before", "lengths")
_SIGNS = frozenset(("-", "+", "."))
_FEW = frozenset(("several", "few", "couple"))
_ARTICLES = frozenset(("a", "an"))

STARTS: Mapping[str, frozenset[str]] = {
    "time": PART_STARTS | MOMENT_STARTS | DAY_WORDS | frozenset((*WEEKDAYS, "a")),
    "date": MODIFIER_STARTS | _DAYS | _PERIODS | ORDINAL_WORDS | row("relative", "starts", "words"),
    "duration": PLURAL_UNITS
    | _LENGTHS
    | _FEW
    | _ARTICLES
    | frozenset(("many", "some", "another", "the", "these", "those")),
    "recurrence": RECURRING_STARTS | frozenset(("every", "each")),
    "money": MONEY_STARTS | _FEW | _ARTICLES | _SIGNS,
    "percent": _ARTICLES | _SIGNS | frozenset(("minus",)),
    "quantity": _ARTICLES | _FEW | _SIGNS | frozenset(("minus",)),
    "ordinal": ORDINAL_WORDS,
    "cardinal": _ARTICLES | _SIGNS | frozenset(("minus",)),
}
"""The words, in lower case, with which what a grammar reads can begin, besides figures and number words."""

_UNITS = UNIT_WORDS | NAME_STARTS
_COUNTS = NUMBER_WORDS | ORDINAL_WORDS | frozenset(MAGNITUDES)
_BEHIND_ARTICLES = _DAYS | _PERIODS | frozenset(PARTS) | _LENGTHS | UNIT_WORDS | MODIFIER_STARTS
_MONEY = row("currencies", "articles", "ones")

FOLLOWERS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        _ARTICLES,
        _COUNTS
        | _UNITS
        | _MONEY
        | _FEW
        | {"half", "third", "percentage", "basis", "percent", "full", "$", "good", "solid", "whole"},
    ),
    "the": (_BEHIND_ARTICLES - {"the"}) | _COUNTS | row("relative", "starts", "after_the"),
    **dict.fromkeys(
        ("that", "this", "these", "those"),
        (_BEHIND_ARTICLES - {"the"}) | _COUNTS | row("relative", "starts", "after_the"),
    ),
    "us": frozenset(("$",)),
    "c": frozenset(("$",)),
    "s": frozenset(("$",)),
    "r": frozenset(("$",)),
}
"""For words that stand everywhere: what must follow them, where no figures do."""
