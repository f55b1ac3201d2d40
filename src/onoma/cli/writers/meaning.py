"""What an entity means and what is said about it, on one line for eyes, or as JSON in one cell."""

from __future__ import annotations

import json
from collections.abc import Mapping

from onoma.document import Entity, Value

__all__ = ["attributes_cell", "meaning", "value_cell"]


def value_cell(value: Value) -> str:
    """A string as it is, anything else as JSON, nothing for None."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def attributes_cell(attributes: Mapping[str, Value]) -> str:
    """JSON, or nothing where there are none."""
    return json.dumps(dict(attributes), ensure_ascii=False) if attributes else ""


def meaning(entity: Entity) -> str:
    """`5 mg`; `negated "denies"`; `link D006333 Heart failure 1.0`; empty where there is nothing to say."""
    value = [_brief(entity.value)] if entity.value is not None else []
    return "; ".join([*value, *(_said(name, said) for name, said in entity.attributes.items())])


def _said(name: str, said: Value) -> str:
    if isinstance(said, dict) and "text" in said:
        return f'{name.replace("_", " ")} "{said["text"]}"'
    return name if said is True else f"{name.replace('_', ' ')} {_brief(said)}"


def _brief(value: Value) -> str:
    if isinstance(value, dict):
        return " ".join(_brief(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(_brief(part) for part in value)
    return str(value)
