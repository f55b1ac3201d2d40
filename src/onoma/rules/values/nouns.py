"""Whether something is counted behind a number: `20 people`, `3 new houses`, but not `Windows 11 works`."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["counted_after", "plain_word_after"]

_IRREGULAR = row("nouns", "plurals", "irregular")
_NO_NOUNS = row("nouns", "plurals", "no_nouns")
_SINGULAR_ENDINGS = ("ss", "us", "is")


def counted_after(passage: Passage, end: int) -> bool:
    """Whether a plural stands at a token, or behind an adjective there."""
    if not plain_word_after(passage, end):
        return False
    return _plural(passage.raw[end]) or (plain_word_after(passage, end + 1) and _plural(passage.raw[end + 1]))


def plain_word_after(passage: Passage, end: int) -> bool:
    """Whether a word in lower case, which may be a noun, stands at a token, apart from the one before."""
    word = passage.raw[end]
    return word.isalpha() and word[0].islower() and word not in _NO_NOUNS and not passage.glued(end)


def _plural(word: str) -> bool:
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS))
