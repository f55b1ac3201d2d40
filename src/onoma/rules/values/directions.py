"""Which of two is meant where a date does not say: the one behind or the one ahead."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import table
from onoma.rules.values.tenses import past_tense

__all__ = ["lies_behind"]

_BEHIND = frozenset(table("calendar")["directions"]["behind"])
_AHEAD = frozenset(table("calendar")["directions"]["ahead"])


def lies_behind(passage: Passage, index: int) -> bool:
    """Whether a date at a token that names no year or week is the latest such one, and not the next."""
    before = passage.words[index - 1] if index else ""
    if before in ("the", "of"):
        before = passage.words[index - 2] if index > 1 else ""
    if before in _BEHIND:
        return True
    return before not in _AHEAD and past_tense(passage, index)
