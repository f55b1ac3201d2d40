"""Names of months, and whether one that is also a word or somebody's name is meant as a month: may, march, April."""

from __future__ import annotations

from onoma.rules.values.nouns import plain_word_after
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, row

__all__ = ["MONTHS", "month_meant"]

MONTHS = numbered("calendar", "months")
_DOUBTFUL = row("calendar", "doubtful", "months")
_CUES = row("calendar", "doubtful", "cues")
_JOINTS = frozenset(("and", "or", "to", "-", "through"))
_CUES_IN_LOWER_CASE = frozenset(("in", "since", "until", "last", "next", "late", "early", "mid"))
_MORE_CUES_IN_LOWER_CASE = frozenset(("by", "this", "during", "of"))
_NAME_CUES = frozenset(("for", "from", "of", "by", "before", "after", "to", "between"))
_STUCK = frozenset(("-", "_", "/", "@"))
_MARCHING = frozenset(("on", "for", "of", "against", "to", "through"))


def month_meant(passage: Passage, index: int, end: int) -> bool:
    """Whether a month without day and year, which ends before `end`, is one."""
    word, raw = passage.words[index], passage.raw[index]
    before = passage.words[index - 1] if index else ""
    if (
        passage.glued(index)
        and before in _STUCK
        and not (before == "-" and index > 1 and _dated(passage.words[index - 2]))
    ):
        return False
    if word not in _DOUBTFUL:
        return len(word) > 4 or word == "july" or raw[0].isupper() or before in _CUES
    if before == "-" and index > 1:
        before = passage.words[index - 2]
    if before == "the" and raw.istitle() and (len(word) > 3 or word == "may"):
        return plain_word_after(passage, end)  # the March report
    if not (before in _CUES or (before in _JOINTS and index > 1 and passage.words[index - 2] in MONTHS)):
        return raw[0].isupper() and passage.words[end] in ("-", "to", "through") and passage.words[end + 1] in MONTHS
    return _cued_month(passage, end, before, raw, word)


def _dated(word: str) -> bool:
    return word in MONTHS or word in ("mid", "early", "late", "pre", "post") or word.isdigit()


def _cued_month(passage: Passage, end: int, before: str, raw: str, word: str) -> bool:
    """Whether a doubtful name behind a word such as `in` is a month."""
    named = passage.raw[end][:1].isupper() and passage.raw[end].isalpha()
    if raw[0].islower():
        return before in _CUES_IN_LOWER_CASE or (before in _MORE_CUES_IN_LOWER_CASE and word not in ("may", "march"))
    if word in ("march", "mar"):
        return passage.words[end] not in _MARCHING or before in _CUES_IN_LOWER_CASE
    if before == "on":
        return False
    return not (named and before in _NAME_CUES and len(word) < 7) and not (
        passage.words[end] == "'" and before in _NAME_CUES
    )
