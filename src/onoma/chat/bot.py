"""`Bot`: what a bot file says, as frozen records. Reading and checking the file is `bot_file`'s job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from onoma.document import Document

__all__ = ["Action", "Bot", "HttpCall", "Intent", "PythonCall", "SlotKind", "SlotType", "SlotUse"]

SlotKind: TypeAlias = Literal["date", "time", "number", "money", "duration", "location", "person", "list", "text"]


@dataclass(frozen=True, slots=True)
class SlotType:
    """A slot that intents may use.

    `synonyms` maps each entry of a list slot to its other names; a slot of another kind may have some too.
    """

    name: str
    kind: SlotKind
    question: str = ""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SlotUse:
    """A slot in an intent; `question` is asked when it is required and missing (the slot's own when empty)."""

    name: str
    required: bool = False
    question: str = ""


@dataclass(frozen=True, slots=True)
class PythonCall:
    """`module:function`, called with the values of the slots as keyword arguments; returns the answer."""

    target: str
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A request with the intent and the slots as JSON; the answer's `text` is said."""

    url: str
    method: Literal["GET", "POST"] = "POST"
    timeout_s: float = 10.0


Action: TypeAlias = PythonCall | HttpCall | str
"""A call, or a text to say, where `{slot}` stands for the slot's text."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a user may want. The labels of the examples' entities are names of slots.

    `confirm` is asked before the action when it is not empty; `{slot}` in it stands for the slot's text.
    `title` is how the bot names it to a user ("booking a trip"); the name with blanks when empty.
    """

    name: str
    examples: tuple[Document, ...]
    slots: tuple[SlotUse, ...] = ()
    action: Action = ""
    confirm: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bot:
    """Intents, the slots they share, and what is said when nothing else fits.

    `responses` are the sentences of the bot itself by name (greeting, fallback, apology, cancelled, help …).
    `out_of_scope` are texts that the bot should not take for any of its intents.
    """

    intents: tuple[Intent, ...]
    slots: Mapping[str, SlotType] = field(default_factory=dict)
    threshold: float = 0.4
    language: str = "en"
    responses: Mapping[str, str] = field(default_factory=dict)
    out_of_scope: tuple[str, ...] = ()

    def intent(self, name: str) -> Intent:
        """The intent of that name. Raises `KeyError` when the bot has none."""
        for intent in self.intents:
            if intent.name == name:
                return intent
        raise KeyError(name)
