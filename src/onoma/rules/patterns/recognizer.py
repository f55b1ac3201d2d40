"""`Patterns`: a user's own expressions as a Recognizer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onoma.document import Document, Entity, Span, Value
from onoma.errors import SettingsError
from onoma.rules.patterns.expressions import Expression
from onoma.rules.patterns.reading import Pattern
from onoma.rules.patterns.tokens import Row, row_of, split_tokens

__all__ = ["Patterns"]

_SOURCE = "patterns"


class _Found(NamedTuple):
    start: int
    end: int
    number: int
    value: Value = None


class Patterns:
    """Finds what its patterns describe; where matches overlap the longer wins, then the earlier pattern.

    The attribute `pattern` says which one it was, where it has a name.

    Raises `SettingsError` for a broken pattern or none at all, `MissingExtraError` for a regular
    expression without the extra `patterns`.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        if not patterns:
            raise SettingsError("no pattern was given; write at least one")
        self._patterns = tuple(patterns)
        self._expressions: list[tuple[int, Expression]] = []
        self._rows: list[tuple[int, Row]] = []
        for number, pattern in enumerate(self._patterns):
            place = pattern.place or f"pattern {pattern.name or pattern.label!r}"
            if pattern.tokens:
                self._rows.append((number, row_of(pattern.tokens, place)))
            else:
                expression = Expression(pattern.regex, ignore_case=pattern.ignore_case, place=place)
                self._expressions.append((number, expression))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the patterns, sorted."""
        return tuple(sorted({pattern.label for pattern in self._patterns}))

    def __call__(self, text: str) -> Document:
        """The document of one text.

        Raises `InputError` when an expression backtracks without end on it.
        """
        found = [*self._by_expressions(text), *self._by_tokens(text)]
        return Document(text, tuple(self._entity(one) for one in _apart(found)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order."""
        return map(self, texts)

    def _by_expressions(self, text: str) -> Iterator[_Found]:
        for number, expression in self._expressions:
            for match in expression.find(text):
                yield _Found(match.start, match.end, number, dict(match.groups) or None)

    def _by_tokens(self, text: str) -> Iterator[_Found]:
        if not self._rows:
            return
        spans: list[Span] = split_tokens(text)
        words = [text[start:end] for start, end in spans]
        for number, row in self._rows:
            for first, last in row.find(words):
                yield _Found(spans[first][0], spans[last - 1][1], number)

    def _entity(self, found: _Found) -> Entity:
        pattern = self._patterns[found.number]
        attributes: dict[str, Value] = {"pattern": pattern.name} if pattern.name else {}
        return Entity(found.start, found.end, pattern.label, source=_SOURCE, value=found.value, attributes=attributes)


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Those that are left when of two that overlap one goes."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.number, one.start)):
        place = bisect_left(kept, one.start, key=lambda other: other.start)
        is_free_before = place == 0 or kept[place - 1].end <= one.start
        if is_free_before and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return kept
