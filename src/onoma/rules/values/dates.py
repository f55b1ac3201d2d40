"""DATE: a day, month, year or stretch of the calendar, with its modifiers, and the ranges of such."""

from __future__ import annotations

from datetime import date

from onoma.document import Value
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.durations import DATE
from onoma.rules.values.iso import Day, month_iso, nearest_month, nearest_weekday, nearest_year, year_iso
from onoma.rules.values.named_dates import day_at, day_of_month_at
from onoma.rules.values.numeric_dates import valid_day
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.periods import period_at
from onoma.rules.values.phrases import Phrases, table
from onoma.rules.values.ranges import joint_at
from onoma.rules.values.relative import relative_at

__all__ = ["MODIFIER_STARTS", "date_at", "resolved_day"]

_MODIFIERS = Phrases((form, True) for form in table("calendar")["modifiers"]["words"])
MODIFIER_STARTS = _MODIFIERS.first_words
_PRESENT = frozenset(("present", "now", "current", "today", "date", "ongoing", "currently"))
_SIDES = frozenset(("early", "late", "later", "earlier"))
_OF_PERIODS = frozenset(("the", "this", "that"))
_UNITS_OF_THE = {
    "month": "month",
    "year": "year",
    "week": "week",
    "quarter": "quarter",
    "decade": "decade",
    "century": "century",
    "day": "day",
}


def date_at(passage: Passage, index: int) -> Reading | None:
    """The date or range of dates that begins at a token."""
    first = _days_of_a_month(passage, index) or _one(passage, index)
    if first is None:
        return None
    end, said = first
    joint = joint_at(passage, end, index)
    if joint is not None:
        second = _second(passage, joint, said)
        if second is not None:
            return Reading(second[0], DATE, _range(passage, index, said, second[1]))
    return Reading(end, DATE, _iso(passage, index, said))


def _one(passage: Passage, index: int) -> tuple[int, Day | Value] | None:
    """A date with its modifiers: `early March`, `the end of last year`, `mid-2019`."""
    for begin in reversed(_behind_modifiers(passage, index)):
        core = _core(passage, begin) or _of_the(passage, begin)
        if core is not None and (passage.words[index] not in ("later", "earlier") or _is_relative(passage, begin)):
            return core
    return _core(passage, index)


def _is_relative(passage: Passage, index: int) -> bool:
    return passage.words[index] in ("this", "that", "today", "in", "last", "next", "yesterday", "tomorrow")


def _behind_modifiers(passage: Passage, index: int) -> list[int]:
    """Where the date may begin behind `the beginning of`, `mid-`, `the late`, `early in`."""
    words, begins, begin = passage.words, [], index
    if words[begin] == "the" and words[begin + 1] in ("early", "mid", "late", "very"):
        begin += 1 + (words[begin + 1] == "very")
    for _ in range(3):
        found = _MODIFIERS.longest(words, begin)
        if found is None:
            break
        begin = found[0]
        if words[begin : begin + 3] == ["-", "to", "-"]:  # mid-to-late
            begin += 3
        elif passage.in_hyphens(begin):
            begin += 1
        elif (words[begin] == "of" and words[begin - 1] == "part") or (
            words[begin] == "in" and words[begin - 1] in _SIDES
        ):
            begin += 1
        begins.append(begin)
    return begins


def _of_the(passage: Passage, begin: int) -> tuple[int, Value] | None:
    """`the end of the month`: the one of the reference."""
    words = passage.words
    if words[begin - 1] not in ("of", "in") or words[begin] not in ("the", "that", "each", "every"):
        return None
    if words[begin + 1] not in _UNITS_OF_THE or (words[begin + 1] == "day" and True):
        return None
    if words[begin] != "the" or words[begin + 1] == "day":
        return begin + 2, None
    today = passage.clock.reference
    if today is None:
        return begin + 2, None
    unit = words[begin + 1]
    if unit == "month":
        return begin + 2, month_iso(today.year, today.month)
    if unit == "year":
        return begin + 2, year_iso(today.year)
    if unit == "week":
        year, week, _ = today.isocalendar()
        return begin + 2, f"{year:04d}-W{week:02d}"
    return begin + 2, None


def _core(passage: Passage, index: int) -> tuple[int, Day | Value] | None:
    """The longest of what names a date at a token, without modifiers."""
    best: tuple[int, Day | Value] | None = None
    for grammar in (day_at, period_at, relative_at):
        found = grammar(passage, index)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


# --- ranges


def _days_of_a_month(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`5-7 March 2026`, `the 5th to the 7th of March`, `5 and 6 May` after `between`."""
    first = day_of_month_at(passage, index)
    joint = joint_at(passage, first[0], index) if first is not None else None
    if first is None or joint is None:
        return None
    second = day_at(passage, joint)
    if second is None or second[1].day is None or second[1].month is None or second[1].weekday is not None:
        return None
    if (not passage.words[joint][:1].isdigit() and passage.words[joint] != "the") or passage.words[joint + 1] in (
        "/",
        ".",
    ):
        return None
    low = second[1]._replace(day=first[1])
    if first[1] >= (second[1].day or 0):
        return None
    return second[0], _range(passage, index, low, second[1])


def _second(passage: Passage, index: int, first: Day | Value) -> tuple[int, Day | Value | None] | None:
    """What a range goes on to: another date, a day of the same month, two digits of a year, or the present."""
    words = passage.words
    if words[index] in _PRESENT or words[index : index + 2] == ["the", "present"]:
        end = index + 1 + (words[index] == "the")
        return (end, None) if isinstance(first, Day) and first.year is not None and first.weekday is None else None
    second = _one(passage, index)
    if isinstance(first, Day):
        short = _short_second(passage, index, first)
        if short is not None and (second is None or short[0] >= second[0] or not isinstance(second[1], Day)):
            return short
    if second is None or isinstance(first, Day) != isinstance(second[1], Day):
        return None
    if isinstance(first, Day) and isinstance(second[1], Day) and not _of_a_kind(first, second[1]):
        return None
    return second


def _short_second(passage: Passage, index: int, first: Day) -> tuple[int, Day] | None:
    """`March 5-7`, `March 5-7, 2026`, `2019-20`."""
    word = passage.words[index]
    if not (word.isdigit() and len(word) <= 2):
        return None
    if (
        first.day is None
        and first.month is None
        and first.year is not None
        and len(word) == 2
        and first.year % 100 < int(word)
        and not passage.glued(index + 1)
    ):
        return index + 1, Day(first.year // 100 * 100 + int(word))
    if first.month is None or first.day is None or first.year is not None or not 1 <= int(word) <= 31:
        return None
    if passage.glued(index + 1) and (
        passage.words[index + 1][:1].isalpha() and passage.words[index + 1] not in ("st", "nd", "rd", "th")
    ):
        return None
    end = index + 1 + (passage.words[index + 1] in ("st", "nd", "rd", "th") and passage.glued(index + 1))
    if (
        passage.words[end] in (":", "%", "am", "pm", "a", "p", "/")
        and (passage.glued(end) or passage.words[end + 1] in ("m", "."))
    ) or int(word) <= first.day:
        return None
    from onoma.rules.values.named_dates import MONTHS, year_after

    if passage.words[end] in MONTHS:
        return None
    year = year_after(passage, end)
    return (
        (year[0], Day(year[1], first.month, int(word)))
        if year is not None
        else (end, Day(None, first.month, int(word)))
    )


def _of_a_kind(first: Day, second: Day) -> bool:
    """Whether two dates may be the ends of a range: both with a day, both months, both years, both weekdays."""
    if first.weekday is not None and first.month is None:
        return second.weekday is not None and second.month is None
    if second.weekday is not None and second.month is None:
        return False
    return (
        (first.day is None) == (second.day is None)
        or (first.day is None) != (first.month is None)
        or first.year is not None
    )


def _range(passage: Passage, index: int, first: Day | Value, second: Day | Value | None) -> Value:
    if isinstance(first, Day) and isinstance(second, Day):
        first, second = _completed(first, second)
    low = _iso(passage, index, first)
    if second is None:
        return f"{low}/.." if isinstance(first, Day) and low is not None else None
    high = _iso(passage, index, second)
    if (
        not isinstance(low, str)
        or not isinstance(high, str)
        or (isinstance(first, Day) and first.weekday is not None and first.month is None)
    ):
        return None
    return f"{low.split('/')[0]}/{high.split('/')[-1]}"


def _completed(first: Day, second: Day) -> tuple[Day, Day]:
    """Both with what only one of them says: the year, the month."""
    if first.month is None and second.month is not None and first.day is not None:
        first = first._replace(month=second.month)
    if first.year is None and second.year is not None and first.month is not None:
        over = second.month is not None and first.month > second.month
        first = first._replace(year=second.year - over)
    elif second.year is None and first.year is not None:
        over = second.month is not None and first.month is not None and second.month < first.month
        second = second._replace(year=first.year + over)
    return first, second


# --- ISO


def _iso(passage: Passage, index: int, said: Day | Value) -> Value:
    if not isinstance(said, Day):
        return said
    day = resolved_day(passage, index, said)
    return day.isoformat() if isinstance(day, date) else day


def resolved_day(passage: Passage, index: int, said: Day) -> date | str | None:
    """The day that was said, or the month or year; None where nobody can know which."""
    reference = passage.clock.reference
    if said.day is not None and said.month is not None:
        year = said.year
        if year is None:
            if reference is None:
                return None
            year = nearest_year(reference.date(), said.month, said.day, past=lies_behind(passage, index))
        return date(year, said.month, said.day) if valid_day(year, said.month, said.day) else None
    if said.month is not None:
        if said.year is not None:
            return month_iso(said.year, said.month)
        return (
            month_iso(nearest_month(reference.date(), said.month, past=lies_behind(passage, index)), said.month)
            if reference
            else None
        )
    if said.year is not None:
        return year_iso(said.year)
    if reference is None:
        return None
    if said.weekday is not None:
        return nearest_weekday(reference.date(), said.weekday, past=lies_behind(passage, index))
    return _nearest_nth(reference.date(), said.day or 1, past=lies_behind(passage, index))


def _nearest_nth(reference: date, day: int, *, past: bool) -> date | None:
    """The latest or next such day of a month."""
    year, month = reference.year, reference.month
    if past and day > reference.day:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    elif not past and day < reference.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, day) if valid_day(year, month, day) else None


__all__ += ["full_year"] if False else []
