"""Lengths of time, and the times that they lead to: `two weeks`, `the past year`, `three days ago`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.iso import duration_iso, month_iso, month_shifted, year_iso
from onoma.rules.values.number import Number
from onoma.rules.values.numbers import number_at
from onoma.rules.values.numerals import is_whole
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, row, rows_of
from onoma.rules.values.ranges import half_after, joint_at, numbers_at, unit_place
from onoma.rules.values.time_units import TimeUnit, is_plural, is_written_out, rank, time_unit_at

__all__ = ["DATE", "TIME", "Part", "duration_at", "label_of", "length_of", "parts_at"]

DATE = "DATE"
TIME = "TIME"


class Part(NamedTuple):
    """An amount with its unit, up to token `end`; `bare` is a unit that nobody counted, as in `the past year`."""

    end: int
    number: Number
    unit: TimeUnit
    bare: bool = False


_ADJECTIVES = row("durations", "between", "adjectives")
_LENGTHS = row("durations", "before", "lengths")
_BARE_LENGTHS = row("durations", "before", "bare_lengths")
_VAGUE = row("durations", "before", "vague")
_LENGTH_CUES = row("durations", "lengths_after", "words")
_LEADING = row("durations", "lengths_after", "leading")
_AFTER = Phrases((form, int(key)) for form, key in rows_of("durations", "after"))
_OLD = (["old"], ["-", "old"], ["-", "olds"], ["of", "age"])
_ARTICLES = frozenset(("a", "an"))
_HALF = Decimal("0.5")
_SMALLER = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
_SECONDS = {"W": 604_800, "D": 86_400, "TH": 3600, "TM": 60, "TS": 1}
_FARTHEST = Decimal(10**5)
_MOST_PARTS = 4
_SAFE_DAY = 28


def duration_at(passage: Passage, index: int) -> Reading | None:
    """The duration that begins at a token, or the time that it leads to."""
    if is_plural(passage.words[index]):
        return _some_time_ago(passage, index)
    begin, stretch = _behind_stretch(passage, index)
    first = parts_at(passage, begin, stretch=stretch)
    if first is None or (first[0].bare and passage.words[begin - 1] not in _BARE_LENGTHS):
        return None
    joint = joint_at(passage, first[-1].end, index) if first[0].number.upper is None else None
    if joint is not None and passage.words[joint] not in _ARTICLES:
        second = parts_at(passage, joint)
        if second is not None:
            shorter, longer = sorted((first, second), key=_seconds)
            return Reading(second[-1].end, label_of(second), {"min": length_of(shorter), "max": length_of(longer)})
    two = _or_two(passage, index, first)
    if two is not None:
        return two
    reading = _led_to(passage, first)
    return None if not stretch and _is_rate(passage, index, first, reading.end) else reading


def _or_two(passage: Passage, index: int, parts: Sequence[Part]) -> Reading | None:
    """`a week or two`."""
    end, amounts = parts[-1].end, {"two": Decimal(2), "three": Decimal(3)}
    if passage.words[index] not in _ARTICLES or passage.words[end] != "or" or passage.words[end + 1] not in amounts:
        return None
    more = [parts[0]._replace(number=parts[0].number._replace(amount=amounts[passage.words[end + 1]]))]
    return Reading(end + 2, label_of(parts), {"min": length_of(parts), "max": length_of(more)})


def _seconds(parts: Sequence[Part]) -> Decimal:
    """About how long that is."""
    sizes = {"Y": 31_536_000, "M": 2_592_000, **_SECONDS}
    return sum(
        ((part.number.amount or Decimal(0)) * part.unit.factor * sizes[part.unit.designator] for part in parts),
        Decimal(0),
    )


def _some_time_ago(passage: Passage, index: int) -> Reading | None:
    """`weeks ago`, `years later`: nobody says how many."""
    found = time_unit_at(passage, index)
    after = _AFTER.longest(passage.words, index + 1)
    if found is None or after is None or passage.words[index + 1] == "from" or passage.glued(index):
        return None
    return Reading(after[0], TIME if found[1].designator.startswith("T") else DATE, None)


def _behind_stretch(passage: Passage, index: int) -> tuple[int, bool]:
    """Where the duration begins behind `the past`, `another`, `the`; and whether more than an article stands there."""
    words = passage.words
    begin = index + 1 if words[index] in ("the", "these", "those") else index
    if words[begin] in _LENGTHS and not (words[begin] == "first" and begin == index):
        return begin + 1, True
    if words[index] == "another":
        return index + 1, True
    return (begin, False) if begin > index and _counted_without_noun(passage, begin) else (index, False)


def _counted_without_noun(passage: Passage, index: int) -> bool:
    """Whether "the" is the article of the time: the three weeks, but not the two-week trial, the 30 days' notice."""
    part = _part(passage, index)
    if part is None or not is_plural(passage.words[part.end - 1]):
        return False
    return (
        passage.words[part.end] != "'" and not passage.in_hyphens(part.number.end) and passage.words[part.end] != "old"
    )


# --- amounts with units


def parts_at(passage: Passage, index: int, *, stretch: bool = False) -> list[Part] | None:
    """Amounts with their units, from large to small: `2 years and 3 months`.

    With `stretch` the unit need not be counted: `the past year`.
    """
    first = _part(passage, index) or _uncounted(passage, index, bare=stretch)
    if first is None:
        return None
    parts = [first]
    while len(parts) < _MOST_PARTS and parts[-1].number.amount is not None and parts[-1].number.upper is None:
        following = _smaller_part(passage, parts[-1])
        if following is None:
            break
        parts.append(following)
    return parts


def _smaller_part(passage: Passage, last: Part) -> Part | None:
    words = passage.words
    begin = last.end + (words[last.end] in ("and", ",", "n", "&"))
    begin += words[begin] == "and" and words[begin - 1] == ","
    number = number_at(passage, begin) if words[begin] not in _ARTICLES else None
    if number is None or number.amount is None:
        return None
    found = time_unit_at(passage, _to_unit(passage, number)) or _minutes_of_hours(passage, last, number)
    if found is None or rank(found[1]) <= rank(last.unit) or words[found[0]] in ("-", "ago", "old"):
        return None
    return Part(found[0], number, found[1])


def _minutes_of_hours(passage: Passage, last: Part, number: Number) -> tuple[int, TimeUnit] | None:
    """`30m` of `2h30m`."""
    close = passage.words[number.end] == "m" and passage.glued(number.end) and last.unit.designator == "TH"
    return (number.end + 1, TimeUnit("TM", Decimal(1))) if close else None


def _part(passage: Passage, index: int) -> Part | None:
    """A number with its unit: `two weeks`, `2 1/2 hours`, `half an hour`."""
    number = numbers_at(passage, index)
    found = time_unit_at(passage, _to_unit(passage, number)) if number is not None else None
    if number is None or found is None:
        return None
    if passage.words[index] in _ARTICLES and passage.in_hyphens(number.end):
        return None  # a half-hour drive: the article is that of the drive
    end, unit = found
    if passage.words[end - 1] == "s" and passage.glued(end - 1) and index and passage.raw[index - 1][:1].isupper():
        return None  # Boeing 777s
    half = half_after(passage, end) if number.upper is None and number.amount is not None else None
    if half is not None:
        return Part(half[0], number._replace(amount=(number.amount or 0) + half[1]), unit)
    if passage.words[index] == "one" and number.end == index + 1 and not _one_counts(passage, index, end):
        return None
    return Part(end, number, unit)


def _one_counts(passage: Passage, index: int, end: int) -> bool:
    """Whether `one day` is a length: `in one day`, but not `one day he left`."""
    if passage.words[index + 1] not in ("day", "night", "second"):
        return True
    return passage.words[index - 1] in _LENGTH_CUES or passage.words[end] in _LEADING


def _to_unit(passage: Passage, number: Number) -> int:
    """Where the unit of time must begin: also behind `business`, `more`, `full-`."""
    begin = unit_place(passage, number)
    return begin + 1 + (passage.words[begin + 1] == "-") if passage.words[begin] in _ADJECTIVES else begin


def _uncounted(passage: Passage, index: int, *, bare: bool) -> Part | None:
    """`a week`, `an hour and a half`, `several days`, `a couple of months`, and `year` of `the past year`."""
    words, begin = passage.words, index
    amount: Decimal | None = Decimal(1)
    begin += words[begin] in _ARTICLES
    if words[begin] == "half":
        if begin > index and passage.in_hyphens(begin + 1):
            return None
        amount, begin = _HALF, begin + 1 + (words[begin + 1] == "-")
    elif words[begin] in _VAGUE and not (index and words[index - 1] in ("how", "so", "too", "as")):
        amount, begin = None, begin + 1
    elif words[begin] == "couple":
        amount, begin = Decimal(2), begin + 1 + (words[begin + 1] == "of")
    elif begin == index and not bare:
        return None
    begin += words[begin] in _ADJECTIVES
    found = time_unit_at(passage, begin)
    if (
        found is None
        or not (is_written_out(words[begin]) or words[begin] == "sec")
        or _second_of_all(passage, index, begin)
    ):
        return None
    if passage.in_hyphens(found[0]) and words[found[0] + 1] == "long":
        return None  # month-long
    plural = is_plural(words[begin])
    if plural and words[begin - 1] in _ARTICLES:
        return None
    end, unit = found
    half = half_after(passage, end) if amount is not None else None
    if half is not None and amount is not None:
        return Part(half[0], Number(end, amount + half[1]), unit)
    return Part(end, Number(end, None if plural and begin == index else amount), unit, bare=begin == index)


def _second_of_all(passage: Passage, index: int, begin: int) -> bool:
    """Whether `a second` is another one, and no time."""
    return (
        passage.words[begin] == "second"
        and begin == index + 1
        and passage.words[index - 1] not in ("for", "in", "within")
    )


# --- meaning


def label_of(parts: Sequence[Part]) -> str:
    """TIME for lengths under a day, by their unit; else DATE."""
    return TIME if parts[0].unit.designator.startswith("T") else DATE


def length_of(parts: Sequence[Part]) -> Value:
    """The ISO duration of amounts with units, or its bounds; None where one is vague."""
    low, high = parts[0].number.amount, parts[0].number.upper
    if high is None or low is None:
        return _iso([(part, part.number.amount) for part in parts])
    smaller, larger = sorted((low, high))
    return {"min": _iso([(parts[0], smaller)]), "max": _iso([(parts[0], larger)])}


def _iso(amounts: Sequence[tuple[Part, Decimal | None]]) -> str | None:
    by_designator: dict[str, Decimal] = {}
    for part, amount in amounts:
        if amount is None:
            return None
        designator, amount = _whole(part.unit.designator, amount * part.unit.factor, figures=part.number.figures)
        by_designator[designator] = by_designator.get(designator, Decimal(0)) + amount
    return duration_iso({designator: _written(amount) for designator, amount in by_designator.items()})


def _whole(designator: str, amount: Decimal, *, figures: bool) -> tuple[str, Decimal]:
    """Half a year as six months, half an hour as thirty minutes; what is written as 2.5 stays so."""
    smaller = _SMALLER.get(designator)
    if smaller is None or figures or is_whole(amount) or not is_whole(amount * smaller[1]):
        return designator, amount
    return smaller[0], amount * smaller[1]


def _written(amount: Decimal) -> str:
    return str(int(amount)) if is_whole(amount) else f"{amount.normalize():f}"


# --- what a duration leads to


def _led_to(passage: Passage, parts: Sequence[Part]) -> Reading:
    """The duration with what follows it: `old`, `ago`, `from now`, `later`."""
    end, label = parts[-1].end, label_of(parts)
    for written in _OLD:
        if passage.words[end : end + len(written)] == written:
            return Reading(end + len(written), DATE, length_of(parts))
    follows = _AFTER.longest(passage.words, end)
    if follows is None or parts[0].bare:
        return Reading(end, label, length_of(parts))
    after, way = follows
    if way == 0:
        return Reading(after, label, length_of(parts))
    return Reading(
        after, label, _moved(passage.clock.reference, parts, sign=1 if way > 0 else -1, n_days=max(0, way - 1))
    )


def _moved(reference: datetime | None, parts: Sequence[Part], *, sign: int, n_days: int) -> Value:
    """The day, month, year or time that lies so far from the reference; the smallest unit says which of them."""
    if reference is None or any(part.number.amount is None or part.number.upper is not None for part in parts):
        return None
    months, rest = 0, timedelta(days=n_days)
    for part in parts:
        amount = (part.number.amount or Decimal(0)) * part.unit.factor * sign
        if abs(amount) > _FARTHEST:
            return None
        if part.unit.designator in ("Y", "M"):
            months += int(amount * (12 if part.unit.designator == "Y" else 1))
        else:
            rest += timedelta(seconds=float(amount * _SECONDS[part.unit.designator]))
    return _moved_iso(reference, months, rest, parts[-1].unit.designator)


def _moved_iso(reference: datetime, months: int, rest: timedelta, smallest: str) -> Value:
    year, month = month_shifted(reference.year, reference.month, months)
    if not 1 <= year <= 9999:
        return None
    if smallest == "Y":
        return year_iso(year)
    if smallest == "M":
        return month_iso(year, month)
    day = min(reference.day, _SAFE_DAY) if months else reference.day
    try:
        moment = reference.replace(year=year, month=month, day=day, tzinfo=None) + rest
    except OverflowError:
        return None
    return moment.date().isoformat() if smallest in ("W", "D") else moment.isoformat(timespec="minutes")


def _is_rate(passage: Passage, index: int, parts: Sequence[Part], end: int) -> bool:
    """Whether `a day` says how often or for how much: `twice a day`, `$5 a month`, `60 charts a day`."""
    words = passage.words
    if words[index] not in _ARTICLES or index == 0 or len(parts) > 1 or end > index + 2:
        return False
    return words[index - 1] not in _LENGTH_CUES and passage.raw[index][0].islower() and words[end] not in _LEADING
