"""The first, second … last of something in a month: `the first Monday of May 2026`, `the last week of June`."""

from __future__ import annotations

from onoma.document import Value
from onoma.rules.values.holidays import nth_weekday
from onoma.rules.values.month_names import MONTHS
from onoma.rules.values.named_dates import year_after
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.weekday_names import WEEKDAYS

__all__ = ["nth_of_month_at"]

_UNITS = frozenset(("week", "day", "weekend", "weeks", "days"))
_MOST = 5


def nth_of_month_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The nth weekday, week or day of a month that begins at a token, without its article."""
    words = passage.words
    ordinal = ordinal_number_at(passage, index)
    begin, which = ordinal if ordinal is not None else (index + 1, -1)
    if (ordinal is None and words[index] not in ("last", "final")) or which > _MOST:
        return None
    if (words[begin] not in WEEKDAYS and words[begin] not in _UNITS) or words[begin + 1] not in ("of", "in"):
        return None
    month = MONTHS.get(words[begin + 2])
    if month is None:
        return _of_some_month(passage, begin + 2)
    end = passage.after_stop(begin + 2)
    year = year_after(passage, end)
    if year is None or words[begin] not in WEEKDAYS:
        return (year[0] if year is not None else end), None
    return year[0], nth_weekday(year[1], month, which, WEEKDAYS[words[begin]]).isoformat()


def _of_some_month(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`of the month`, `of every month`: it hangs on the text."""
    if passage.words[index] not in ("the", "every", "each") or passage.words[index + 1] not in (
        "month",
        "year",
        "week",
    ):
        return None
    return index + 2, None
