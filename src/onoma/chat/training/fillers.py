"""What may stand in a slot of each kind, for examples that the bot's author did not write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from random import Random

from onoma.chat.bot import SlotType

__all__ = ["made_up_filler"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ORDINALS = ("st", "nd", "rd")
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")
_CURRENCIES = ("dollars", "euros", "pounds", "bucks", "USD", "EUR")


def made_up_filler(slot: SlotType, random: Random) -> str:
    """A text that may stand in the slot; empty for free text, which nobody can make up."""
    if slot.kind == "list":
        return random.choice([name for entry, names in slot.synonyms.items() for name in (entry, *names)])
    maker = _MAKERS.get(slot.kind)
    return maker(random) if maker else ""


def _date(random: Random) -> str:
    weekday, month, day = random.choice(_WEEKDAYS), random.choice(_MONTHS), random.randint(1, 28)
    forms = (
        "today",
        "tomorrow",
        "the day after tomorrow",
        weekday,
        f"next {weekday}",
        f"this {weekday}",
        f"{month} {day}",
        f"{month} {_ordinal(day)}",
        f"the {_ordinal(day)} of {month}",
        f"{day} {month} {random.randint(2024, 2030)}",
        f"{weekday}, {month} {day}",
        f"the {_ordinal(day)}",
        f"{random.randint(1, 12)}/{day}",
        f"{day}.{random.randint(1, 12)}.{random.randint(2024, 2030)}",
        "next week",
        "this weekend",
        "next month",
        f"in {_count(random)} days",
        f"in {_count(random)} weeks",
        "tonight",
        f"{weekday} morning",
        f"tomorrow {random.choice(('morning', 'afternoon', 'evening'))}",
        f"{random.randint(2024, 2030)}-{random.randint(1, 12):02}-{day:02}",
    )
    return random.choice(forms)


def _time(random: Random) -> str:
    hour, minute = random.randint(1, 12), random.choice((0, 5, 15, 20, 30, 45))
    half = random.choice(("am", "pm", "a.m.", "p.m."))
    forms = (
        f"{hour} {half}",
        f"{hour}{half}",
        f"{hour}:{minute:02} {half}",
        f"{random.randint(0, 23)}:{minute:02}",
        f"{hour} o'clock",
        f"half past {random.choice(_SMALL[:12])}",
        f"quarter to {random.choice(_SMALL[:12])}",
        "noon",
        "midnight",
        f"{random.choice(_SMALL[:12])} in the {random.choice(('morning', 'afternoon', 'evening'))}",
        f"{random.choice(_SMALL[:12])}",
        "the evening",
    )
    return random.choice(forms)


def _duration(random: Random) -> str:
    unit = random.choice(("minute", "hour", "day", "night", "week", "month"))
    forms = (
        f"{_count(random)} {unit}s",
        f"{random.randint(2, 90)} {unit}s",
        f"{'an' if unit == 'hour' else 'a'} {unit}",
        "half an hour",
    )
    return random.choice(forms)


def _money(random: Random) -> str:
    amount = random.choice((random.randint(1, 99), random.randint(1, 90) * 100))
    forms = (
        f"${amount}",
        f"€{amount:,}",
        f"£{amount}.{random.randint(10, 99)}",
        f"{amount} {random.choice(_CURRENCIES)}",
        f"{_count(random)} hundred {random.choice(_CURRENCIES)}",
        f"{amount}k",
    )
    return random.choice(forms)


def _number(random: Random) -> str:
    return random.choice((str(random.randint(1, 20)), str(random.randint(20, 999)), random.choice(_SMALL)))


def _count(random: Random) -> str:
    return random.choice((*_SMALL[1:10], *map(str, range(2, 10))))


def _ordinal(number: int) -> str:
    last = number % 10
    return f"{number}{_ORDINALS[last - 1] if 1 <= last <= 3 and number // 10 != 1 else 'th'}"


@cache
def _listed(name: str) -> tuple[str, ...]:
    path = files("onoma") / "chat" / "training" / "tables" / name
    return tuple(path.read_text(encoding="utf-8").split("\n")[:-1])


_MAKERS: Mapping[str, Callable[[Random], str]] = {
    "date": _date,
    "time": _time,
    "duration": _duration,
    "money": _money,
    "number": _number,
    "location": lambda random: random.choice(_listed("places.txt")),
    "person": lambda random: random.choice(_listed("persons.txt")),
}
