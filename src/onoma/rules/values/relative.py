"""Days by their distance: `today`, `last week`, `next Friday`, `this summer`, `the next day`, `that week`, `Mondays`."""

from __future__ import annotations

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
from onoma.rules.values.named_dates import MONTHS, WEEKDAYS, weekday_at, weekday_meant
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, rows_of, table

__all__ = ["DAY_WORDS", "SEASONS", "day_moved", "plural_weekday_at", "relative_at", "relative_day_at", "stepped_at"]

_DAYS = Phrases((form, int(key)) for form, key in rows_of("relative", "days"))
_STEPS = {form: int(key) for form, key in rows_of("relative", "steps")}
_ELSEWHERE = frozenset(table("relative")["elsewhere"]["words"])
SEASONS = dict(rows_of("calendar", "seasons"))
DAY_WORDS = _DAYS.first_words
_PERIODS = frozenset(
    (
        "week",
        "month",
        "quarter",
        "year",
        "weekend",
        "decade",
        "century",
        "day",
        "fortnight",
        "semester",
        "season",
        "term",
    )
)
_STEPPED = frozenset(("week", "month", "quarter", "year", "weekend", "decade", "century"))
_PLURALS = frozenset(("days", "weeks", "months", "years", "decades", "quarters", "weekends", "centuries"))
_SECOND_WORDS = frozenset(("fiscal", "financial", "school", "calendar", "academic", "tax"))


def relative_day_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """`today`, `tomorrow`, `the day after tomorrow`: where it ends, and how many days ahead."""
    return _DAYS.longest(passage.words, index)


def day_moved(passage: Passage, n_days: int) -> date | None:
    """The day so many days from the reference; None where nobody knows when the text was written."""
    reference = passage.clock.reference
    if reference is None:
        return None
    try:
        return reference.date() + timedelta(days=n_days)
    except OverflowError:
        return None


def relative_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The relative day, week, month, season … that begins at a token, and its ISO form."""
    found = relative_day_at(passage, index)
    if found is not None:
        day = day_moved(passage, found[1])
        return found[0], day_iso(day) if day is not None else None
    word = passage.words[index]
    if word in ("the", "that", "those", "these"):
        return _hanging(passage, index)
    if word in ("recent", "coming", "past") and passage.words[index + 1] in _PLURALS:
        return index + 2, None
    return stepped_at(passage, index) or plural_weekday_at(passage, index)


def stepped_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`last week`, `this coming Friday`, `next summer`, `last November`, `this fiscal year`."""
    step = _STEPS.get(passage.words[index])
    if step is None:
        return None
    begin = index + 1
    words = passage.words
    if words[begin] in ("coming", "past", "upcoming", "following", "current") and words[index] == "this":
        step = {"past": -1, "current": 0}.get(words[begin], 1)
        begin += 1
    elif words[index] in ("current", "coming", "past") and (index == 0 or words[index - 1] != "the"):
        return None
    if words[begin] in _SECOND_WORDS:
        begin += 1
    weekday = weekday_at(passage, begin)
    if weekday is not None and (words[begin].endswith("day") or weekday_meant(passage, begin, weekday[0])):
        return weekday[0], _weekday_stepped(passage, weekday[1], step, explicit=begin > index + 1)
    if words[begin] in MONTHS and not (
        words[begin] in ("may", "march") and passage.raw[begin].islower() and words[index] == "this"
    ):
        stop = words[begin + 1] == "." and passage.glued(begin + 1) and len(words[begin]) < 5
        return begin + 1 + stop, _month_stepped(passage, MONTHS[words[begin]], step)
    if words[begin] in SEASONS:
        return begin + 1, _season_stepped(passage, SEASONS[words[begin]], step)
    if words[begin] in _STEPPED and not (words[begin] == "century" and False):
        return begin + 1, _period_stepped(passage, words[begin], step)
    return None


def _weekday_stepped(passage: Passage, weekday: int, step: int, *, explicit: bool) -> Value:
    """The latest before the reference, the one of its week, the one of the week after."""
    today = day_moved(passage, 0)
    if today is None:
        return None
    if step < 0:
        return day_iso(nearest_weekday(today - timedelta(days=1), weekday, past=True))
    if explicit:
        return day_iso(nearest_weekday(today + timedelta(days=1), weekday, past=False))
    return day_iso(today + timedelta(days=weekday - today.isoweekday() + 7 * step))


def _month_stepped(passage: Passage, month: int, step: int) -> Value:
    today = day_moved(passage, 0)
    if today is None:
        return None
    if step < 0:
        return month_iso(today.year - (month >= today.month), month)
    if step > 0:
        return month_iso(today.year + (month <= today.month), month)
    return month_iso(today.year, month)


def _season_stepped(passage: Passage, season: str, step: int) -> Value:
    """The one before, of, after the reference; a winter is of the year in which it begins."""
    today = day_moved(passage, 0)
    if today is None:
        return None
    if step == 0:
        return season_iso(today.year - (season == "WI" and today.month < 3), season)
    first = season_month(season)
    year = today.year
    last = (first + 2 - 1) % 12 + 1
    if step < 0:
        over = today.month > last if season != "WI" else 3 <= today.month < 12
        return season_iso(year if over and season != "WI" else year - 1 - (season == "WI" and today.month < 3), season)
    return season_iso(year + (today.month >= first), season)


def _period_stepped(passage: Passage, period: str, step: int) -> Value:
    today = day_moved(passage, 0)
    if today is None:
        return None
    if period == "week":
        return week_iso(today + timedelta(weeks=step))
    if period == "weekend":
        return weekend_iso(today + timedelta(weeks=step))
    if period == "month":
        return month_iso(*month_shifted(today.year, today.month, step))
    if period == "quarter":
        year, month = month_shifted(today.year, today.month, 3 * step)
        return quarter_iso(year, (month + 2) // 3)
    if period == "year":
        return year_iso(today.year + step)
    if period == "decade":
        first = today.year // 10 * 10 + 10 * step
        return f"{first}/{first + 9}"
    first = (today.year - 1) // 100 * 100 + 1 + 100 * step
    return f"{first}/{first + 99}"


def _hanging(passage: Passage, index: int) -> tuple[int, Value] | None:
    """What hangs on the text: `the next day`, `that week`, `the same year`; and `the weekend`, `the current month`."""
    words = passage.words
    begin = index + 1
    if words[index] == "the" and words[begin] == "weekend":
        return begin + 1, _the_weekend(passage, index)
    if words[index] == "the" and words[begin] in ("current", "coming"):
        found = stepped_at(passage, begin)
        if found is not None:
            return found
    if words[index] == "that" and (
        words[begin] in _PERIODS
        or words[begin] in WEEKDAYS
        or (words[begin] in SEASONS and words[begin] not in ("spring", "fall"))
    ):
        return (
            (begin + 1, None)
            if words[begin] not in ("term", "season", "semester")
            and words[begin].isalpha()
            and not _verb_follows(passage, begin)
            else None
        )
    if words[index] == "the" and words[begin : begin + 2] in (
        ["day", "before"],
        ["day", "after"],
        ["week", "before"],
        ["week", "after"],
        ["year", "before"],
        ["year", "after"],
        ["month", "before"],
        ["night", "before"],
    ):
        return (begin + 2, None) if not words[begin + 2][:1].isalpha() and words[begin] != "night" else None
    if words[index] == "the" and words[begin : begin + 2] == ["other", "day"]:
        return begin + 2, None
    if words[begin] not in _ELSEWHERE:
        return None
    begin += 1 + (words[begin] == "very")
    if (
        words[begin] in ("day", "week", "month", "quarter", "year", "weekend", "decade", "century")
        or words[begin] in WEEKDAYS
        or words[begin] in SEASONS
    ):
        if words[begin - 1] in ("first", "final", "entire", "whole", "last") and words[begin] != "day":
            return None
        if words[begin - 1] in ("entire", "whole") or (
            words[begin + 1] == "of" and words[begin - 1] in ("first", "last", "final")
        ):
            return None
        return (begin + 1, None) if words[begin - 1] not in ("first", "last", "final") else None
    return None


def _verb_follows(passage: Passage, index: int) -> bool:
    """Whether `that` is no pointer: `said that Monday was`."""
    return passage.words[index] in WEEKDAYS and passage.words[index + 1] in ("was", "is", "would", "will", "had", "has")


def _the_weekend(passage: Passage, index: int) -> Value:
    today = day_moved(passage, 0)
    if today is None:
        return None
    behind = lies_behind(passage, index)
    return weekend_iso(today - timedelta(weeks=1) if behind and today.isoweekday() < 6 else today)


def plural_weekday_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """`Mondays`, `every Monday`, `each Friday`, `weekends`: what recurs."""
    words = passage.words
    if words[index] in ("every", "each"):
        begin = index + 1 + (words[index + 1] in ("single", "other"))
        weekday = weekday_at(passage, begin)
        if weekday is not None:
            return weekday[0], f"XXXX-WXX-{weekday[1]}" if words[index + 1] != "other" else None
        if words[begin] in MONTHS and passage.raw[begin][0].isupper():
            return begin + 1, f"XXXX-{MONTHS[words[begin]]:02d}"
        if words[begin] in SEASONS or words[begin] in ("weekend", "weekday"):
            return begin + 1, None
        return None
    word = words[index]
    if word in ("weekends", "weekdays"):
        return index + 1, None
    if word.endswith("days") and word[:-1] in WEEKDAYS:
        return index + 1, f"XXXX-WXX-{WEEKDAYS[word[:-1]]}"
    return None
