"""Text to segments: the stretches that the network reads in one go.

Lines end a segment unless they look hard-wrapped; a long paragraph is cut after sentences, and a
sentence without end into windows that overlap. Segments cover the text to its last character: every
character belongs to the core of exactly one segment, and an entity is taken from the segment in
whose core it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["MAX_CHARACTERS", "OVERLAP", "Segment", "segments"]

MAX_CHARACTERS = 480
"""A segment is seldom longer; about 80 words, a little over the longest training rows."""

OVERLAP = 120
"""Characters that two windows of one endless sentence share."""

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]*(?:\r\n|[\n\r\v\f\u2028\u2029]|\Z)")
_WRAPPED_WIDTH = 50
_FINAL = re.compile(r"[.!?:;][\"'”’)\]]*\s*\Z")
_GOES_ON = re.compile(r"[ \t]?[\w\"'“‘(]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])")
_ABBREVIATION = re.compile(
    r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Col|Maj|Capt|Lt|Cmdr|Sgt|Cpl|Adm|Gov|Sen|Rep|Pres|Supt|Det|"
    r"St|Mt|Ft|Jr|Sr|Inc|Ltd|Corp|Co|Bros|No|Nos|vs|etc|e\.g|i\.e|al|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|"
    r"Oct|Nov|Dec|U\.S|U\.K|U\.N)\Z"
)


class Segment(NamedTuple):
    """Read `text[start:end]`; take from it the entities that begin in `[core_start, core_end)`."""

    start: int
    end: int
    core_start: int
    core_end: int


def segments(text: str) -> Iterator[Segment]:
    """The segments of a text, in order; stretches of white space alone are left out."""
    for start, end in _paragraphs(text):
        if end - start <= MAX_CHARACTERS:
            if not text[start:end].isspace():
                yield Segment(start, end, start, end)
        else:
            yield from _cut(text, start, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE.finditer(text):
        end = match.end()
        if end == len(text) or not _wraps(text, *match.span()):
            if end > start:
                yield start, end
            start = end


def _wraps(text: str, start: int, end: int) -> bool:
    """Whether the line `text[start:end]` seems to have been broken for its width alone."""
    if (
        end - start < _WRAPPED_WIDTH
        or end - start > 2 * MAX_CHARACTERS
        or _FINAL.search(text, max(start, end - 8), end)
    ):
        return False
    return _GOES_ON.match(text, end) is not None


def _cut(text: str, start: int, end: int) -> Iterator[Segment]:
    """Whole sentences of a paragraph, as many as fit into one segment."""
    begin = last = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        if match.end() - begin > MAX_CHARACTERS and last > begin:
            yield from _windows(text, begin, last)
            begin = last
        last = match.end()
    if end - begin > MAX_CHARACTERS and last > begin:
        yield from _windows(text, begin, last)
        begin = last
    yield from _windows(text, begin, end)


def _windows(text: str, start: int, end: int) -> Iterator[Segment]:
    """One segment, or overlapping ones where the stretch is too long for one."""
    core = start
    while end - start > MAX_CHARACTERS:
        stop = _gap(text, start + MAX_CHARACTERS - OVERLAP // 2, start + MAX_CHARACTERS)
        resume = _gap(text, stop - OVERLAP - OVERLAP // 2, stop - OVERLAP)
        middle = _gap(text, (resume + stop) // 2 - OVERLAP // 4, (resume + stop) // 2)
        yield Segment(start, stop, core, middle)
        start, core = resume, middle
    if end > start:
        yield Segment(start, end, core, end)


def _gap(text: str, earliest: int, latest: int) -> int:
    """The last place in the range that follows white space, or else its end."""
    for position in range(latest, earliest, -1):
        if text[position - 1].isspace():
            return position
    return latest
