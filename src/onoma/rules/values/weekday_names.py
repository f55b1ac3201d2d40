"""Names of weekdays, and whether one that is also a word is meant as a day: sat, sun, wed."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, row

__all__ = ["WEEKDAYS", "weekday_at", "weekday_meant"]

WEEKDAYS = numbered("calendar", "weekdays")
_DOUBTFUL = row("calendar", "doubtful", "weekdays")
_PAPERS = row("calendar", "doubtful", "papers")
_CUES = frozenset(("on", "next", "last", "this", "every", "by", "until", "til", "till"))
_CUES_IN_CHATS = frozenset(("do", "free", "this", "come"))
_SIGNS_BEFORE = frozenset(("-", "(", "to", ":", "and", "from", "or", ","))
_SIGNS_BEHIND = frozenset(("-", "to", "&", "at", "/", ","))


def weekday_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """The weekday at a token, with its full stop where it is abbreviated: where it ends, and which."""
    word = passage.words[index]
    return (passage.after_stop(index), WEEKDAYS[word]) if word in WEEKDAYS else None


def weekday_meant(passage: Passage, index: int, end: int) -> bool:
    """Whether a name that ends before `end` is a weekday, where nothing else says so."""
    word, raw = passage.words[index], passage.raw[index]
    if word.endswith("day"):
        return not (passage.raw[end][:1].isupper() and passage.words[end] in _PAPERS)
    if word not in _DOUBTFUL:
        return True
    before = passage.words[index - 1] if index else ""
    if before == "." and index > 1 and len(passage.words[index - 2]) == 1:  # J. Sun
        return False
    if before in _CUES_IN_CHATS and word != "sun" and not passage.words[end][:1].isalpha():
        return True
    if before in _CUES:
        return raw[0].isupper() or before in ("next", "every") or (before == "on" and word != "sun")
    behind = end > index + 1 or passage.words[end] in _SIGNS_BEHIND
    return raw[0].isupper() and (behind or before in _SIGNS_BEFORE)
