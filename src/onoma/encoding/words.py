"""Text to words: the units that carry one tag each.

A word is a run of letters and digits with the marks that belong to it, one ideograph, or one other
visible character, so an entity can begin or end at any punctuation. White space is never a word.
"""

from __future__ import annotations

import re

from onoma.document import Span

__all__ = ["WORD", "is_ideograph", "split_words"]

# Marks that no letter stands without: combining accents, joiners and other zero-width characters,
# variation selectors. They stay in the word they follow, so "e" + U+0301 is one letter of one word.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff"
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"

WORD = re.compile(rf"[{_IDEOGRAPHS}]|(?:[^\W_{_IDEOGRAPHS}][{_MARKS}]*)+|[^\w\s]|_")


_IDEOGRAPH = re.compile(rf"[{_IDEOGRAPHS}]")


def is_ideograph(character: str) -> bool:
    """Whether the character is a word by itself."""
    return _IDEOGRAPH.match(character) is not None


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words of `text[start:end]`, in code points of `text`, in order."""
    return [match.span() for match in WORD.finditer(text, start, len(text) if end is None else end)]
