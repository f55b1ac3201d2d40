"""A bundle as a bot to talk with: `open_chat`, and `BundleChats` for whoever opens it in several processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onoma.chat.dialogue import Actions, BotUnderstander, Chat, Sessions
from onoma.chat.dialogue.conversations import longest_turn_s

__all__ = ["BundleChats", "open_chat"]


def open_chat(
    bundle: str | Path,
    *,
    actions: str | Path | Actions | None = None,
    sessions: str | Path = ":memory:",
    expire_after_s: float = 86_400.0,
) -> Chat:
    """The bot of a chat bundle.

    `actions` is the folder with the modules that it calls, without which none is imported. `sessions` is a file that
    keeps the conversations; one in which nothing is said for `expire_after_s` is forgotten.
    """
    understander = _loaded(str(bundle))
    kept = Sessions(sessions, expire_after_s=expire_after_s, turn_s=longest_turn_s(understander.bot))
    given = actions if isinstance(actions, Actions) else Actions(actions)
    return Chat(understander, sessions=kept, actions=given)


@dataclass(frozen=True, slots=True)
class BundleChats:
    """Opens the bot of a bundle on any sessions; picklable, so that other processes can, too."""

    bundle: str
    actions: str | None = None

    def __call__(self, sessions: Sessions) -> Chat:
        """The bot; the bundle is read once for each process."""
        return Chat(_loaded(self.bundle), sessions=sessions, actions=Actions(self.actions))


@cache
def _loaded(bundle: str) -> BotUnderstander:
    from onoma.chat.understanding.understander import load

    return load(bundle)
