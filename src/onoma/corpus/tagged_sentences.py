"""`TaggedSentence`: words and tags as a column format stores them, before anyone says what the tags mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from onoma.document import Span, Value

__all__ = ["Layout", "TaggedSentence", "join_words"]

Layout: TypeAlias = tuple[str, tuple[Span, ...]]
"""A text and the spans of its words."""


@dataclass(slots=True)
class TaggedSentence:
    """Words and tags as read, with the line of each; `layout` is text and word spans where they are known."""

    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    id: str | None = None
    fields: dict[str, Value] = field(default_factory=dict)
    layout: Layout | None = None

    def append(self, word: str, tag: str, line: int) -> None:
        """One more word."""
        self.words.append(word)
        self.tags.append(tag)
        self.lines.append(line)


def join_words(words: Iterable[str]) -> Layout:
    """The words joined by single spaces, and where each stands."""
    words = list(words)
    spans: list[Span] = []
    position = 0
    for word in words:
        end = position + len(word)
        spans.append((position, end))
        position = end + 1
    return " ".join(words), tuple(spans)
