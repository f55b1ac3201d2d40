"""Where a conversation stands, as frozen records: what the user is at, what was asked, what was interrupted.

Nothing happens here: `policy` says how one state follows from another, `state_json` how one is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from onoma.document import Value

__all__ = [
    "Asked",
    "AskedConfirm",
    "AskedRetry",
    "AskedSlot",
    "AskedValue",
    "Filled",
    "State",
    "Task",
]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a slot was given: the user's words, what they mean, and what else they may mean until that is settled."""

    text: str
    value: Value = None
    others: tuple[Value, ...] = ()

    @property
    def meaning(self) -> Value:
        """The value, or the words where nothing better is known."""
        return self.text if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class AskedSlot:
    """ "For which day?": any answer that can be read as the slot."""

    slot: str


@dataclass(frozen=True, slots=True)
class AskedValue:
    """ "Is that 4 March or 3 April?": the slot has been given words with several readings."""

    slot: str


@dataclass(frozen=True, slots=True)
class AskedConfirm:
    """ "Shall I …?": yes or no, or a correction."""


@dataclass(frozen=True, slots=True)
class AskedRetry:
    """The action failed: "shall I try again?"."""


Asked: TypeAlias = AskedSlot | AskedValue | AskedConfirm | AskedRetry


@dataclass(frozen=True, slots=True)
class Task:
    """An intent that the user is at, with the slots given so far, those given last at the end.

    `asked` is the open question about it; None before anything was asked, and while its action runs.
    `n_interrupted` counts the other tasks that came between.
    """

    intent: str
    slots: Mapping[str, Filled] = field(default_factory=dict)
    asked: Asked | None = None
    n_interrupted: int = 0

    def given(self, slots: Mapping[str, Filled]) -> Task:
        """The same task with these slots as well, or instead of what they had."""
        kept = {name: filled for name, filled in self.slots.items() if name not in slots}
        return replace(self, slots={**kept, **slots})

    def without(self, name: str) -> Task:
        """The same task with that slot empty."""
        return replace(self, slots={key: filled for key, filled in self.slots.items() if key != name})


@dataclass(frozen=True, slots=True)
class State:
    """A conversation between two turns; an empty one is a conversation that has not begun.

    `tasks` holds what was interrupted and, at the end, what the user is at. `choices` are intents among which the
    user was asked to choose. `last` is what was finished last: "and in London?" goes on from there; `just_done` says
    that it was in the turn before. `n_misses` counts the turns in a row that were not understood, `n_turns` all.
    """

    tasks: tuple[Task, ...] = ()
    choices: tuple[Task, ...] = ()
    last: Task | None = None
    just_done: bool = False
    n_misses: int = 0
    n_turns: int = 0

    @property
    def task(self) -> Task | None:
        """What the user is at."""
        return self.tasks[-1] if self.tasks else None
