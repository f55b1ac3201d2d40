"""Stories: whole conversations with what should be said in them, told to a bot and compared.

`story_file` reads them; where a story says `restart`, a new process goes on with it.
"""

from __future__ import annotations

import multiprocessing
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from onoma.chat.bot import HttpCall, PythonCall
from onoma.chat.dialogue.conversations import Answer, Chat
from onoma.chat.dialogue.sessions import Sessions
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.steps import Call, Failed, Outcome
from onoma.chat.frame import Frame
from onoma.document import Value

__all__ = ["ChatOpener", "Difference", "Exchange", "Story", "tell"]

ChatOpener: TypeAlias = Callable[[Sessions], Chat]
"""Opens the bot on sessions; for stories with `restart` it has to be picklable, and opens it in another process too."""

ANYTHING = "…"
"""In what a bot should say: any text."""

_SESSION = "story"


@dataclass(frozen=True, slots=True)
class Exchange:
    """The user says something, and what should come of it.

    `replies` are what the bot should say, None where that doesn't matter; `intent` and `slots` what should be
    understood, where given. Before it, the actions in `fails` are made to fail the next time, and the process is
    started anew after `restart`.
    """

    place: str
    text: str
    replies: tuple[str, ...] | None = None
    intent: str | None = None
    slots: dict[str, str] | None = None
    fails: tuple[str, ...] = ()
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation; `reference` is when all of it is said."""

    name: str
    exchanges: tuple[Exchange, ...]
    reference: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a story first went another way: `what` differs, after the user's text at `place`."""

    story: str
    place: str
    text: str
    what: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    frame: Frame = field(default_factory=lambda: Frame("", "", 0.0))


def tell(story: Story, open_chat: ChatOpener) -> Difference | None:
    """Have the conversation; the first difference, or None. Its sessions are thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.db"
        for number, part in enumerate(_parts(story)):
            if number == 0:
                difference = _tell_part(part, path, open_chat)
            else:
                # "spawn" shares nothing with this process but what is handed over.
                with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as new_process:
                    difference = new_process.submit(_tell_part, part, path, open_chat).result()
            if difference is not None:
                return difference
    return None


def _parts(story: Story) -> Iterator[Story]:
    """The story cut where it is restarted."""
    part: list[Exchange] = []
    for exchange in story.exchanges:
        if exchange.restart and part:
            yield Story(story.name, tuple(part), story.reference)
            part = []
        part.append(exchange)
    yield Story(story.name, tuple(part), story.reference)


def _tell_part(story: Story, path: Path, open_chat: ChatOpener) -> Difference | None:
    with Sessions(path) as sessions:
        chat = open_chat(sessions)
        failing = _Failing(chat.actions)
        chat.actions = failing
        for exchange in story.exchanges:
            failing.next.update(exchange.fails)
            answer = chat.say(exchange.text, session=_SESSION, reference=story.reference)
            difference = _compared(story.name, exchange, answer)
            if difference is not None:
                return difference
    return None


class _Failing:
    """Actions of which some fail when they are called the next time."""

    def __init__(self, actions: Callable[[Call, str], Outcome]) -> None:
        self._actions = actions
        self.next: set[str] = set()

    def __call__(self, call: Call, key: str) -> Outcome:
        name = _name_of(call.action)
        if name not in self.next:
            return self._actions(call, key)
        self.next.remove(name)
        return Failed("the story says so")


def _name_of(action: PythonCall | HttpCall) -> str:
    return action.target if isinstance(action, PythonCall) else action.url


def _compared(story: str, exchange: Exchange, answer: Answer) -> Difference | None:
    for what, expected, found in _compared_parts(exchange, answer):
        if len(expected) != len(found) or not all(map(_fits, expected, found)):
            return Difference(story, exchange.place, exchange.text, what, expected, found, answer.frame)
    return None


def _compared_parts(exchange: Exchange, answer: Answer) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What is compared: its name, what is expected, what was found."""
    if exchange.intent is not None:
        yield "intent", (exchange.intent,), (answer.frame.intent,)
    if exchange.slots is not None:
        found = ((slot.name, slot.text if slot.value is None else slot.value) for slot in answer.frame.slots)
        yield "slots", tuple(_pairs(exchange.slots.items())), tuple(_pairs(found))
    if exchange.replies is not None:
        yield "replies", exchange.replies, answer.replies


def _pairs(slots: Iterable[tuple[str, Value]]) -> list[str]:
    return sorted(f"{name}: {value if isinstance(value, str) else value_to_words(value)}" for name, value in slots)


def _fits(expected: str, found: str) -> bool:
    pattern = ".*".join(map(re.escape, expected.split(ANYTHING)))
    return re.fullmatch(pattern, found, re.DOTALL) is not None
