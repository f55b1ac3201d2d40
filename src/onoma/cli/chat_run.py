"""`onoma chat run`: talk with a bot in a terminal, or through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import IO

import click

from onoma.chat.dialogue import Answer
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.state import State, Task
from onoma.chat.dialogue.turns import cleaned
from onoma.chat.frame import Frame
from onoma.chat.opening import open_chat
from onoma.chat.utterance import MAX_CHARACTERS

__all__ = ["command", "shown_frame"]

_PROMPT = "> "
_MAX_BYTES = 8 * MAX_CHARACTERS


@click.command()
@click.argument("bundle", metavar="BUNDLE")
@click.option("--actions", metavar="FOLDER", help="Where the Python modules that the bot calls lie.")
@click.option(
    "--sessions", default=":memory:", metavar="FILE", help="Keep the conversation here, to go on with it later."
)
@click.option("--session", default="me", show_default=True, metavar="NAME", help="Which conversation in that file.")
@click.option("--explain", is_flag=True, help="Show what was understood, and where the conversation stands.")
@click.option(
    "--reference",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help='When it is said (2026-03-04T10:00), for "tomorrow"; else now.',
)
def command(
    *, bundle: str, actions: str | None, sessions: str, session: str, explain: bool, reference: datetime | None
) -> None:
    """Talk with a bot: each line is a turn, until the input ends.

    Python functions are called only in modules of the folder that --actions names.
    """
    chat = open_chat(bundle, actions=actions, sessions=sessions)
    for reply in chat.policy.replies.say("greeting"):
        click.echo(reply)
    for line in _lines():
        answer = chat.say(line, session=session, reference=reference)
        if explain:
            click.echo(_explained(answer))
        for reply in answer.replies:
            click.echo(cleaned(reply))
    chat.sessions.close()


def _lines() -> Iterator[str]:
    """What the user types, with a prompt and a line that can be edited in a terminal; blank lines are left out."""
    if not sys.stdin.isatty():
        yield from (line for line in _piped(sys.stdin.buffer) if line.strip())
        return
    with suppress(ImportError):  # not on Windows, whose consoles edit lines themselves
        import readline  # noqa: F401

    while True:
        try:
            line = input(_PROMPT)
        except EOFError:
            click.echo()
            return
        if line.strip():
            yield line


def _piped(file: IO[bytes]) -> Iterator[str]:
    """The lines; of one that is too long to be read anyway, not all is held."""
    while line := file.readline(_MAX_BYTES):
        while not line.endswith(b"\n") and (more := file.readline(_MAX_BYTES)):
            line = line[:_MAX_BYTES] + more[-1:] * more.endswith(b"\n")
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _explained(answer: Answer) -> str:
    return f"  [{shown_frame(answer.frame)}]{_shown_state(answer.state)}"


def shown_frame(frame: Frame) -> str:
    """The frame in a line: `weather 0.98 location="Paris" date="tomorrow"=2026-03-05`."""
    slots = [
        f"{slot.name}={cleaned(slot.text)!r}"
        + ("" if slot.value in (None, slot.text) else f" ({value_to_words(slot.value)})")
        for slot in frame.slots
    ]
    return " ".join([frame.intent or "not understood", f"{frame.score:.2f}", *slots])


def _shown_state(state: State) -> str:
    """What the user is at, with what the bot knows so far."""
    return "".join(f"\n  [{_shown_task(task)}]" for task in state.tasks[-1:])


def _shown_task(task: Task) -> str:
    slots = (f"{name}={cleaned(value_to_words(filled.meaning))!r}" for name, filled in task.slots.items())
    return " ".join([f"so far: {task.intent}", *slots])
