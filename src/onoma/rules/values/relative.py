"""Days by their distance: `today`, `last week`, `next Friday`, `this summer`, `the next day`, `Mondays`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from onoma.document import Value
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.iso import (
    day_iso,
    month_iso,
    month_shifted,
    nearest_weekday,
    quarter_iso,
    season_iso,
    season_month,
    week_iso,
    weekend_iso,
    year_iso,
)
from onoma.rules.values.month_names import MONTHS
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, row, rows_of
from onoma.rules.values.weekday_names import WEEKDAYS, weekday_at, weekday_meant

__all__ = [
    "DAY_WORDS",
    "SEASONS",
    "day_moved",
    "period_of_today",
    "recurring_day_at",
    "relative_at",
    "relative_day_at",
    "stepped_at",
]

_DAYS = Phrases((form, int(key)) for form, key in rows_of("relative", "days"))
DAY_WORDS = _DAYS.first_words
SEASONS = dict(rows_of("calendar", "seasons"))
_STEPS = {form: int(key) for form, key in rows_of("relative", "steps")}
_SECOND_STEPS = {form: int(key) for form, key in rows_of("relative", "second_steps")}
_KINDS_OF_YEARS = row("relative", "kinds_of_years", "words")
_ELSEWHERE = row("relative", "elsewhere", "words")
_PERIODS = row("relative", "elsewhere", "periods")
_BESIDE = tuple(phrase.split() for phrase in row("relative", "elsewhere", "phrases"))
_PLURALS = row("relative", "elsewhere", "plurals")
_VERBS = frozenset(("was", "is", "would", "will", "had", "has"))
_WINTER = "WI"


def relative_day_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """`today`, `tomorrow`, `the day after tomorrow`: where it ends, and how many days ahead."""
    return _DAYS.longest(passage.words, index)


def day_moved(passage: Passage, n_days: int) -> date | None:
    """The day so many days from the reference; None where nobody knows when the text was written."""
    reference = passage.clock.reference
    return reference.date() + timedelta(days=n_days) if reference is not None else None


def relative_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The relative day, week, month, season … that begins at a token, and its ISO form."""
    found = relative_day_at(passage, index)
    if found is not None:
        day = day_moved(passage, found[1])
        return found[0], day_iso(day) if day is not None else None
    word = passage.words[index]
    if word == "the":
        return _after_the(passage, index)
    if word == "that":
        return _after_that(passage, index)
    if word in ("recent", "coming", "past") and passage.words[index + 1] in _PLURALS:
        return index + 2, None
    return stepped_at(passage, index) or recurring_day_at(passage, index)


# --- last, this, next


def stepped_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`last week`, `this coming Friday`, `next summer`, `last November`, `this fiscal year`."""
    words = passage.words
    step = _STEPS.get(words[index])
    if step is None or (words[index] in _SECOND_STEPS and (index == 0 or words[index - 1] != "the")):
        return None
    begin = index + 1
    if words[index] == "this" and words[begin] in _SECOND_STEPS:
        step, begin = _SECOND_STEPS[words[begin]], begin + 1
    begin += words[begin] in _KINDS_OF_YEARS
    weekday = weekday_at(passage, begin)
    if weekday is not None and (words[begin].endswith("day") or weekday_meant(passage, begin, weekday[0])):
        return weekday[0], _weekday_stepped(passage, weekday[1], step, nearest=begin > index + 1)
    if words[begin] in MONTHS and (passage.raw[begin][0].isupper() or words[begin] not in ("may", "march")):
        return passage.after_stop(begin), _month_stepped(passage, MONTHS[words[begin]], step)
    if words[begin] in SEASONS:
        return begin + 1, _season_stepped(passage, SEASONS[words[begin]], step)
    return (begin + 1, _period_stepped(passage, words[begin], step)) if words[begin] in _PERIOD_ISO else None


def _weekday_stepped(passage: Passage, weekday: int, step: int, *, nearest: bool) -> Value:
    """The latest before the reference, the one of its week, the one of the week after; `this coming` is the nearest."""
    today = day_moved(passage, 0)
    if today is None:
        return None
    if step < 0:
        return day_iso(nearest_weekday(today - timedelta(days=1), weekday, past=True))
    if nearest:
        return day_iso(nearest_weekday(today + timedelta(days=1), weekday, past=False))
    return day_iso(today + timedelta(days=weekday - today.isoweekday() + 7 * step))


def _month_stepped(passage: Passage, month: int, step: int) -> Value:
    today = day_moved(passage, 0)
    if today is None:
        return None
    passed = step < 0 and month >= today.month
    to_come = step > 0 and month <= today.month
    return month_iso(today.year - passed + to_come, month)


def _season_stepped(passage: Passage, season: str, step: int) -> Value:
    """The one before, of, after the reference; a winter is of the year in which it begins."""
    today = day_moved(passage, 0)
    if today is None:
        return None
    first = season_month(season)
    in_new_year = season == _WINTER and today.month < 3
    if step > 0:
        return season_iso(today.year + (today.month >= first), season)
    if step == 0:
        return season_iso(today.year - in_new_year, season)
    over = season != _WINTER and today.month > first + 2
    return season_iso(today.year - 1 + over - in_new_year, season)


def _decade_iso(today: date, step: int) -> str:
    first = today.year // 10 * 10 + 10 * step
    return f"{first}/{first + 9}"


def _century_iso(today: date, step: int) -> str:
    first = (today.year - 1) // 100 * 100 + 1 + 100 * step
    return f"{first}/{first + 99}"


def _quarter_stepped(today: date, step: int) -> str:
    year, month = month_shifted(today.year, today.month, 3 * step)
    return quarter_iso(year, (month + 2) // 3)


_PERIOD_ISO: Mapping[str, Callable[[date, int], str]] = {
    "week": lambda today, step: week_iso(today + timedelta(weeks=step)),
    "weekend": lambda today, step: weekend_iso(today + timedelta(weeks=step)),
    "month": lambda today, step: month_iso(*month_shifted(today.year, today.month, step)),
    "quarter": _quarter_stepped,
    "year": lambda today, step: year_iso(today.year + step),
    "decade": _decade_iso,
    "century": _century_iso,
}
"""How the period around a day, or so many steps from it, is written."""


def _period_stepped(passage: Passage, period: str, step: int) -> Value:
    today = day_moved(passage, 0)
    return _PERIOD_ISO[period](today, step) if today is not None else None


def period_of_today(passage: Passage, period: str) -> Value:
    """The week, month, year … of the reference."""
    return _period_stepped(passage, period, 0)


# --- what hangs on the text


def _after_the(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`the next day`, `the same year`, `the weekend`, `the current month`."""
    words, begin = passage.words, index + 1
    if words[begin] == "weekend":
        return begin + 1, _the_weekend(passage, index)
    if words[begin] in _PERIOD_ISO and words[begin + 1 : begin + 3] == ["before", "last"]:
        return begin + 3, _period_stepped(passage, words[begin], -2)
    if words[begin] in _SECOND_STEPS and words[begin] != "past" and (found := stepped_at(passage, begin)) is not None:
        return found
    for phrase in _BESIDE:
        end = begin + len(phrase)
        if words[begin:end] == phrase:
            return (end, None) if phrase[0] == "other" or not words[end][:1].isalpha() else None
    begin += words[begin] == "very"
    if words[begin] not in _ELSEWHERE:
        return None
    begin += 1
    hangs = words[begin] in _PERIODS or words[begin] in WEEKDAYS or words[begin] in SEASONS
    return (begin + 1, None) if hangs else None


def _after_that(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`that week`, `that Monday`; but not `said that Monday was`."""
    words = passage.words
    begin = index + 1 + (words[index + 1] == "same")
    if words[begin] in WEEKDAYS:
        return (begin + 1, None) if words[begin].endswith("day") and words[begin + 1] not in _VERBS else None
    return (begin + 1, None) if words[begin] in _PERIODS or words[begin] in ("summer", "winter", "autumn") else None


def _the_weekend(passage: Passage, index: int) -> Value:
    today = day_moved(passage, 0)
    if today is None:
        return None
    behind = lies_behind(passage, index) and today.isoweekday() < 6
    return weekend_iso(today - timedelta(weeks=1) if behind else today)


# --- what recurs


def recurring_day_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`Mondays`, `every Monday`, `each Friday`, `weekends`, `every summer`."""
    words, word = passage.words, passage.words[index]
    if word in ("weekends", "weekdays"):
        return index + 1, None
    if word.endswith("days") and word[:-1] in WEEKDAYS:
        return index + 1, f"XXXX-WXX-{WEEKDAYS[word[:-1]]}"
    if word not in ("every", "each"):
        return None
    begin = index + 1 + (words[index + 1] in ("single", "other"))
    weekday = weekday_at(passage, begin)
    if weekday is not None:
        return weekday[0], f"XXXX-WXX-{weekday[1]}" if words[index + 1] != "other" else None
    if words[begin] in MONTHS and passage.raw[begin][0].isupper():
        return begin + 1, f"XXXX-{MONTHS[words[begin]]:02d}"
    return (begin + 1, None) if words[begin] in SEASONS or words[begin] in ("weekend", "weekday") else None
