"""A text with what its values hang on besides: when it was written, and how it orders day and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from onoma.document import Value
from onoma.rules.values.number import Number
from onoma.rules.values.phrases import row
from onoma.rules.values.tokens import PARAGRAPH, Tokens

__all__ = ["Clock", "Passage", "Reading"]

_ABBREVIATED = row("calendar", "abbreviated", "words")


class Reading(NamedTuple):
    """What a grammar read from some token on: up to token `end`, with its label and value.

    An empty label means that this stands for no value, and that no other grammar shall see one in it.
    """

    end: int
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Clock:
    """When a text was written, where known, and whether it puts the day before the month."""

    reference: datetime | None = None
    day_first: bool = False


class Passage(Tokens):
    """Tokens, their clock, and what was read of them before."""

    __slots__ = ("clock", "numbers")

    def __init__(self, text: str, clock: Clock) -> None:
        super().__init__(text)
        self.clock = clock
        self.numbers: dict[int, Number | None] = {}

    def raw_of(self, start: int, end: int) -> str:
        """The text of the tokens `[start, end)`, with typographic dashes and apostrophes made plain."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def line_begins(self, index: int) -> bool:
        """Whether a token is the first of its line."""
        return (
            index == 0
            or "\n" in self.text[self.ends[index - 1] : self.starts[index]]
            or self.words[index - 1] == PARAGRAPH
        )

    def near(self, index: int, before: int, behind: int) -> list[str]:
        """The words at most so far before and behind a token, in its own paragraph."""
        first, last = max(0, index - before), min(self.n, index + behind)
        words = self.words
        while index > first and words[index - 1] != PARAGRAPH:
            index -= 1
        end = index
        while end < last and words[end] != PARAGRAPH:
            end += 1
        return words[index:end]

    def after_stop(self, index: int) -> int:
        """Where the name of a month or weekday ends, with the full stop of its abbreviation."""
        stop = self.words[index] in _ABBREVIATED and self.words[index + 1] == "." and self.glued(index + 1)
        return index + 1 + stop

    def in_hyphens(self, index: int) -> bool:
        """Whether a hyphen stands at `index`, close to the tokens on both sides."""
        return self.words[index] == "-" and self.glued(index) and self.glued(index + 1)
