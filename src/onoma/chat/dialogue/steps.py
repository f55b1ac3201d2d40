"""What a turn comes to: the new state, what is said, and the call to make; and what may come of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from onoma.chat.bot import HttpCall, PythonCall
from onoma.chat.dialogue.state import State
from onoma.document import Value

__all__ = ["Call", "Failed", "NeedsSlot", "Outcome", "Said", "Step"]


@dataclass(frozen=True, slots=True)
class Call:
    """An action to run, with the meaning of each slot that was given."""

    action: PythonCall | HttpCall
    intent: str
    slots: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """The state after a turn and what is said; with a `call`, what came of it has to be told to the policy next."""

    state: State
    replies: tuple[str, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The action is done; its text is for the user, and may be empty."""

    text: str


@dataclass(frozen=True, slots=True)
class NeedsSlot:
    """The action can't use what a slot was given, and says why."""

    slot: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The action failed or took too long; the reason is not for the user."""

    reason: str


Outcome: TypeAlias = Said | NeedsSlot | Failed
