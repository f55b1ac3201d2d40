"""`Document` and `Entity`: a text, and what was found in it.

Offsets are half-open and count Unicode code points of the text as the user gave it; that text is
never changed. Both records are frozen and checked when they are made, so a wrong offset fails where
it arises and not three steps later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, lt
from typing import NoReturn, TypeAlias, Union

from onoma.errors import DocumentError

__all__ = ["Document", "Entity", "Span", "Value"]

Span: TypeAlias = tuple[int, int]
"""Half-open interval of code points, `(start, end)`."""

Value: TypeAlias = Union[bool, int, float, str, "list[Value]", "dict[str, Value]", None]
"""Anything that JSON can hold."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing at `[start, end)` of a document's text.

    `score` is the probability that exactly this entity, boundaries and label, is right; None when
    whoever found it gives none. `source` says who found it. `value` is its normalised meaning.
    `fragments` is empty for an ordinary entity; a discontinuous one lists its parts in order, the
    first beginning at `start` and the last ending at `end`. `attributes` says further things about this
    mention, by name: that it is negated, what it is an abbreviation of, its id in a list of terms.

    Raises `DocumentError` when the offsets, the label, the score or the fragments are impossible.
    """

    start: int
    end: int
    label: str
    score: float | None = None
    source: str = ""
    value: Value = None
    fragments: tuple[Span, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DocumentError(
                f"entity {self.label!r} at [{self.start}, {self.end}) is empty or begins before the text; "
                "offsets are half-open and must satisfy 0 <= start < end"
            )
        if not self.label:
            raise DocumentError(f"entity at [{self.start}, {self.end}) has no label; give it one")
        if self.score is not None and not 0.0 <= self.score <= 1.0:
            raise DocumentError(
                f"entity {self.label!r} at [{self.start}, {self.end}) has score {self.score!r}; "
                "a score is a probability between 0 and 1"
            )
        if self.fragments:
            self._check_fragments()

    def _check_fragments(self) -> None:
        ends_meet = self.fragments[0][0] == self.start and self.fragments[-1][1] == self.end
        filled = all(start < end for start, end in self.fragments)
        apart = all(left[1] < right[0] for left, right in zip(self.fragments, self.fragments[1:], strict=False))
        if len(self.fragments) < 2 or not (ends_meet and filled and apart):
            raise DocumentError(
                f"entity {self.label!r} at [{self.start}, {self.end}) has fragments {self.fragments!r}; "
                "give two or more parts in order, apart, from start to end, or none at all"
            )

    @property
    def spans(self) -> tuple[Span, ...]:
        """The parts of the entity: its fragments, or the one span from start to end."""
        return self.fragments or ((self.start, self.end),)

    def overlaps(self, other: Entity) -> bool:
        """Whether the two share a code point between their outermost offsets."""
        return self.start < other.end and other.start < self.end


_START, _END = attrgetter("start"), attrgetter("end")


def _in_order(entities: Iterable[Entity]) -> bool:
    """Whether it is a tuple in which each begins after the one before, as most are."""
    if not isinstance(entities, tuple):
        return False
    starts = list(map(_START, entities))
    return all(map(lt, starts, starts[1:]))


def _order(entity: Entity) -> tuple[int, int, str]:
    return entity.start, -entity.end, entity.label


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its entities in order of appearance, and where known its words and its id.

    Entities are sorted by start, then outermost first; they may nest and overlap. `words` are spans
    in order that do not overlap, or None when nobody split the text. `fields` carries whatever else
    came with the text (the other columns of its record), untouched.

    Raises `DocumentError` when an entity or a word lies outside the text.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    words: tuple[Span, ...] | None = None
    id: str | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _in_order(self.entities):
            object.__setattr__(self, "entities", tuple(sorted(self.entities, key=_order)))
        length = len(self.text)
        if max(map(_END, self.entities), default=0) > length:
            self._refuse(length)
        if self.words is not None:
            self._check_words(self.words, length)

    def _refuse(self, length: int) -> NoReturn:
        entity = next(entity for entity in self.entities if entity.end > length)
        raise DocumentError(
            f"entity {entity.label!r} at [{entity.start}, {entity.end}) ends after the text"
            f"{self._name()}, which has {length} characters; offsets count code points"
        )

    def _check_words(self, words: tuple[Span, ...], length: int) -> None:
        position = 0
        for start, end in words:
            if not position <= start < end <= length:
                raise DocumentError(
                    f"word [{start}, {end}){self._name()} is empty, overlaps the one before or ends after "
                    f"the text of {length} characters; words are half-open spans in order"
                )
            position = end

    def _name(self) -> str:
        return f" of document {self.id!r}" if self.id is not None else ""

    def text_of(self, entity: Entity) -> str:
        """The entity's text, exactly as it stands in the document (with what a discontinuous one skips)."""
        return self.text[entity.start : entity.end]

    def _repr_html_(self) -> str:
        """The document as a notebook shows it, with its entities marked."""
        from onoma.drawing import piece  # what is never looked at needs no pictures

        return piece(self)

    def with_entities(self, entities: Iterable[Entity]) -> Document:
        """The same document with other entities."""
        return Document(self.text, tuple(entities), self.words, self.id, self.fields)
