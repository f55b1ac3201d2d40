"""What a text mentions that a slot of some kind may hold, found by rules and by the model `en`, with its value.

The network finds slots by their surroundings; what stands here is found by its own form, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from threading import Lock

from onoma.chat.bot import SlotKind, SlotType
from onoma.chat.understanding.dates import date_of, shifted
from onoma.chat.understanding.entries import Entries
from onoma.document import Document, Entity, Value
from onoma.recognizer import Recognizer, annotated

__all__ = ["Mention", "Mentions", "written_value"]

_LABELS: Mapping[SlotKind, str] = {"location": "LOC", "person": "PERSON"}
_SETTINGS: Mapping[SlotKind, tuple[str, ...]] = {
    "date": ("on {}",),
    "time": ("at {}", "{} o'clock"),
    "duration": ("for {}",),
}
"""What makes a date of 3/4, a time of 5, and a duration of "a day", where it is known that they are meant so."""

_LEAST_SCORE = 0.5
_POUNDS = re.compile(r"\bpounds?\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|after)\s+\Z", re.IGNORECASE)
_SLASHED = re.compile(r"\d/\d")
_SMALL_WORDS = frozenset(
    ("and", "at", "by", "da", "de", "del", "der", "di", "du", "in", "la", "le", "of", "on", "the", "upon")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something at `[start, end)` of the text, what it means, and what it may mean as well."""

    start: int
    end: int
    value: Value
    others: tuple[Value, ...] = ()
    score: float | None = None


class Mentions:
    """What one text mentions; each recognizer reads it once, when it is first asked for.

    `reference` is when the text was written.
    """

    def __init__(self, text: str, reference: datetime) -> None:
        self._text, self._reference = text, reference

    def of(self, slot: SlotType) -> list[Mention]:
        """What may stand in the slot, in order; nothing for free text."""
        listed = [
            Mention(start, end, values[0], tuple(values[1:])) for start, end, values in _entries(slot).find(self._text)
        ]
        reader = _READERS.get(slot.kind)
        free = [
            mention
            for mention in (reader(self) if reader else ())
            if not any(mention.start < known.end and known.start < mention.end for known in listed)
        ]
        return sorted([*listed, *free], key=lambda mention: mention.start)

    def alone(self, slot: SlotType, start: int, end: int) -> Mention | None:
        """What `text[start:end]` by itself says for the slot: the longest mention in it with a value."""
        text = self._text[start:end]
        for setting in ("{}", *_SETTINGS.get(slot.kind, ())):
            lead, tail = setting.split("{}")
            known = Mentions(lead + text + tail, self._reference).of(slot)
            inside = [mention for mention in known if mention.value is not None and mention.start >= len(lead)]
            if inside:
                best = max(inside, key=lambda mention: mention.end - mention.start)
                shift = start - len(lead)
                return replace(best, start=best.start + shift, end=min(best.end + shift, end))
        return None

    @cached_property
    def _values(self) -> tuple[Entity, ...]:
        return self._valued(day_first=False)

    def _valued(self, *, day_first: bool) -> tuple[Entity, ...]:
        fields: dict[str, Value] = {"reference": self._reference.isoformat(), "day_first": day_first}
        return next(annotated(_rules(), [Document(self._text, fields=fields)])).entities

    @cached_property
    def _named(self) -> tuple[Entity, ...]:
        with _names_alone:
            return _names()(self._text).entities

    def dates(self) -> Iterator[Mention]:
        """Days and longer, also where a part of the day is named with its day, and "in two weeks"."""
        swapped = {}
        if _SLASHED.search(self._text):
            swapped = {(e.start, e.end): e.value for e in self._valued(day_first=True)}
        for entity in self._values:
            if entity.label not in ("DATE", "TIME"):
                continue
            if _is_duration(entity.value):
                if before := _IN.search(self._text, 0, entity.start):
                    day = shifted(self._reference, str(entity.value))
                    if day is not None:
                        yield Mention(before.start(), entity.end, day)
                continue
            day = date_of(entity.value)
            if day is not None or entity.label == "DATE":
                other = date_of(swapped.get((entity.start, entity.end), entity.value))
                yield Mention(entity.start, entity.end, day, () if other == day else (other,))

    def times(self) -> Iterator[Mention]:
        """Times of the day, without their day."""
        for entity in self._values:
            if entity.label == "TIME" and not _is_duration(entity.value):
                value = entity.value
                if isinstance(value, str):
                    value = "/".join(part[part.find("T") :] for part in value.split("/"))
                yield Mention(entity.start, entity.end, value)

    def durations(self) -> Iterator[Mention]:
        """Lengths of time."""
        for entity in self._values:
            if entity.label in ("DATE", "TIME") and _is_duration(entity.value):
                yield Mention(entity.start, entity.end, entity.value)

    def numbers(self) -> Iterator[Mention]:
        """Numbers, and what is counted, measured or placed by one."""
        for entity in self._values:
            if entity.label in ("CARDINAL", "ORDINAL", "PERCENT"):
                yield Mention(entity.start, entity.end, entity.value)
            elif entity.label == "QUANTITY" and isinstance(entity.value, dict):
                yield Mention(entity.start, entity.end, entity.value.get("amount"))

    def amounts(self) -> Iterator[Mention]:
        """Amounts of money; a bare number is one without a currency, and pounds weigh nothing here."""
        for entity in self._values:
            if entity.label == "MONEY":
                yield Mention(entity.start, entity.end, entity.value)
            elif entity.label == "QUANTITY" and _POUNDS.search(self._text, entity.start, entity.end):
                yield Mention(entity.start, entity.end, _in_pounds(entity.value))
            elif entity.label == "CARDINAL" and isinstance(entity.value, (int, float)):
                yield Mention(entity.start, entity.end, {"amount": entity.value, "currency": None})

    def names(self, kind: SlotKind) -> Iterator[Mention]:
        """Names of places or persons."""
        for entity in self._named:
            if entity.label == _LABELS[kind] and (entity.score or 0.0) >= _LEAST_SCORE:
                value = spelled_name(self._text[entity.start : entity.end])
                yield Mention(entity.start, entity.end, value, score=entity.score)


_READERS: Mapping[SlotKind, Callable[[Mentions], Iterator[Mention]]] = {
    "date": Mentions.dates,
    "time": Mentions.times,
    "duration": Mentions.durations,
    "number": Mentions.numbers,
    "money": Mentions.amounts,
    "location": lambda mentions: mentions.names("location"),
    "person": lambda mentions: mentions.names("person"),
}


def written_value(slot: SlotType, text: str) -> Value:
    """What a text means that a network took for the slot and nobody else knows; None if it means nothing.

    A list entry may be misspelt.
    """
    if slot.kind == "text":
        return text
    if slot.kind in _LABELS:
        return spelled_name(text)
    return _entries(slot).closest(text)


def spelled_name(text: str) -> str:
    """A name in capitals where it was written without any."""
    if not text.islower():
        return text
    words = re.split(r"(\W+)", text)
    return "".join(word if place and word in _SMALL_WORDS else word.capitalize() for place, word in enumerate(words))


def _in_pounds(weight: Value) -> Value:
    """The amount of money that looks like this weight."""
    numbers = weight.items() if isinstance(weight, dict) else ()
    return {**{name: value for name, value in numbers if name != "unit"}, "currency": "GBP"}


def _is_duration(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("P")


@cache
def _rules() -> Recognizer:
    from onoma.rules.values import Values

    return Values()


_names_alone = Lock()
"""A recognizer remembers words, and many users may speak at once."""


@cache
def _names() -> Recognizer:
    from onoma.runtime import load

    return load("en")


_known_entries: dict[str, Entries] = {}


def _entries(slot: SlotType) -> Entries:
    key = repr(sorted(slot.synonyms.items()))
    if key not in _known_entries:
        _known_entries[key] = Entries(slot.synonyms)
    return _known_entries[key]
