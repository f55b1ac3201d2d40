"""`Chat`: understanding, policy, sessions and actions together; a text of a session in, replies out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from onoma.chat.bot import Bot, HttpCall, PythonCall
from onoma.chat.dialogue.actions import Actions
from onoma.chat.dialogue.policy import Policy
from onoma.chat.dialogue.policy_settings import PolicySettings
from onoma.chat.dialogue.sessions import Sessions
from onoma.chat.dialogue.state import State
from onoma.chat.dialogue.steps import Call, Outcome, Step
from onoma.chat.dialogue.turns import read_turn
from onoma.chat.frame import Frame, SlotReader, Understander
from onoma.errors import InputError

__all__ = ["Answer", "BotUnderstander", "Chat", "check_session", "longest_turn_s"]

MAX_SESSION_CHARACTERS = 128
_SPARE_S = 30.0


class BotUnderstander(Understander, SlotReader, Protocol):
    """What understands the utterances of one bot, and says which bot that is; a chat bundle does."""

    @property
    def bot(self) -> Bot:
        """The bot."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says to a turn, how it understood it, and where the conversation stands then."""

    replies: tuple[str, ...]
    frame: Frame
    state: State


class Chat:
    """A bot with which many may talk at once; safe for threads.

    Without `sessions`, conversations last as long as the process; without `actions`, the bot may say texts only.
    Raises `SettingsError` when an action that the bot calls is missing or doesn't take its slots.
    """

    def __init__(
        self,
        understander: BotUnderstander,
        *,
        sessions: Sessions | None = None,
        actions: Actions | None = None,
        settings: PolicySettings | None = None,
    ) -> None:
        self._understander = understander
        self._reading = threading.Lock()
        self.policy = Policy(understander.bot, understander, settings)
        self.sessions = Sessions(turn_s=longest_turn_s(understander.bot)) if sessions is None else sessions
        given = Actions() if actions is None else actions
        given.prepare(understander.bot)
        self.actions: Callable[[Call, str], Outcome] = given

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self._understander.bot

    def say(self, text: str, *, session: str = "me", reference: datetime | None = None) -> Answer:
        """Say something in a session, and hear the answer; "tomorrow" counts from `reference`, or else from now.

        Turns of one session wait for each other. Raises `InputError` for a name that is no session's, and
        `SessionError` when a turn has to wait too long.
        """
        check_session(session)
        reference = reference or datetime.now()
        with self.sessions.turn(session) as taken:
            with self._reading:
                turn = read_turn(text, self._understander, self.policy.phrases, reference)
                step = self.policy.hear(taken.state, turn)
            step = self._acted(step, session)
            taken.state = step.state
        return Answer(step.replies, turn.frame, step.state)

    def _acted(self, step: Step, session: str) -> Step:
        """The step with its calls made, one after the other."""
        replies = step.replies
        while step.call is not None:
            outcome = self.actions(step.call, f"{session}:{step.state.n_turns}")
            step = self.policy.finish(step.state, outcome)
            replies += step.replies
        return replace(step, replies=replies)


def check_session(session: str) -> None:
    """Raise `InputError` for what can't name a session."""
    if not session or len(session) > MAX_SESSION_CHARACTERS or not session.isprintable():
        hint = f"give 1 to {MAX_SESSION_CHARACTERS} printable characters"
        raise InputError(f"{session[:40]!r} names no session; {hint}")


def longest_turn_s(bot: Bot) -> float:
    """How long a turn of the bot may take, with time to spare."""
    calls = [intent.action for intent in bot.intents if isinstance(intent.action, PythonCall | HttpCall)]
    return max((call.timeout_s for call in calls), default=0.0) + _SPARE_S
