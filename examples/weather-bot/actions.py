"""What the weather bot does. The weather is invented, but always the same for a place and a day, and needs no network.

Each function gets the values of the slots by name, and returns what the bot says.
"""

from __future__ import annotations

from datetime import date, timedelta
from zlib import crc32

from onoma.chat import AskAgain

SKIES = ("sunny", "cloudy", "rainy", "windy and clear", "foggy", "partly cloudy")
LAST_DAY = date(2030, 12, 31)


def weather(location: str, date: str) -> str:
    """The sky and the temperature of a day, or of each of a few days."""
    days = [f"{_day(day)} {_sky(location, day)}, {_celsius(location, day)} °C" for day in _days(date)]
    return f"{location}: {'; '.join(days)}."


def forecast(location: str, duration: str = "P3D") -> str:
    """The next days in short."""
    n_days = min(_n_days(duration), 14)
    skies = [_sky(location, number) for number in range(n_days)]
    if n_days > 3:
        often = max(sorted(set(skies)), key=skies.count)
        return f"{location}, next {n_days} days: mostly {often}, {_celsius(location, n_days)} °C."
    return f"{location}, next {n_days} days: {', '.join(skies)}."


def rain(location: str, date: str) -> str:
    """Whether an umbrella is needed."""
    wet = [day for day in _days(date) if _sky(location, day) == "rainy"]
    if wet:
        return f"Yes, take an umbrella: rain in {location} on {_day(wet[0])}."
    return f"No rain in {location} on {_day(_days(date)[0])}."


def temperature(location: str, date: str, unit: str = "celsius") -> str:
    """Degrees of a day, or of the first of some."""
    day = _days(date)[0]
    degrees = _celsius(location, day)
    shown = f"{round(degrees * 9 / 5 + 32)} °F" if unit == "fahrenheit" else f"{degrees} °C"
    return f"{shown} in {location} on {_day(day)}."


def sun(location: str, event: str, date: str = "") -> str:
    """When the sun rises or sets."""
    minute = _number(location, event) % 60
    hour = 6 if event == "sunrise" else 18
    when = f" on {_day(_days(date)[0])}" if date else ""
    return f"{event.capitalize()} in {location}{when}: {hour}:{minute:02}."


def warn(condition: str, location: str) -> str:
    """A warning that nobody will send."""
    return f"I will warn you of {condition} in {location}."


def remind(note: str, time: str, date: str = "") -> str:
    """A reminder that nobody will send either."""
    when = f" on {_day(_days(date)[0])}" if date else ""
    return f"I will remind you{when} at {time.removeprefix('T')}: {note}."


def trip(
    destination: str,
    date: str,
    people: int,
    origin: str = "",
    duration: str = "",
    budget: dict[str, object] | None = None,
) -> str:
    """A trip that leads nowhere."""
    if budget is not None and float(str(budget.get("amount", 0))) < 50 * people:
        raise AskAgain("budget", f"{budget.get('amount')} {budget.get('currency')} is not enough. What may it cost?")
    start = f" from {origin}" if origin else ""
    stay = f" for {_n_days(duration)} days" if duration else ""
    return f"Booked: {people} to {destination}{start}, {_day(_days(date)[0])}{stay}."


def share(person: str, location: str, date: str = "") -> str:
    """A message to somebody."""
    when = f" on {_day(_days(date)[0])}" if date else ""
    return f"Sent to {person}: the weather in {location}{when}."


def _number(*what: object) -> int:
    return crc32("|".join(str(part).casefold() for part in what).encode())


def _sky(location: str, day: object) -> str:
    if location.casefold() == "atlantis":
        raise AskAgain("location", "I know no place called Atlantis. Which one do you mean?")
    return SKIES[_number(location, day) % len(SKIES)]


def _celsius(location: str, day: object) -> int:
    return _number(day, location) % 30 - 2


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _days(text: str) -> list[date]:
    """The days of `2026-03-05` or `2026-03-07/2026-03-08`; at most a week of them."""
    first, _, last = text.partition("/")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise AskAgain("date", "I need a day, such as tomorrow. For which day?") from None
    if start > LAST_DAY:
        raise AskAgain("date", f"I do not know the weather after {LAST_DAY.year}. For which day?")
    return [start + timedelta(days=number) for number in range(min((end - start).days + 1, 7))]


def _n_days(duration: str) -> int:
    """How many days `P5D`, `P2W` or `P1M` are; 3 where that is not said."""
    number, unit = duration.removeprefix("P")[:-1], duration[-1:]
    return int(number) * {"D": 1, "W": 7, "M": 30}.get(unit, 0) if number.isdigit() else 3
