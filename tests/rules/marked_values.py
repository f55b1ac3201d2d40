"""Sentences with their values marked in them: `paid [$5](MONEY {"amount": 5, "currency": "USD"}) today`."""

from __future__ import annotations

import json
import re
from datetime import datetime

from onoma import Document, Entity
from onoma.rules.values import Values

WEDNESDAY = datetime(2026, 3, 4, 10)

_MARK = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<label>[A-Z]+)(?: (?P<value>(?:[^()]|\([^()]*\))*))?\)")
_VALUES = Values(reference=WEDNESDAY)


def parsed(marked: str) -> Document:
    """The text of a marked sentence and the entities that it should have; without a value, any will do."""
    text, entities, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        value = json.loads(match["value"]) if match["value"] is not None else "any"
        entities.append(Entity(len(text), len(text) + len(match["text"]), match["label"], value=value))
        text += match["text"]
        position = match.end()
    return Document(text + marked[position:], tuple(entities))


def check(marked: str, values: Values = _VALUES) -> None:
    """Assert that exactly what is marked is found, with the values where they are told."""
    wanted = parsed(marked)
    found = values(wanted.text)
    shown = [(found.text_of(entity), entity.label) for entity in found.entities]
    assert shown == [(wanted.text_of(entity), entity.label) for entity in wanted.entities], wanted.text
    for ours, theirs in zip(found.entities, wanted.entities, strict=True):
        assert (ours.start, ours.end) == (theirs.start, theirs.end)
        if theirs.value != "any":
            assert ours.value == theirs.value, (wanted.text_of(theirs), ours.value, theirs.value)
