"""ORDINAL: places in an order."""

from __future__ import annotations

from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, row, table

__all__ = ["ORDINAL", "ordinal_at"]

ORDINAL = "ORDINAL"

_FIXED = {word: Phrases((form, True) for form in forms) for word, forms in table("names")["ordinals"].items()}
_NAMED_AFTER = row("names", "named_after", "words") | row("names", "places", "streets")
_TIMES_BEFORE = row("nouns", "second", "times_before")
_VERB_BEFORE = row("nouns", "second", "verb_before")
_VERB_AFTER = row("nouns", "second", "verb_after")
_BEFORE_AT_FIRST = frozenset(("at", "head", "safety", "feet"))
_AFTER_AT_FIRST = frozenset(
    ("i", "he", "she", "it", "we", "they", "you", "the", "glance", "sight", "but", "and", "light")
)
_AFTER_SECONDS = frozenset(
    ("and", "or", "of", "to", "for", "before", "because", "i", "that", "while", "but", "later", "ago")
)


def ordinal_at(passage: Passage, index: int) -> Reading | None:
    """The ordinal number that begins at a token, where it says a place in an order."""
    found = ordinal_number_at(passage, index)
    if found is None or (passage.glued(index) and passage.words[index - 1][-1:].isalnum()):
        return None
    end, number = found
    if _in_a_name(passage, index, end) or (passage.glued(end) and passage.words[end][:1].isalnum()):
        return None
    if not passage.words[index][:1].isdigit() and _fixed(passage, index, end):
        return None
    return Reading(end, ORDINAL, number)


def _in_a_name(passage: Passage, index: int, end: int) -> bool:
    """`5th Avenue`, `Second Amendment`, `101st Airborne`, `First National Bank`."""
    begin = end + 1 if passage.in_hyphens(end) else end
    after = passage.raw[begin]
    if not after[:1].isupper():
        return False
    if passage.words[begin] in _NAMED_AFTER:
        return True
    return index > 0 and passage.raw[index].istitle() and passage.raw[index].isalpha() and after.istitle()


def _fixed(passage: Passage, index: int, end: int) -> bool:
    """Whether the word is part of a set phrase: `second thoughts`, `at first`, `third-party`, `in a second`."""
    words = passage.words
    word, before = words[index], words[index - 1] if index else ""
    begin = end + 1 if passage.in_hyphens(end) else end
    if word in _FIXED and _FIXED[word].longest(words, begin) is not None:
        return True
    if word == "first":
        return before in _BEFORE_AT_FIRST and (not words[end][:1].isalpha() or words[end] in _AFTER_AT_FIRST)
    if word == "second":
        verb = before in _VERB_BEFORE and words[end] in _VERB_AFTER
        return verb or (before in _TIMES_BEFORE and (not words[end][:1].isalpha() or words[end] in _AFTER_SECONDS))
    return False
