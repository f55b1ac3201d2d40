"""Time zones behind a clock time: `EST`, `GMT+2`, `+01:00`, `Pacific time`."""

from __future__ import annotations

import re

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, row, rows_of

__all__ = ["zone_at"]

_OFFSET = re.compile(r"(?:(?:UTC|GMT) ?)?([+-])([01]?[0-9])(?::?([0-5][0-9]))?(?![0-9:])")
_ZONES = Phrases(rows_of("times", "zones"))
_DOUBTFUL = row("times", "doubtful", "zones")
_NEVER = row("times", "doubtful", "never")
_IN_LOWER_CASE = row("times", "doubtful", "in_lower_case")
_BEFORE_TIME = frozenset(("eastern", "pacific"))
_LONGEST_LETTERS = 4


def zone_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """A time zone at a token: where it ends, and its offset, empty where it has no fixed one."""
    offset = _OFFSET.match(passage.text, passage.starts[index])
    if offset is not None and (passage.raw[index] in ("UTC", "GMT") or (passage.glued(index) and _is_full(offset))):
        return passage.index_at(offset.end()), f"{offset[1]}{int(offset[2]):02d}:{offset[3] or '00'}"
    begin = index + 1 if passage.words[index] == "(" else index
    found = _ZONES.longest(passage.words, begin)
    if found is None or (found[0] == begin + 1 and not _meant(passage, begin)):
        return None
    end, zone = found
    if begin > index:
        return (end + 1, zone) if passage.words[end] == ")" else None
    return None if passage.glued(end) and passage.words[end][:1].isalnum() else (end, zone)


def _is_full(offset: re.Match[str]) -> bool:
    """Whether an offset stands for itself: 10:00+01:00, but 10:00-12:00 is a range."""
    return offset[1] == "+" and offset[3] is not None


def _meant(passage: Passage, index: int) -> bool:
    """Whether one word is a zone: EST, but neither "at" nor "cat"."""
    word, raw = passage.words[index], passage.raw[index]
    if word in _BEFORE_TIME:
        return raw[0].isupper() and not passage.raw[index + 1][:1].isalpha()
    if len(word) > _LONGEST_LETTERS and word not in _DOUBTFUL:
        return True
    return word not in _NEVER and (raw.isupper() or word in _IN_LOWER_CASE)
