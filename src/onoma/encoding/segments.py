"""Text to segments: the stretches that the network reads in one go.

Lines end a segment unless they look hard-wrapped; a long paragraph is cut after sentences, and a
sentence without end into windows that overlap. Segments cover the text to its last character: every
character belongs to the core of exactly one segment, and an entity is taken from the segment in
whose core it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["MAX_CHARACTERS", "OVERLAP", "USUAL_LIMITS", "Segment", "SegmentLimits", "segments"]

MAX_CHARACTERS = 480
"""A segment is seldom longer; about 80 words, a little over the longest training rows."""

OVERLAP = 120
"""Characters that two windows of one endless sentence share."""

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]*(?:\r\n|[\n\r\v\f\u2028\u2029]|\Z)")
_ROOM = 3
"""With its context, a segment is at most so many times as long as one may be without."""

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


class SegmentLimits(NamedTuple):
    """How a network wants its texts cut.

    - `characters`: the length that a segment seldom exceeds;
    - `context`: how many of its neighbours on either side a segment is read with. An entity is still taken
      from the one segment in whose core it begins.
    """

    characters: int = MAX_CHARACTERS
    context: int = 0


USUAL_LIMITS = SegmentLimits()


def segments(text: str, limits: SegmentLimits = USUAL_LIMITS) -> Iterator[Segment]:
    """The segments of a text, in order; stretches of white space alone are left out."""
    plain = _plain(text, limits.characters)
    return _in_context(list(plain), limits) if limits.context else plain


def _in_context(plain: Sequence[Segment], limits: SegmentLimits) -> Iterator[Segment]:
    """The same segments, each read with as many neighbours as `limits.context` asks for and the length allows."""
    for index, (start, end, core_start, core_end) in enumerate(plain):
        room = limits.characters * _ROOM
        for distance in range(1, limits.context + 1):
            if index >= distance and end - plain[index - distance].core_start <= room:
                start = min(start, plain[index - distance].core_start)
            if index + distance < len(plain) and plain[index + distance].core_end - start <= room:
                end = max(end, plain[index + distance].core_end)
        yield Segment(start, end, core_start, core_end)


def _plain(text: str, limit: int) -> Iterator[Segment]:
    for start, end in _paragraphs(text, limit):
        if end - start <= limit:
            if not text[start:end].isspace():
                yield Segment(start, end, start, end)
        else:
            yield from _cut(text, start, end, limit)


def _paragraphs(text: str, limit: int) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE.finditer(text):
        end = match.end()
        if end == len(text) or not _wraps(text, *match.span(), limit):
            if end > start:
                yield start, end
            start = end


def _wraps(text: str, start: int, end: int, limit: int) -> bool:
    """Whether the line `text[start:end]` seems to have been broken for its width alone."""
    if end - start < _WRAPPED_WIDTH or end - start > 2 * limit or _FINAL.search(text, max(start, end - 8), end):
        return False
    return _GOES_ON.match(text, end) is not None


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[Segment]:
    """Whole sentences of a paragraph, as many as fit into one segment."""
    begin = last = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        if match.end() - begin > limit and last > begin:
            yield from _windows(text, begin, last, limit)
            begin = last
        last = match.end()
    if end - begin > limit and last > begin:
        yield from _windows(text, begin, last, limit)
        begin = last
    yield from _windows(text, begin, end, limit)


def _windows(text: str, start: int, end: int, limit: int) -> Iterator[Segment]:
    """One segment, or overlapping ones where the stretch is too long for one."""
    core = start
    while end - start > limit:
        stop = _gap(text, start + limit - OVERLAP // 2, start + limit)
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
