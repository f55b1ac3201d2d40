"""`chat.json`: what a chat bundle holds besides a recognizer's files: its bot, and what its intents' logits mean."""

from __future__ import annotations

import json

from onoma.bundle import Bundle
from onoma.chat.bot import Bot
from onoma.chat.bot_json import bot_to_json, json_to_bot
from onoma.chat.understanding.reader import IntentHead
from onoma.document import Value
from onoma.errors import BundleError

__all__ = ["CHAT", "chat_to_json", "head_of", "read_chat"]

CHAT = "chat.json"


def head_of(bot: Bot, temperature: float = 1.0, caution: float = 0.0) -> IntentHead:
    """The head of a bot's intents, in the order of the bot."""
    slots = {intent.name: frozenset(use.name for use in intent.slots) for intent in bot.intents}
    return IntentHead(tuple(slots), slots, temperature, caution)


def chat_to_json(bot: Bot, head: IntentHead) -> bytes:
    """The text of the file."""
    table: Value = {"temperature": head.temperature, "caution": head.caution, "bot": bot_to_json(bot)}
    return json.dumps(table, indent=1, ensure_ascii=False).encode()


def read_chat(bundle: Bundle) -> tuple[Bot, IntentHead]:
    """The bot of a bundle; raises `BundleError` when it has none or it can't be read."""
    if CHAT not in bundle.files:
        raise BundleError(f"{bundle.folder}: no bundle of a bot, it has no {CHAT}; `onoma chat train` makes them")
    try:
        table = json.loads(bundle.files[CHAT])
        temperature, caution = float(table["temperature"]), float(table["caution"])
        if not 0 < temperature < float("inf") or not abs(caution) < float("inf"):
            raise ValueError(f"temperature {temperature}, caution {caution}")
        bot = json_to_bot(table["bot"])
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise BundleError(f"{bundle.folder / CHAT}: damaged ({error!r}); get the bundle again") from None
    return bot, head_of(bot, temperature, caution)
