"""Clock times in figures: `17:30:15`, `5pm`, `5.30 p.m.`, `17h30`, `0900 hours`, `2211 GMT`, and a bare hour."""

from __future__ import annotations

import re

from onoma.rules.values.clock import ClockTime, after_o_clock, with_mark
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["time_in_figures"]

_COLON = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])([.,][0-9]{1,6})?)?(?![0-9])(?!:[0-9])(?![.][0-9])")
_POINT = re.compile(r"(1[0-2]|0?[1-9])\.([0-5][0-9])(?![0-9.])")
_LETTER = re.compile(r"([01]?[0-9]|2[0-3])h([0-5][0-9])(?![0-9A-Za-z])")
_FOUR = r"([01][0-9]|2[0-3])([0-5][0-9])"
_FOUR_HOURS = re.compile(_FOUR + r" ?(?:hrs?|hours|h)\b")
_FOUR_IN_ZONE = re.compile(_FOUR + r"(?= ?(?:GMT|UTC|Z|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|IST|JST|ET)\b)")
_FOUR_ALONE = re.compile(r"(0[0-9])([0-5][0-9])(?![0-9A-Za-z/:-]|[.,][0-9])")
_BEFORE_FOUR = row("times", "hours", "before_four")
_SIGNS = frozenset((":", "/", ".", "$", "€", "£", "#", "_"))
_BEHIND = frozenset(("h", "z", "est", "utc", "hrs"))
_HOURS = frozenset(("hrs", "hours", "h", "hr", "uhr"))
_RATIOS = row("times", "ratios", "words")
_SURE_RATIOS = frozenset(("ratio", "titer", "titre", "dilution"))
_NOON, _DAY = 12, 24


def time_in_figures(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """The time in figures that begins at a token."""
    word = passage.words[index]
    if not word[:1].isdigit() or (passage.glued(index) and _hangs(passage.words[index - 1])):
        return None
    start, text = passage.starts[index], passage.text
    if match := _COLON.match(text, start):
        return _with_colon(passage, index, match)
    if match := _FOUR_HOURS.match(text, start) or _LETTER.match(text, start) or _FOUR_IN_ZONE.match(text, start):
        return passage.index_at(match.end()), ClockTime(int(match[1]), int(match[2]), marked=True)
    if (match := _FOUR_ALONE.match(text, start)) and index and passage.words[index - 1] in _BEFORE_FOUR:
        return index + 1, ClockTime(int(match[1]), int(match[2]), marked=True)
    if match := _POINT.match(text, start):
        return with_mark(passage, match.end(), ClockTime(int(match[1]), int(match[2])))
    if not word.isdigit() or len(word) > 2 or int(word) > _DAY:
        return None
    time = ClockTime(int(word) % _DAY, bare=True)
    return with_mark(passage, passage.ends[index], time) or after_o_clock(passage, index + 1, time) or (index + 1, time)


def _hangs(before: str) -> bool:
    return before in _SIGNS or (before[:1].isalnum() and before != "t")


def _with_colon(passage: Passage, index: int, match: re.Match[str]) -> tuple[int, ClockTime] | None:
    hour, end = int(match[1]), passage.index_at(match.end())
    if hour > _DAY or _is_ratio(passage, index):
        return None
    second, fraction = int(match[3]) if match[3] else None, (match[4] or "").replace(",", ".")
    sure = hour > _NOON or match[1].startswith("0")
    time = ClockTime(hour % _DAY, int(match[2]), second, marked=sure, fraction=fraction)
    marked = with_mark(passage, match.end(), time)
    if marked is not None:
        return marked
    following = passage.words[end]
    if passage.glued(end) and (following == ":" or (following[:1].isalpha() and following not in _BEHIND)):
        return None
    return end + (following in _HOURS), time


def _is_ratio(passage: Passage, index: int) -> bool:
    """Whether figures with a colon are a ratio or a verse: `a ratio of 1:20`, `John 3:16`."""
    before = passage.words[max(0, index - 3) : index]
    if not _SURE_RATIOS.isdisjoint(before):
        return True
    if before and before[-1] in ("of", "to", "is"):
        before.pop()
    return bool(before) and before[-1] in _RATIOS
