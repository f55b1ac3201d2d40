"""Which slots of a task a turn fills, and with what: by name, by kind ("and in London?"), or as an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from onoma.chat.bot import Bot, SlotKind, SlotType
from onoma.chat.dialogue.phrases import Phrases, words_of
from onoma.chat.dialogue.state import AskedSlot, Filled, Task
from onoma.chat.dialogue.turns import Turn
from onoma.chat.frame import FALLBACK, Frame, Slot, SlotReader

__all__ = ["Filling", "Given"]

_NAMES: frozenset[SlotKind] = frozenset(("location", "person"))
_AS_SAID: frozenset[SlotKind] = _NAMES | {"text"}
"""Kinds whose text is good enough where it has no value."""

_MAX_NAME_WORDS = 4


class Given(NamedTuple):
    """What a turn gives to a task, and the words that name a slot and could not be read as one."""

    slots: Mapping[str, Filled]
    unreadable: str = ""


class Filling:
    """Finds what a turn gives to a task of a bot."""

    def __init__(self, bot: Bot, reader: SlotReader, phrases: Phrases) -> None:
        self._bot, self._reader, self._phrases = bot, reader, phrases

    def is_elliptical(self, turn: Turn) -> bool:
        """Whether the turn names slots and else says nothing: "and in London?"."""
        frame = turn.content
        return bool(frame.slots) and self._phrases.is_filler(_outside(frame))

    def named(self, task: Task, turn: Turn) -> Given:
        """The slots of the turn that the task has by those names."""
        taken: dict[str, Slot] = {}
        for slot in self._meant(turn.content):
            if slot.name in self.uses(task):
                taken.setdefault(slot.name, slot)
        return self._read(task, turn, taken)

    def by_kind(self, task: Task, turn: Turn) -> Given:
        """The same, and others that can stand for a slot of the task of their kind.

        A place goes to the slot that was asked for if that is a place, else to the place given last, else to the first
        that is empty.
        """
        taken: dict[str, Slot] = {}
        for slot in self._meant(turn.content):
            name = slot.name if slot.name in self.uses(task) and slot.name not in taken else None
            name = name or next((name for name in self._like(task, slot) if name not in taken), None)
            if name is not None:
                taken[name] = slot
        return self._read(task, turn, taken)

    def by_name(self, task: Task, turn: Turn) -> Given:
        """The slot that the turn calls by its name: "change the recipient to Anna", "the time is nine"."""
        name, text = self._phrases.named(turn.content.text)
        slot = next((use for use in self.uses(task) if name in (use.replace("_", " "), use)), None)
        if slot is None:
            return Given({})
        found = self._reader.read_slot(self._bot.slots[slot], text, reference=turn.reference)
        filled = _filled(found) if found and self._is_all(found, text) else None
        if filled is None and self._bot.slots[slot].kind in _AS_SAID:
            filled = Filled(text, text)
        return Given({slot: _in_the_same_money(filled, task.slots.get(slot))} if filled else {}, text)

    def answer(self, slot: str, turn: Turn) -> Filled | None:
        """What the turn as a whole says to "which <slot>?"; None if it says something else, or more."""
        kind, frame = self._bot.slots[slot], turn.content
        text = frame.text
        seen = [found for found in frame.slots if self._is_all(found, text) and self._may_be(found, kind, frame)]
        if seen:
            return _filled(seen[0])
        for carrier in ("{}", *self._phrases.carriers.get(kind.kind, ())):
            carried = carrier.format(text.strip(" .!?"))
            found = self._reader.read_slot(kind, carried, reference=turn.reference)
            if found is not None and self._is_all(found, carried):
                return _filled(found) if carrier == "{}" else replace(_filled(found), text=text.strip())
        return None

    def name(self, slot: str, turn: Turn) -> Filled | None:
        """The turn as a place or a person that nobody has heard of; None if it doesn't look like a name."""
        text = turn.content.text.strip().rstrip(".!")
        is_plain = all(c.isalpha() or c in " '’-.," for c in text) and len(words_of(text)) <= _MAX_NAME_WORDS
        if self._bot.slots[slot].kind not in _NAMES or not is_plain or not self._phrases.may_name(text):
            return None
        start = self._after_filler(text)
        return Filled(text[start:], text[start:])

    def alone(self, task: Task, turn: Turn) -> Given:
        """The turn as nothing but the value of one slot, those given last tried first: "no, two", "Saturday?".

        A place or a person is believed in only after words like "no" and "what about".
        """
        no_kinds = ("text",) if turn.lead else _AS_SAID
        for name in [*reversed(list(task.slots)), *(name for name in self.uses(task) if name not in task.slots)]:
            if self._bot.slots[name].kind not in no_kinds and (filled := self.answer(name, turn)) is not None:
                return Given({name: _in_the_same_money(filled, task.slots.get(name))})
        return Given({})

    def uses(self, task: Task) -> list[str]:
        """The slots of the task's intent, in the order in which they are asked for."""
        return [use.name for use in self._bot.intent(task.intent).slots]

    def _like(self, task: Task, slot: Slot) -> Iterator[str]:
        """The slots of the task that have the kind of this one, the likeliest first."""
        kind = self._bot.slots.get(slot.name)
        same = [name for name in self.uses(task) if kind is not None and _are_alike(self._bot.slots[name], kind)]
        if isinstance(task.asked, AskedSlot) and task.asked.slot in same:
            yield task.asked.slot
        yield from (name for name in reversed(list(task.slots)) if name in same)
        yield from (name for name in same if name not in task.slots)

    def _meant(self, frame: Frame) -> list[Slot]:
        """The slots but for those that the user denies, if there are others: "not Paris, London".

        Of two values for one slot, the second counts after "no wait"; after "and" and "or" the slot has two readings.
        """
        meant: list[Slot] = []
        kept = [slot for slot in frame.slots if not self._phrases.is_negated(frame.text, slot.start)]
        for slot in kept or frame.slots:
            before = meant[-1] if meant and meant[-1].name == slot.name else None
            between = set(words_of(frame.text[before.end : slot.start])) if before else set()
            if before and between & self._phrases.repairs:
                meant[-1] = slot
            elif before and between & self._phrases.joints and None not in (before.value, slot.value):
                others = (*before.others, slot.value) if slot.value != before.value else before.others
                text = frame.text[before.start : slot.end]
                meant[-1] = replace(before, end=slot.end, text=text, others=others)
            else:
                meant.append(slot)
        return meant

    def _read(self, task: Task, turn: Turn, found: Mapping[str, Slot]) -> Given:
        slots: dict[str, Filled] = {}
        unreadable = ""
        for name, slot in found.items():
            filled = self._readable(name, slot, turn)
            if filled is None:
                unreadable = slot.text
            else:
                slots[name] = _in_the_same_money(filled, task.slots.get(name))
        return Given(slots, unreadable)

    def _readable(self, name: str, slot: Slot, turn: Turn) -> Filled | None:
        if slot.name == name and slot.value is not None:
            return _filled(slot)
        again = self._reader.read_slot(self._bot.slots[name], slot.text, reference=turn.reference)
        if again is not None and again.value is not None:
            return replace(_filled(again), text=slot.text)
        return Filled(slot.text) if self._bot.slots[name].kind in _AS_SAID else None

    def _may_be(self, found: Slot, kind: SlotType, frame: Frame) -> bool:
        """Whether what the model takes for another slot is one of this kind, in answer to the question for it.

        "To buy milk" is about milk, whichever text it was taken for; and where the model understood no intent, a name
        is that of a place if the question was for a place.
        """
        other = self._bot.slots.get(found.name)
        if other is None:
            return False
        if kind.kind == "text":
            return other.kind == "text"
        return kind.kind in _NAMES and other.kind in _NAMES - {kind.kind} and frame.intent == FALLBACK

    def _is_all(self, found: Slot, text: str) -> bool:
        """Whether the text says nothing beside the slot."""
        return self._phrases.is_filler(text[: found.start] + " " + text[found.end :])

    def _after_filler(self, text: str) -> int:
        position = 0
        for word in text.split():
            if not self._phrases.is_filler(word):
                break
            position = text.index(word, position) + len(word)
        return position + len(text[position:]) - len(text[position:].lstrip(" ,"))


def _filled(slot: Slot) -> Filled:
    return Filled(slot.text, slot.value, slot.others)


def _in_the_same_money(filled: Filled, before: Filled | None) -> Filled:
    """An amount without a currency is one of the currency that was said before: "no, 200"."""
    value, known = filled.value, before.value if before else None
    if not isinstance(value, dict) or not isinstance(known, dict) or value.get("currency", "") is not None:
        return filled
    return replace(filled, value={**value, "currency": known.get("currency")})


def _are_alike(one: SlotType, other: SlotType) -> bool:
    """Whether a value of one may stand for the other; lists only with themselves."""
    return one.name == other.name or (one.kind == other.kind and one.kind not in ("list", "text"))


def _outside(frame: Frame) -> str:
    """The text without its slots."""
    pieces: list[str] = []
    position = 0
    for slot in frame.slots:
        pieces.append(frame.text[position : slot.start])
        position = max(position, slot.end)
    return " ".join([*pieces, frame.text[position:]])
