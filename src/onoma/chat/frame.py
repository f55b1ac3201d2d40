"""`Frame`: a turn of a chat understood, as an intent and its slots; and what gives frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from onoma.chat.bot import SlotType
from onoma.document import Value

__all__ = ["FALLBACK", "Frame", "Slot", "SlotReader", "Understander", "frame_to_value"]

FALLBACK = ""
"""The intent of a frame that was not understood: out of scope, or too unsure."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter found at `[start, end)` of the utterance, half-open code points; `value` is what it means.

    `value` is None where the text could not be normalised to the slot's type. `others` are what it may mean as well,
    where it is open (03/04, a synonym of two entries); a dialogue asks back then.
    """

    start: int
    end: int
    name: str
    text: str
    value: Value = None
    score: float | None = None
    others: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What the user wants (`intent`, probability `score`) and with which parameters (`slots`, in order of the text).

    `intent` is `FALLBACK` below the bot's threshold; `ranked` holds the probability of every intent all the same,
    the most probable first.
    """

    text: str
    intent: str
    score: float
    slots: tuple[Slot, ...] = ()
    ranked: Mapping[str, float] = field(default_factory=dict)


class Understander(Protocol):
    """Anything that understands utterances: a trained chat bundle, or a rule in a test."""

    def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
        """The frame of one utterance; "tomorrow" counts from `reference`, or else from now."""
        ...


class SlotReader(Protocol):
    """Anything that reads an answer to "which place?" or "for which day?"; a chat bundle is one too."""

    def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
        """The slot found in the text, of which it may be a part ("on Friday, please"), or None if there is none.

        Text slots take the whole text; what can't be normalised to the slot's type is no answer, so None too.
        """
        ...


def frame_to_value(frame: Frame) -> dict[str, Value]:
    """The frame as `onoma chat parse` writes it in JSON."""
    slots: list[Value] = []
    for slot in frame.slots:
        row: dict[str, Value] = {"start": slot.start, "end": slot.end, "name": slot.name, "text": slot.text}
        slots.append(row | {"value": slot.value})
    return {"text": frame.text, "intent": frame.intent, "score": frame.score, "slots": slots}
