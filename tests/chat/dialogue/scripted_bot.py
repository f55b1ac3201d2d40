"""A bot that is understood by a few rules, for tests of the dialogue: exact, instant, and as stubborn as a model.

Like a model, it takes what looks like a place for a slot of whatever intent it believes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from onoma.chat.bot import Bot, Intent, PythonCall, SlotType, SlotUse
from onoma.chat.frame import FALLBACK, Frame, Slot
from onoma.document import Document, Value

PLACES = ("New York", "Paris", "London", "Rome", "Oslo", "Springfield")
DATES = {"today": "2026-03-04", "tomorrow": "2026-03-05", "friday": "2026-03-06", "sunday": "2026-03-08"}
TIMES = {"seven": "T07:00", "8 pm": "T20:00", "noon": "T12:00"}
NUMBERS = {"two": 2, "four": 4}
OPEN_DATE = "03/04"
READINGS: tuple[Value, ...] = ("2026-03-04", "2026-04-03")

_INTENTS = {
    "trip": ("trip", "travel", "fly"),
    "rain": ("rain", "umbrella"),
    "weather": ("weather", "sunny"),
    "remind": ("remind",),
    "hello": ("hello", "thanks"),
}

_SLOTS = {
    "location": SlotType("location", "location", "Which place?"),
    "date": SlotType("date", "date", "Which day?"),
    "time": SlotType("time", "time", "What time?"),
    "note": SlotType("note", "text", "Remind you of what?"),
    "origin": SlotType("origin", "location", "From where?"),
    "destination": SlotType("destination", "location", "Where to?"),
    "people": SlotType("people", "number"),
}


def _intent(name: str, required: str, optional: str = "", *, title: str = "", confirm: str = "") -> Intent:
    uses = [SlotUse(slot, required=True) for slot in required.split()] + [SlotUse(slot) for slot in optional.split()]
    action = PythonCall(f"actions:{name}", 60)
    return Intent(name, (Document(name),), tuple(uses), action, confirm, title)


WEATHER_BOT = Bot(
    (
        _intent("weather", "location date", title="the weather"),
        _intent("rain", "location date", title="rain"),
        _intent(
            "trip", "destination date people", "origin", title="booking a trip", confirm="Book {destination}, {date}?"
        ),
        _intent("remind", "note time", title="reminders", confirm='"{note}" at {time:value}?'),
        Intent("hello", (Document("hello"),), action="Hello!"),
    ),
    _SLOTS,
)


def _found(text: str, names: Iterator[str] | tuple[str, ...]) -> Iterator[re.Match[str]]:
    yield from re.finditer("|".join(rf"\b{re.escape(name)}\b" for name in names), text, re.IGNORECASE)


class ScriptedBot:
    """An understander of `WEATHER_BOT`, or of another bot with its slots."""

    def __init__(self, bot: Bot = WEATHER_BOT, intents: Mapping[str, tuple[str, ...]] = _INTENTS) -> None:
        self.bot, self._intents = bot, intents

    def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
        """The intent by its words; "perhaps" makes it unsure between the first two that the text could mean."""
        names = [name for name, words in self._intents.items() if any(word in text.lower() for word in words)]
        slots = tuple(sorted(self._slots(text, names[0] if names else FALLBACK), key=lambda slot: slot.start))
        if len(names) > 1 and "perhaps" in text:
            return Frame(text, FALLBACK, 0.45, slots, {names[0]: 0.45, names[1]: 0.42})
        if not names:
            return Frame(text, FALLBACK, 0.3, slots, {"weather": 0.3, "rain": 0.1})
        return Frame(text, names[0], 0.95, slots, {names[0]: 0.95})

    def _slots(self, text: str, intent: str) -> Iterator[Slot]:
        for match in _found(text, PLACES):
            before = text[: match.start()].split()
            name = "origin" if before and before[-1] == "from" else "destination"
            yield Slot(*match.span(), name if intent == "trip" else "location", match.group(), match.group())
        for match in _found(text, tuple(DATES)):
            yield Slot(*match.span(), "date", match.group(), DATES[match.group().lower()])
        for match in _found(text, (OPEN_DATE,)):
            yield Slot(*match.span(), "date", match.group(), READINGS[0], others=READINGS[1:])
        for match in _found(text, ("someday",)):
            yield Slot(*match.span(), "date", match.group())
        for match in _found(text, tuple(TIMES)):
            yield Slot(*match.span(), "time", match.group(), TIMES[match.group().lower()])
        if intent == "trip":
            for match in _found(text, tuple(NUMBERS)):
                yield Slot(*match.span(), "people", match.group(), NUMBERS[match.group().lower()])
        if match := re.search(r"remind me to (.+?)(?= at |$)", text):
            yield Slot(*match.span(1), "note", match[1])

    def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
        """What the text holds of that kind."""
        values: dict[str, Value] = {
            "location": {place.lower(): place for place in PLACES},
            "date": {**DATES, OPEN_DATE: READINGS[0]},
            "time": dict(TIMES),
            "number": dict(NUMBERS),
        }.get(slot.kind, {})  # type: ignore[assignment]
        if slot.kind == "text":
            return Slot(0, len(text), slot.name, text, text) if text else None
        for match in _found(text, tuple(values)):
            others = READINGS[1:] if match.group() == OPEN_DATE else ()
            return Slot(*match.span(), slot.name, match.group(), values[match.group().lower()], others=others)
        return None
