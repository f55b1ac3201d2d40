"""`chat.json`: what a chat bundle holds besides a recognizer's files: its bot, and what its intents' logits mean."""

from __future__ import annotations

import json
from math import isfinite

from onoma.bundle import Bundle
from onoma.chat.bot import Bot
from onoma.chat.bot_json import bot_to_json, json_to_bot
from onoma.chat.understanding.reader import IntentHead
from onoma.document import Value
from onoma.errors import BundleError

__all__ = ["CHAT", "chat_to_json", "head_of", "read_chat"]

CHAT = "chat.json"
_NUMBERS = ("temperature", "caution", "slot_weight")


def head_of(bot: Bot, **numbers: float) -> IntentHead:
    """The head of a bot's intents, in the order of the bot; `numbers` are `IntentHead`'s."""
    slots = {intent.name: frozenset(use.name for use in intent.slots) for intent in bot.intents}
    return IntentHead(tuple(slots), slots, **numbers)


def chat_to_json(bot: Bot, head: IntentHead) -> bytes:
    """The text of the file."""
    table: Value = {**{name: getattr(head, name) for name in _NUMBERS}, "bot": bot_to_json(bot)}
    return json.dumps(table, indent=1, ensure_ascii=False).encode()


def read_chat(bundle: Bundle) -> tuple[Bot, IntentHead]:
    """The bot of a bundle; raises `BundleError` when it has none or it can't be read."""
    if CHAT not in bundle.files:
        raise BundleError(f"{bundle.folder}: no bundle of a bot, it has no {CHAT}; `onoma chat train` makes them")
    try:
        table = json.loads(bundle.files[CHAT])
        numbers = {name: float(table[name]) for name in _NUMBERS}
        if not all(map(isfinite, numbers.values())) or numbers["temperature"] <= 0:
            raise ValueError(f"{numbers}")
        bot = json_to_bot(table["bot"])
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise BundleError(f"{bundle.folder / CHAT}: damaged ({error!r}); get the bundle again") from None
    return bot, head_of(bot, **numbers)
