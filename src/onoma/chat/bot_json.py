"""A bot as what JSON holds, as it stands in a bundle: everything but most of its examples."""

from __future__ import annotations

from typing import get_args

from onoma.chat.bot import Action, Bot, HttpCall, Intent, PythonCall, SlotKind, SlotType, SlotUse
from onoma.document import Document, Value

__all__ = ["bot_to_json", "json_to_bot"]

_SHOWN_EXAMPLES = 3
_KINDS: dict[str, SlotKind] = {kind: kind for kind in get_args(SlotKind)}


def bot_to_json(bot: Bot) -> Value:
    """The bot, with the texts of the first examples of each intent."""
    return {
        "language": bot.language,
        "threshold": bot.threshold,
        "slots": [
            {
                "name": slot.name,
                "kind": slot.kind,
                "question": slot.question,
                "synonyms": {entry: list(names) for entry, names in slot.synonyms.items()},
            }
            for slot in bot.slots.values()
        ],
        "intents": [_intent_to_json(intent) for intent in bot.intents],
        "responses": dict(bot.responses),
        "out_of_scope": list(bot.out_of_scope),
    }


def _intent_to_json(intent: Intent) -> Value:
    return {
        "name": intent.name,
        "title": intent.title,
        "examples": [example.text for example in intent.examples[:_SHOWN_EXAMPLES]],
        "slots": [{"name": use.name, "required": use.required, "question": use.question} for use in intent.slots],
        "action": _action_to_json(intent.action),
        "confirm": intent.confirm,
    }


def _action_to_json(action: Action) -> Value:
    if isinstance(action, PythonCall):
        return {"python": action.target, "timeout_s": action.timeout_s}
    if isinstance(action, HttpCall):
        return {"http": action.url, "method": action.method, "timeout_s": action.timeout_s}
    return action


def json_to_bot(value: Value) -> Bot:
    """The bot that `bot_to_json` gave; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    table = _table(value)
    slots = [_slot(item) for item in _items(table["slots"])]
    return Bot(
        tuple(_intent(item) for item in _items(table["intents"])),
        {slot.name: slot for slot in slots},
        _number(table["threshold"]),
        _text(table["language"]),
        {name: _text(text) for name, text in _table(table["responses"]).items()},
        tuple(_text(text) for text in _items(table["out_of_scope"])),
    )


def _slot(value: Value) -> SlotType:
    table = _table(value)
    synonyms = {entry: tuple(map(_text, _items(names))) for entry, names in _table(table["synonyms"]).items()}
    return SlotType(_text(table["name"]), _KINDS[_text(table["kind"])], _text(table["question"]), synonyms)


def _intent(value: Value) -> Intent:
    table = _table(value)
    uses = (_table(item) for item in _items(table["slots"]))
    return Intent(
        _text(table["name"]),
        tuple(Document(_text(text)) for text in _items(table["examples"])),
        tuple(SlotUse(_text(use["name"]), use["required"] is True, _text(use["question"])) for use in uses),
        _action(table["action"]),
        _text(table["confirm"]),
        _text(table["title"]),
    )


def _action(value: Value) -> Action:
    if isinstance(value, str):
        return value
    table = _table(value)
    timeout_s = _number(table["timeout_s"])
    if "python" in table:
        return PythonCall(_text(table["python"]), timeout_s)
    return HttpCall(_text(table["http"]), "GET" if table["method"] == "GET" else "POST", timeout_s)


def _table(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a table")
    return value


def _items(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _number(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    return float(value)
