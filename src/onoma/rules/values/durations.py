"""Lengths of time and what is said by them: durations, ages, "two weeks ago", "every six hours", "daily"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.iso import duration_iso, month_iso, month_shifted, year_iso
from onoma.rules.values.numbers import Number, number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, rows_of, table
from onoma.rules.values.ranges import joint_at, numbers_at, unit_place

__all__ = ["DATE", "PLURAL_UNITS", "RECURRING_WORDS", "TIME", "age_at", "duration_at", "recurring_at", "time_unit_at"]

DATE = "DATE"
TIME = "TIME"


class TimeUnit(NamedTuple):
    """A designator of ISO 8601 durations, T before those under a day, and how many of it the unit is."""

    designator: str
    factor: Decimal


class _Part(NamedTuple):
    end: int
    number: Number
    unit: TimeUnit


_TABLE = table("durations")
_UNITS = {form: TimeUnit(key.split()[0], Decimal(key.split()[1])) for form, key in rows_of("durations", "units")}
_ADJECTIVES = frozenset(_TABLE["between"]["adjectives"])
_LENGTHS = frozenset(_TABLE["before"]["lengths"])
_VAGUE = frozenset(_TABLE["before"]["vague"])
_AFTER = Phrases((form, int(key)) for form, key in rows_of("durations", "after"))
_LENGTH_CUES = frozenset(_TABLE["lengths_after"]["words"])
_RECURRING = Phrases((form, (key.split()[0], key.split()[1])) for form, key in rows_of("durations", "recurring"))
RECURRING_WORDS = _RECURRING.first_words
_SHORT = frozenset(("y", "d", "h", "s", "w", "ms", "us", "µs", "min", "mo"))
_ONLY_CLOSE = frozenset(("w", "s", "d", "us", "y"))
_DOTTED = frozenset(("yr", "yrs", "mo", "mos", "wk", "wks", "hr", "hrs", "min", "mins", "sec", "secs"))
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_ARTICLES = frozenset(("a", "an"))
_PLURALS = frozenset(word for word in _UNITS if len(word) > 4 and word.endswith("s"))
PLURAL_UNITS = _PLURALS
_OLDEST = 125
_HALF = Decimal("0.5")


def time_unit_at(passage: Passage, index: int) -> tuple[int, TimeUnit] | None:
    """A unit of time at a token, with the full stop of its abbreviation."""
    word = passage.words[index]
    unit = _UNITS.get(word)
    if unit is None or (word in _SHORT and not passage.raw[index].islower()):
        return None
    if word in _ONLY_CLOSE and not passage.glued(index):
        return None
    end = index + 1
    if passage.glued(end) and (passage.words[end][:1].isalpha() or passage.words[end] == "_"):
        return None
    if word in _DOTTED and passage.words[end] == "." and passage.glued(end) and _goes_on(passage, end + 1):
        end += 1
    return end, unit


def _goes_on(passage: Passage, index: int) -> bool:
    return (
        passage.raw[index][:1].islower() or passage.raw[index][:1].isdigit() or passage.words[index] in (",", ")", ";")
    )


# --- durations


def duration_at(passage: Passage, index: int) -> Reading | None:
    """The duration that begins at a token, or the time that it leads to: `two weeks ago`."""
    if passage.words[index] in _PLURALS:
        return _some_time_ago(passage, index)
    begin, of_stretch = _stretch(passage, index)
    first = _parts(passage, begin, of_stretch=of_stretch)
    if first is None:
        return None
    if of_stretch and _bare(first) and passage.words[begin - 1] not in ("past", "last"):
        return None
    end = first[-1].end
    joint = joint_at(passage, end, index) if first[0].number.upper is None else None
    second = _parts(passage, joint, of_stretch=False) if joint is not None else None
    if second is not None and passage.words[joint or 0] not in _ARTICLES:
        return Reading(second[-1].end, _label(second), {"min": _iso(first), "max": _iso(second)})
    end, label, value = _led_to(passage, first)
    if not of_stretch and _is_rate(passage, index, first, end):
        return None
    return Reading(end, label, value)


def _some_time_ago(passage: Passage, index: int) -> Reading | None:
    """`weeks ago`, `years later`: nobody says how many."""
    unit = _UNITS[passage.words[index]]
    after = _AFTER.longest(passage.words, index + 1)
    if after is None or passage.words[index + 1] in ("on", "back", "from", "hence") or passage.glued(index):
        return None
    return Reading(after[0], TIME if unit.designator.startswith("T") else DATE, None)


def _stretch(passage: Passage, index: int) -> tuple[int, bool]:
    """Where the duration begins after `the past`, `the next`, `another`; and whether there is such a thing."""
    words = passage.words
    begin = index + 1 if words[index] in ("the", "these", "those") else index
    if words[begin] in _LENGTHS and not (words[begin] == "first" and begin == index):
        return begin + 1, True
    if words[index] == "another":
        return index + 1, True
    return index, False


def _bare(parts: Sequence[_Part]) -> bool:
    return parts[0].number.end == -1


def _parts(passage: Passage, index: int, *, of_stretch: bool) -> list[_Part] | None:
    """Amounts with their units, from large to small: `2 years and 3 months`."""
    first = _part(passage, index, of_stretch=of_stretch)
    if first is None:
        return None
    parts = [first]
    while len(parts) < 4:
        last = parts[-1]
        begin = last.end + 1 if passage.words[last.end] in ("and", ",") else last.end
        if begin == last.end + 1 and passage.words[begin] == "and":
            begin += 1
        number = number_at(passage, begin) if passage.words[begin] not in _ARTICLES else None
        if number is None or number.amount is None or last.number.upper is not None or last.number.amount is None:
            break
        after = time_unit_at(passage, _to_unit(passage, number))
        if after is None or _rank(after[1]) <= _rank(last.unit) or passage.words[after[0]] in ("-", "ago", "old"):
            break
        parts.append(_Part(after[0], number, after[1]))
    return parts


def _rank(unit: TimeUnit) -> int:
    return _ORDER.index(unit.designator) * 10 - (unit.factor > 1)


def _part(passage: Passage, index: int, *, of_stretch: bool) -> _Part | None:
    """One amount with its unit: `two weeks`, `a year and a half`, `half an hour`, `several days`."""
    words = passage.words
    number = numbers_at(passage, index)
    if number is None:
        return _uncounted(passage, index, of_stretch=of_stretch)
    found = time_unit_at(passage, _to_unit(passage, number))
    if found is None:
        return None
    end, unit = found
    if words[end : end + 3] == ["and", "a", "half"] and number.amount is not None and number.upper is None:
        return _Part(end + 3, number._replace(amount=number.amount + _HALF), unit)
    if (
        not number.figures
        and number.end == index + 1
        and words[index] == "one"
        and not _one_counts(passage, index, end)
    ):
        return None
    return _Part(end, number, unit)


def _one_counts(passage: Passage, index: int, end: int) -> bool:
    """Whether `one day` is a length: `in one day`, but not `one day he left`."""
    return (
        passage.words[index + 1] not in ("day", "night")
        or passage.words[index - 1] in _LENGTH_CUES
        or passage.words[end] in ("ago", "later", "earlier", "old")
    )


def _to_unit(passage: Passage, number: Number) -> int:
    """Where the unit of time must begin: also behind `business`, `more`, `full-`."""
    begin = unit_place(passage, number)
    return begin + 1 + (passage.words[begin + 1] == "-") if passage.words[begin] in _ADJECTIVES else begin


def _uncounted(passage: Passage, index: int, *, of_stretch: bool) -> _Part | None:
    """`a week`, `an hour and a half`, `several days`, `a few years`, `a couple of months`, and `year` of `the past year`."""
    words = passage.words
    begin, amount = index, Decimal(1)
    known = True
    if words[begin] in _ARTICLES:
        begin += 1
    if words[begin] == "half":
        begin, amount = begin + 1 + (words[begin + 1] == "-"), _HALF
    elif words[begin] in _VAGUE:
        begin, known = begin + 1, False
    elif words[begin] == "couple":
        begin, amount = begin + 1 + (words[begin + 1] == "of"), Decimal(2)
    elif begin == index and not of_stretch:
        return None
    if words[begin] in _ADJECTIVES:
        begin += 1
    found = time_unit_at(passage, begin)
    if (
        found is None
        or words[begin] in _SHORT
        or (begin == index + 1 and words[index] in _ARTICLES and words[begin].endswith("s"))
    ):
        return None
    end, unit = found
    bare = begin == index
    if bare and words[begin].endswith("s") and known and of_stretch:
        known = False
    if words[end : end + 3] == ["and", "a", "half"]:
        return _Part(end + 3, Number(end, amount + _HALF), unit)
    if (
        unit.designator == "TS"
        and begin == index + 1
        and words[begin] == "second"
        and words[index - 1] not in ("for", "per", "in", "within")
    ):
        return None
    return _Part(end, Number(-1 if bare else end, amount if known else None), unit)


def _label(parts: Sequence[_Part]) -> str:
    return TIME if parts[0].unit.designator.startswith("T") else DATE


def _iso(parts: Sequence[_Part], *, upper: bool = False) -> str | None:
    """The ISO duration of amounts with units; None where one is vague."""
    amounts: dict[str, Decimal] = {}
    for part in parts:
        amount = part.number.upper if upper else part.number.amount
        if amount is None:
            return None
        designator, amount = _whole(part.unit.designator, amount * part.unit.factor, figures=part.number.figures)
        amounts[designator] = amounts.get(designator, Decimal(0)) + amount
    return duration_iso({designator: _written(amount) for designator, amount in amounts.items()})


def _whole(designator: str, amount: Decimal, *, figures: bool) -> tuple[str, Decimal]:
    """Half a year as six months, half an hour as thirty minutes; what is written as 2.5 stays so."""
    if amount == amount.to_integral_value():
        return designator, amount
    smaller = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}.get(designator)
    if smaller is None or figures or (amount * smaller[1]) % 1:
        return designator, amount
    return smaller[0], amount * smaller[1]


def _written(amount: Decimal) -> str:
    return str(int(amount)) if amount == amount.to_integral_value() else f"{amount.normalize():f}"


def _length(parts: Sequence[_Part]) -> Value:
    if parts[0].number.upper is None:
        return _iso(parts)
    low, high = parts[0].number, parts[0].number.upper
    if low.amount is not None and high < low.amount:
        return {"min": _iso(parts, upper=True), "max": _iso(parts)}
    return {"min": _iso(parts), "max": _iso(parts, upper=True)}


def _led_to(passage: Passage, parts: Sequence[_Part]) -> tuple[int, str, Value]:
    """The duration with what follows it: `old`, `ago`, `from now`, `later`."""
    end, label = parts[-1].end, _label(parts)
    old = _after_age(passage, end)
    if old is not None:
        return old, DATE, _length(parts)
    follows = _AFTER.longest(passage.words, end)
    if follows is None or passage.words[end] in ("on", "back") or _stretched(passage, parts):
        return end, label, _length(parts)
    if follows[1] == 0:
        return follows[0], label, _length(parts)
    return (
        follows[0],
        label,
        _moved(passage, parts, -1 if follows[1] < 0 else 1, n_days=follows[1] - 1 if follows[1] > 0 else 0),
    )


def _stretched(passage: Passage, parts: Sequence[_Part]) -> bool:
    return parts[0].number.end == -1


def _after_age(passage: Passage, end: int) -> int | None:
    words = passage.words
    if words[end] == "old" and not passage.glued(end):
        return end + 1
    if words[end] == "-" and words[end + 1] in ("old", "olds"):
        return end + 2
    if words[end : end + 2] == ["of", "age"]:
        return end + 2
    return None


def _moved(passage: Passage, parts: Sequence[_Part], sign: int, n_days: int) -> Value:
    """The day, month, year or time that lies so far from the reference; the smallest unit says which of them."""
    reference = passage.clock.reference
    if reference is None or any(part.number.amount is None or part.number.upper is not None for part in parts):
        return None
    months, rest = 0, timedelta(days=n_days)
    for part in parts:
        amount = (part.number.amount or Decimal(0)) * part.unit.factor * sign
        if part.unit.designator in ("Y", "M"):
            months += int(amount * (12 if part.unit.designator == "Y" else 1))
        elif abs(amount) > 10**6:
            return None
        else:
            rest += _timedelta(part.unit.designator, amount)
    return _moved_iso(reference, months, rest, parts[-1].unit.designator)


def _timedelta(designator: str, amount: Decimal) -> timedelta:
    seconds = {"W": 604_800, "D": 86_400, "TH": 3600, "TM": 60, "TS": 1}[designator]
    return timedelta(seconds=float(amount * seconds))


def _moved_iso(reference: datetime, months: int, rest: timedelta, smallest: str) -> Value:
    year, month = month_shifted(reference.year, reference.month, months)
    if not 1 <= year <= 9999:
        return None
    if smallest == "Y":
        return year_iso(year)
    if smallest == "M":
        return month_iso(year, month)
    try:
        moment = (
            reference.replace(year=year, month=month, day=min(reference.day, 28) if months else reference.day) + rest
        )
    except (OverflowError, ValueError):
        return None
    return (
        moment.date().isoformat()
        if smallest in ("W", "D")
        else moment.replace(tzinfo=None).isoformat(timespec="minutes")
    )


def _is_rate(passage: Passage, index: int, parts: Sequence[_Part], end: int) -> bool:
    """Whether `a day` says how often or for how much: `twice a day`, `$5 a month`, `60 charts a day`."""
    words = passage.words
    if words[index] not in _ARTICLES or len(parts) > 1 or end > parts[0].end or parts[0].end > index + 2:
        return False
    return not (index == 0 or words[index - 1] in _LENGTH_CUES or passage.raw[index] in ("A", "An"))


# --- ages


def age_at(passage: Passage, index: int) -> Reading | None:
    """The age that begins at a number: `67 y/o`, `45yo`; a bare number after `aged`, or between commas after a name."""
    number = numbers_at(passage, index)
    if number is None or number.amount is None or not 0 <= (number.upper or number.amount) <= _OLDEST:
        return None
    if number.amount != int(number.amount):
        return None
    end = _abbreviated(passage, number.end)
    if end is None:
        if not (number.plain and (_after_age_word(passage, index) or _after_a_name(passage, index, number.end))):
            return None
        end = number.end
        if time_unit_at(passage, _to_unit(passage, number)) is not None:
            return None
    years = f"P{int(number.amount)}Y"
    if number.upper is not None:
        return Reading(end, DATE, {"min": years, "max": f"P{int(number.upper)}Y"})
    return Reading(end, DATE, years)


_Y_O = Phrases(
    (written, True)
    for written in (
        "y/o",
        "yo",
        "y.o.",
        "y.o",
        "y o",
        "yr old",
        "yrs old",
        "yr-old",
        "yrs-old",
        "-y-o",
        "-yo",
        "-y/o",
        "y/old",
        "yr/o",
    )
)


def _abbreviated(passage: Passage, end: int) -> int | None:
    begin = end
    found = _Y_O.longest(passage.words, begin)
    if found is None or (
        passage.words[begin] == "y" and passage.words[begin + 1] == "o" and passage.words[begin + 2].isalpha()
    ):
        return None
    return found[0]


def _after_age_word(passage: Passage, index: int) -> bool:
    words = passage.words
    before = index - 1
    if before > 0 and words[before] in ("between", "about", "around", "from", "over", "under", "approximately"):
        before -= 1
    if before >= 0 and words[before] in ("aged", "age", "ages"):
        return True
    if before > 0 and words[before] == ":" and words[before - 1] == "age":
        return True
    return before > 0 and words[before] == "of" and words[before - 1] in ("age", "ages")


def _after_a_name(passage: Passage, index: int, end: int) -> bool:
    """`Maria Lopez, 52, said`."""
    raw = passage.raw
    if (
        index < 3
        or passage.words[index - 1] != ","
        or passage.words[end] not in (",", ";", ".")
        or not passage.glued(end)
    ):
        return False
    if not 2 <= len(passage.words[index]) <= 3 or "." in passage.words[index]:
        return False
    named = all(name[:1].isupper() and name[1:].islower() for name in (raw[index - 2], raw[index - 3]))
    return named and passage.words[index - 2] not in ("street", "avenue", "road", "city", "county")


# --- recurrences


def recurring_at(passage: Passage, index: int) -> Reading | None:
    """`daily`, `every two weeks`, `each year`, `every other day`."""
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
    parts = _parts(passage, begin, of_stretch=False)
    if parts is None:
        unit = time_unit_at(passage, begin)
        if unit is None or words[begin] in _SHORT or words[begin].endswith("s"):
            return None
        parts = [_Part(unit[0], Number(begin, amount), unit[1])]
    if words[parts[-1].end] in ("old", "ago"):
        return None
    return Reading(parts[-1].end, _label(parts), _length(parts))
