"""Whether something is counted behind a number: `20 people`, `3 new houses`, but not `Windows 11 works`."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import table

__all__ = ["counted_after"]

_PLURALS = frozenset(table("nouns")["plurals"]["irregular"])
_NO_NOUNS = frozenset(table("nouns")["others"]["words"])


def counted_after(passage: Passage, end: int) -> bool:
    """Whether a plural stands at a token, or behind an adjective there."""
    word = passage.raw[end]
    if not word.isalpha() or not word[0].islower() or word in _NO_NOUNS or passage.glued(end):
        return False
    if _plural(word):
        return True
    following = passage.raw[end + 1]
    return following.isalpha() and following[0].islower() and following not in _NO_NOUNS and _plural(following)


def _plural(word: str) -> bool:
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))
