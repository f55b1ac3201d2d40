"""Labelled spans as JSON writes them: `[0, 3, "PER"]`, or objects under one of several names for each key.

Shared by every dialect of JSON lines, which differ in those names only.
"""

from __future__ import annotations

from collections.abc import Mapping

from onoma.corpus.mending import mend, what_was_mended
from onoma.corpus.records import Tally
from onoma.document import Entity, Span, Value
from onoma.errors import DocumentError

__all__ = ["json_to_entities", "json_to_spans"]

_START = ("start", "start_offset")
_END = ("end", "end_offset")
_LABEL = ("label", "labels")
_KNOWN = frozenset((*_START, *_END, *_LABEL, "score", "source", "value", "fragments", "attributes", "text"))
_DERIVED = frozenset(("token_start", "token_end", "id"))
"""Keys that follow from the rest, or only number the spans; nobody misses them."""


def json_to_entities(item: Value, text: str, place: str, tally: Tally) -> list[Entity]:
    """The entities of one labelled span: one per label.

    Raises `DocumentError` when a part is missing, of the wrong type, or outside the text; a thorough
    tally notes it.
    """
    try:
        return _entities(item, text, place, tally)
    except DocumentError as error:
        tally.refuse(error, place)
        return []


def _entities(item: Value, text: str, place: str, tally: Tally) -> list[Entity]:
    if isinstance(item, list):
        keys = ("start", "end", "label")
        if len(item) != len(keys):
            raise DocumentError(f"{item!r} is no labelled span; expected [start, end, label]")
        item = dict(zip(keys, item, strict=True))
    if not isinstance(item, dict):
        raise DocumentError(f"{item!r} is no labelled span; expected an object or [start, end, label]")
    for key in item.keys() - _KNOWN - _DERIVED:
        tally.add(f"key {key!r} of a labelled span not kept", place)
    labels = _first(item, _LABEL)
    names = labels if isinstance(labels, list) else [labels]
    if not names:
        tally.add("span without a label left out", place)
    return [_entity(item, name, text, place, tally) for name in names]


def _entity(item: Mapping[str, Value], label: Value, text: str, place: str, tally: Tally) -> Entity:
    start, end = _offset(item, _START), _offset(item, _END)
    if not isinstance(label, str):
        raise DocumentError(f"label {label!r} at [{start}, {end}) is no string")
    if end > len(text):
        raise DocumentError(
            f"entity {label!r} at [{start}, {end}) ends after the text of {len(text)} characters; "
            "offsets count code points, not bytes or UTF-16 units"
        )
    score, source = item.get("score"), item.get("source")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise DocumentError(f"score {score!r} of {label!r} at [{start}, {end}) is no number")
    attributes = item.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise DocumentError(f"attributes {attributes!r} of {label!r} at [{start}, {end}) are no object")
    fragments = json_to_spans(item.get("fragments") or [])
    if not fragments:
        start, end = _stated(item, (start, end), text, place, tally)
    return Entity(
        start,
        end,
        label,
        None if score is None else float(score),
        source if isinstance(source, str) else "",
        item.get("value"),
        fragments,
        attributes,
    )


def _stated(item: Mapping[str, Value], span: Span, text: str, place: str, tally: Tally) -> Span:
    """The span, checked against the text that the item states, when it states one."""
    stated = item.get("text")
    if not isinstance(stated, str) or not stated:
        return span
    found = mend(text, span, stated)
    if found is None:
        raise DocumentError(
            f"[{span[0]}, {span[1]}) is {text[span[0] : span[1]]!r} where {stated!r} is stated; "
            "offsets are half-open and count code points, not bytes or UTF-16 units"
        )
    if mended := what_was_mended(stated, span, found, "the stated"):
        tally.add(mended[0], place, detail=mended[1])
    return found


def _first(item: Mapping[str, Value], names: tuple[str, ...]) -> Value:
    for name in names:
        if name in item:
            return item[name]
    raise DocumentError(f"labelled span {dict(item)!r} has no {names[0]!r}")


def _offset(item: Mapping[str, Value], names: tuple[str, ...]) -> int:
    value = _first(item, names)
    if isinstance(value, bool) or not isinstance(value, int):
        raise DocumentError(f"{names[0]} {value!r} is no whole number")
    return value


def json_to_spans(value: Value) -> tuple[Span, ...]:
    """Spans from a list of `[start, end]`.

    Raises `DocumentError` when the value is anything else.
    """
    spans: list[Span] = []
    for pair in value if isinstance(value, list) else [value]:
        match pair:
            case [int(start), int(end)]:
                spans.append((start, end))
            case _:
                raise DocumentError(f"{pair!r} is no span; expected a list of [start, end]")
    return tuple(spans)
