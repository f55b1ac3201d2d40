"""Bots: what a user wants (the intent), with which parameters (the slots), and the conversation about it.

    >>> import onoma.chat
    >>> understand = onoma.chat.load("my-bot")
    >>> understand("what is the weather in Paris tomorrow?").intent
    'weather'

`load` gives what understands single utterances, `open_chat` a bot to talk with, `app` the same over HTTP.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onoma.chat.dialogue.ask_again import AskAgain
from onoma.chat.frame import FALLBACK, Frame, Slot

if TYPE_CHECKING:
    from onoma.chat.bot import Bot
    from onoma.chat.dialogue import Actions, Chat
    from onoma.chat.understanding.understander import ChatUnderstander
    from onoma.chat.web import ChatApp, Limits

__all__ = ["FALLBACK", "AskAgain", "Frame", "Slot", "app", "load", "open_chat", "read_bot"]


def load(bundle: str | Path) -> ChatUnderstander:
    """The understander of a bundle that `onoma chat train` wrote: an utterance in, its frame out.

    Raises `BundleError` when there is none, when it is damaged, edited or newer, or not a bot's.
    """
    from onoma.chat.understanding.understander import load as load_understander

    return load_understander(bundle)


def read_bot(path: str | Path) -> Bot:
    """The bot of a bot.yaml, of Snips' JSON, or of a folder with seq.in, seq.out and label.

    Raises `CorpusError` at the line of what is wrong, and `InputError` for what is none of these.
    """
    from onoma.chat.bot_file import read_bot as read_bot_file

    return read_bot_file(path)


def open_chat(
    bundle: str | Path,
    *,
    actions: str | Path | Actions | None = None,
    sessions: str | Path = ":memory:",
    expire_after_s: float = 86_400.0,
) -> Chat:
    """The bot of a bundle, to talk with: `open_chat("my-bot").say("hello").replies`.

    `actions` is the folder with the modules that the bot calls; without it none is imported. `sessions` is a file that
    keeps the conversations; one in which nothing is said for `expire_after_s` is forgotten.
    """
    from onoma.chat.opening import open_chat as open_bundle_chat

    return open_bundle_chat(bundle, actions=actions, sessions=sessions, expire_after_s=expire_after_s)


def app(
    bundle: str | Path,
    *,
    actions: str | Path | Actions | None = None,
    sessions: str | Path = ":memory:",
    expire_after_s: float = 86_400.0,
    limits: Limits | None = None,
) -> ChatApp:
    """The bot of a bundle as an ASGI application with `POST /chat`; the arguments are those of `open_chat`."""
    from onoma.chat.web import ChatApp

    return ChatApp(open_chat(bundle, actions=actions, sessions=sessions, expire_after_s=expire_after_s), limits)
