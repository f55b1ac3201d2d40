"""Whether a sentence speaks of the past: what tells last Friday from next Friday in "on Friday"."""

from __future__ import annotations

from collections.abc import Iterable

from onoma.rules.values.phrases import table
from onoma.rules.values.tokens import PARAGRAPH, Tokens

__all__ = ["past_tense"]

_WORDS = table("tenses")["words"]
_FUTURE = frozenset(_WORDS["not_past_verbs"])
_AUXILIARIES = frozenset(_WORDS["auxiliaries"])
_PAST = frozenset(_WORDS["past_verbs"])
_NO_VERBS = frozenset(_WORDS["no_verbs"])
_ADVERBS = frozenset(("not", "also", "never", "just", "been", "already", "only", "now", "n", "t", "'"))
_ENDS = frozenset((".", "!", "?", PARAGRAPH, ";"))
_FARTHEST = 60


def past_tense(tokens: Tokens, index: int) -> bool:
    """Whether the verb beside a token is in the past tense: the last before it in its sentence, else the next."""
    before = range(index - 1, max(-1, index - _FARTHEST), -1)
    found = _first_tense(tokens, before)
    if found is None:
        found = _first_tense(tokens, range(index, min(tokens.n, index + _FARTHEST)))
    return found is True


def _first_tense(tokens: Tokens, indices: Iterable[int]) -> bool | None:
    for index in indices:
        word = tokens.words[index]
        if word in _ENDS and _ends_sentence(tokens, index):
            return None
        if word in _FUTURE:
            return False
        if word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NO_VERBS):
            return not _after_auxiliary(tokens, index)
    return None


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    if tokens.words[index] != ".":
        return True
    follows = tokens.raw[index + 1]
    return not tokens.glued(index + 1) and not follows[:1].islower() and len(tokens.raw[index - 1]) > 2


def _after_auxiliary(tokens: Tokens, index: int) -> bool:
    """Whether the form is the participle of `will be held`, `is closed`, `has moved`, `to be paid`."""
    index -= 1
    while index > 0 and tokens.words[index] in _ADVERBS:
        index -= 1
    return index >= 0 and tokens.words[index] in _AUXILIARIES
