"""What recurs: `daily`, `every two weeks`, `each year`, `every other day`, `hourly`; `month-long` is a length."""

from __future__ import annotations

from decimal import Decimal

from onoma.rules.values.durations import Part, label_of, length_of, parts_at
from onoma.rules.values.number import Number
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, rows_of
from onoma.rules.values.time_units import is_plural, is_written_out, time_unit_at

__all__ = ["RECURRING_STARTS", "recurring_at"]

_RECURRING = Phrases((form, (key.split()[0], key.split()[1])) for form, key in rows_of("durations", "recurring"))
RECURRING_STARTS = _RECURRING.first_words


def recurring_at(passage: Passage, index: int) -> Reading | None:
    """The recurrence that begins at a token."""
    found = _RECURRING.longest(passage.words, index)
    if found is not None:
        end, (label, value) = found
        return Reading(end, label, value)
    words = passage.words
    if words[index] not in ("every", "each"):
        return None
    begin, amount = index + 1, Decimal(1)
    if words[begin] in ("other", "second", "single"):
        amount, begin = Decimal(1 + (words[begin] != "single")), begin + 1
    parts = parts_at(passage, begin)
    if parts is None:
        unit = time_unit_at(passage, begin)
        if unit is None or not is_written_out(words[begin]) or is_plural(words[begin]):
            return None
        parts = [Part(unit[0], Number(begin, amount), unit[1])]
    if words[parts[-1].end] in ("old", "ago"):
        return None
    return Reading(parts[-1].end, label_of(parts), length_of(parts))
