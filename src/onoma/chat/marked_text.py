"""Example utterances with their slots marked, as Rasa made usual: `weather in [Paris](location)`.

A slot may also be written `[NYC]{"entity": "location", "value": "New York"}`, which says what the text means.
`\\[` is a bracket of the text.
"""

from __future__ import annotations

import json
import re

from onoma.document import Document, Entity

__all__ = ["MarkError", "marked_text_to_document"]

_STEP = re.compile(r"\\(?P<escaped>[\[\]\\])|(?P<open>\[)|(?P<close>\])")
_NAME = re.compile(r"\(\s*(?P<name>[^()\[\]\s:]+)(?::(?P<value>[^()\[\]]+))?\s*\)")
_KNOWN = frozenset(("entity", "value", "role", "group"))
_HINT = r"mark a slot as in [Paris](location), and write \[ for a bracket of the text"


class MarkError(ValueError):
    """Brackets that mark nothing; the message says which and what to do."""


def marked_text_to_document(marked: str) -> Document:
    """The text without its marks, and its slots as entities; raises `MarkError` for a bad bracket."""
    pieces: list[str] = []
    entities: list[Entity] = []
    position = length = 0
    opened: int | None = None
    while step := _STEP.search(marked, position):
        pieces.append(marked[position : step.start()])
        length += step.start() - position
        position = step.end()
        if step["escaped"]:
            pieces.append(step["escaped"])
            length += 1
        elif step["open"]:
            if opened is not None:
                raise MarkError(f"a second '[' before the first is closed, at {_near(marked, step.start())}; {_HINT}")
            opened = length
        else:
            entity, position = _closed(marked, step.end(), opened, length)
            entities.append(entity)
            opened = None
    if opened is not None:
        raise MarkError(f"'[' is not closed, in {_near(marked, 0)}; {_HINT}")
    return Document("".join([*pieces, marked[position:]]), tuple(entities))


def _closed(marked: str, position: int, opened: int | None, end: int) -> tuple[Entity, int]:
    """The entity whose bracket closes just before `position`, and where its label ends."""
    if opened is None:
        raise MarkError(f"']' closes no bracket, at {_near(marked, position - 1)}; {_HINT}")
    if opened == end:
        raise MarkError(f"'[]' marks no text, at {_near(marked, position - 2)}; {_HINT}")
    if name := _NAME.match(marked, position):
        return Entity(opened, end, name["name"], value=name["value"]), name.end()
    if marked.startswith("{", position):
        return _of_json(marked, position, opened, end)
    raise MarkError(f"no (slot) follows ']', at {_near(marked, position - 1)}; {_HINT}")


def _of_json(marked: str, position: int, start: int, end: int) -> tuple[Entity, int]:
    try:
        table, stop = json.JSONDecoder().raw_decode(marked, position)
    except ValueError as error:
        raise MarkError(f"{_near(marked, position)} is no JSON ({error}); {_HINT}") from None
    name = table.get("role") or table.get("entity")
    if not isinstance(name, str) or not name or not table.keys() <= _KNOWN:
        raise MarkError(f'{_near(marked, position)} names no slot; write {{"entity": "location", "value": "New York"}}')
    value = table.get("value")
    return Entity(start, end, name, value=None if value is None else str(value)), stop


def _near(marked: str, position: int) -> str:
    part = marked[position : position + 24]
    return repr(part + "…" if len(part) < len(marked) - position else part)
