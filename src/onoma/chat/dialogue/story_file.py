"""stories.yaml to stories; what is wrong is said with its line. docs/dialogue.md describes the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from onoma.chat.dialogue.stories import Exchange, Story
from onoma.chat.yaml_nodes import Node, Table, Text, items_of, read_yaml, table_of, text_of

__all__ = ["read_stories"]

_STORY_KEYS = ("story", "reference", "turns")
_USER_KEYS = ("user", "intent", "slots")


def read_stories(path: str | Path) -> list[Story]:
    """The stories of a file, in order.

    Raises `CorpusError` at the line of what is wrong: an unknown key, a story without turns, a bot that speaks first.
    """
    return [_story(table_of(node, "a story")) for node in items_of(read_yaml(Path(path)), "the file")]


def _story(table: Table) -> Story:
    table.check_keys(_STORY_KEYS, "a story")
    name = table.text("story")
    if not name:
        raise table.where.error(table.line, "a story has no name", "give it one: `- story: asks for the place`")
    turns = items_of(table.entries["turns"], "turns") if "turns" in table.entries else ()
    exchanges = tuple(_exchanges(turns))
    if not exchanges:
        raise table.where.error(table.line, f"story {name!r} has no turns", "give it some: `- user: hello`")
    return Story(name, exchanges, _reference(table))


def _reference(table: Table) -> datetime | None:
    if "reference" not in table.entries:
        return None
    text = table.text("reference")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        hint = "write it as 2026-03-04T10:00"
        raise table.where.error(table.key_lines["reference"], f"{text!r} is no time", hint) from None


def _exchanges(turns: tuple[Node, ...]) -> Iterator[Exchange]:
    """What the user says, with the replies that follow it and what happens before."""
    current: Exchange | None = None
    fails: tuple[str, ...] = ()
    restart = False
    for node in turns:
        if isinstance(node, Text):
            if node.text != "restart":
                raise node.where.error(node.line, f"{node.text!r} is no turn", "write user:, bot:, fails: or restart")
            restart = True
            continue
        table = table_of(node, "a turn")
        if "user" in table.entries:
            if current is not None:
                yield current
            current = _exchange(table, fails, restart)
            fails, restart = (), False
        elif "fails" in table.entries:
            table.check_keys(("fails",), "what fails")
            fails += (table.text("fails"),)
        else:
            table.check_keys(("bot",), "a turn")
            current = _with_reply(current, table)
    if current is not None:
        yield current


def _exchange(table: Table, fails: tuple[str, ...], restart: bool) -> Exchange:
    table.check_keys(_USER_KEYS, "what the user says")
    slots = table.table("slots") if "slots" in table.entries else None
    return Exchange(
        f"{table.where.path}:{table.line}",
        table.text("user"),
        intent=table.text("intent") if "intent" in table.entries else None,
        slots=None if slots is None else {name: text_of(node, name).text for name, node in slots.entries.items()},
        fails=fails,
        restart=restart,
    )


def _with_reply(current: Exchange | None, table: Table) -> Exchange:
    if current is None or "bot" not in table.entries:
        raise table.where.error(table.line, "the bot speaks first", "begin with what the user says: `- user: hello`")
    return replace(current, replies=(*(current.replies or ()), table.text("bot")))
