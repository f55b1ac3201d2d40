"""Sentences and their words, as far as cues need them: where a cue's reach ends, and what it is spelt with.

Not the words of `encoding`, which a network was trained on and which lie floors above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onoma.document import Span

__all__ = ["Word", "split_sentences", "split_words"]

_WORD = re.compile(r"[^\W\d_]+(?=n['’]t\b)|n['’]t\b|['’]s\b|[^\W\d_]+|#y|\d+(?:[.,]\d+)*|[^\w\s]|_")
_NUMBER, _YEAR = "#", "#y"
_MONTH = "May"

_NARROW = 50
"""A line shorter than this was not broken for want of room."""

_BREAK = re.compile(r"[.!?][\"'”’)\]]*\s+|(?:\r\n|[\n\r\v\f\u2028\u2029])[ \t]*")
_NEW = re.compile(r"[\"'“‘(\[]*[^\Wa-z_]|[-*•]\s|\s|\Z")
_SHORT = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|etc|e\.g|i\.e|cf|al|pt|pts|approx|fig|no|hx|dx|tx|rx|[a-z]))\Z", re.IGNORECASE
)
"""What stands before a full stop that ends no sentence."""


class Word(NamedTuple):
    """A word at `[start, end)`, and its name in a table of cues: small letters, `#y` for a year, `#` for a number."""

    start: int
    end: int
    name: str


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`: letters, a number, or a single sign; 's and n't stand alone."""
    stop = len(text) if end is None else end
    return [Word(*match.span(), _name(match.group())) for match in _WORD.finditer(text, start, stop)]


def _name(word: str) -> str:
    if word[0].isdigit():
        return _YEAR if len(word) == 4 and word[:2] in ("19", "20") else _NUMBER
    # "may" is a cue, the month is none; it seldom begins a sentence as a verb.
    return word if word == _MONTH else word.lower().replace("’", "'")


def split_sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, which together cover it.

    A line ends one where a paragraph, a list or a line that had room left ends; otherwise it goes on below.
    """
    start = line = 0
    for match in _BREAK.finditer(text):
        signs = match.group()
        new_line = signs[0] not in ".!?" or "\n" in signs or "\r" in signs
        if _ends(text, match.start(), match.end(), narrow=new_line and match.start() - line < _NARROW):
            yield start, match.end()
            start = match.end()
        if new_line:
            line = match.end()
    if start < len(text):
        yield start, len(text)


def _ends(text: str, at: int, following: int, *, narrow: bool) -> bool:
    if not _NEW.match(text, following):
        return False
    if text[at] in "!?" or narrow:
        return True
    return text[at] == "." and not _SHORT.search(text, max(0, at - 8), at)
