"""A state to JSON and back, for keeping it; what can't be read is told, never guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from onoma.chat.dialogue.state import Asked, AskedConfirm, AskedRetry, AskedSlot, AskedValue, Filled, State, Task
from onoma.document import Value

__all__ = ["StateError", "json_to_state", "state_to_json"]

_VERSION = 1
_ASKED: Mapping[str, type[Asked]] = {
    "slot": AskedSlot,
    "value": AskedValue,
    "confirm": AskedConfirm,
    "retry": AskedRetry,
}
_NAMES = {kind: name for name, kind in _ASKED.items()}


class StateError(ValueError):
    """JSON that is no state of this version."""


def state_to_json(state: State) -> str:
    """One line of JSON."""
    table: dict[str, Value] = {
        "version": _VERSION,
        "tasks": [_task_to_value(task) for task in state.tasks],
        "choices": [_task_to_value(task) for task in state.choices],
        "last": None if state.last is None else _task_to_value(state.last),
        "just_done": state.just_done,
        "n_misses": state.n_misses,
        "n_turns": state.n_turns,
    }
    return json.dumps(table, ensure_ascii=False)


def _task_to_value(task: Task) -> Value:
    slots: dict[str, Value] = {name: [slot.text, slot.value, list(slot.others)] for name, slot in task.slots.items()}
    asked = _asked_to_value(task.asked)
    return {"intent": task.intent, "slots": slots, "asked": asked, "n_interrupted": task.n_interrupted}


def _asked_to_value(asked: Asked | None) -> Value:
    if asked is None:
        return None
    return [_NAMES[type(asked)], *(str(getattr(asked, field.name)) for field in fields(asked))]


def json_to_state(line: str) -> State:
    """The state; raises `StateError` for what `state_to_json` of this version did not write."""
    try:
        table = json.loads(line)
        if table["version"] != _VERSION:
            raise StateError(f"version {table['version']!r}, not {_VERSION}")
        return State(
            tuple(map(_task, table["tasks"])),
            tuple(map(_task, table["choices"])),
            None if table["last"] is None else _task(table["last"]),
            bool(table["just_done"]),
            int(table["n_misses"]),
            int(table["n_turns"]),
        )
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise StateError(f"no state of a conversation: {error}") from None


def _task(table: dict[str, Any]) -> Task:
    slots = {name: Filled(str(text), value, tuple(others)) for name, (text, value, others) in table["slots"].items()}
    asked = None if table["asked"] is None else _ASKED[table["asked"][0]](*table["asked"][1:])
    return Task(str(table["intent"]), slots, asked, int(table["n_interrupted"]))
