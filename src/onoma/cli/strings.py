"""Strings in a record, however deep: changed, or listed with where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from onoma.document import Value

__all__ = ["changed", "listed"]


def changed(value: Value, change: Callable[[str], str]) -> Value:
    """The value with every string in it changed; names of fields stay."""
    match value:
        case str():
            return change(value)
        case list():
            return [changed(item, change) for item in value]
        case dict():
            return {name: changed(item, change) for name, item in value.items()}
    return value


def listed(value: Value | Mapping[str, Value], place: str = "") -> Iterator[tuple[str, str]]:
    """All that can be read in a value, `(place, text)`: strings, numbers, names of fields; places are like `a.b[0]`."""
    match value:
        case str():
            yield place, value
        case bool() | None:
            pass
        case int() | float():
            yield place, str(value)
        case list():
            for position, item in enumerate(value):
                yield from listed(item, f"{place}[{position}]")
        case _:
            for name, item in value.items():
                inner = f"{place}.{name}" if place else name
                yield f"name of field {inner}", name
                yield from listed(item, inner)
