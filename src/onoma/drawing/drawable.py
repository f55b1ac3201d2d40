"""What can be drawn; `Document` and `Entity` are such things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

__all__ = ["Drawable", "Marked"]


class Marked(Protocol):
    """A stretch of a text with a label; offsets are half-open and count code points, as everywhere."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def label(self) -> str:
        """What kind of thing it is."""
        ...

    @property
    def score(self) -> float | None:
        """How sure that is, between 0 and 1."""
        ...

    @property
    def source(self) -> str:
        """Who found it."""
        ...

    @property
    def value(self) -> object:
        """What it means: anything that JSON holds."""
        ...

    @property
    def attributes(self) -> Mapping[str, object]:
        """What else is said about it."""
        ...

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """The parts that it consists of, in order."""
        ...


class Drawable(Protocol):
    """A text and what was found in it, in order of appearance, outermost first."""

    @property
    def text(self) -> str:
        """The text, as it was given."""
        ...

    @property
    def entities(self) -> Sequence[Marked]:
        """They may nest and overlap."""
        ...

    @property
    def id(self) -> str | None:
        """Its name, where it has one."""
        ...
