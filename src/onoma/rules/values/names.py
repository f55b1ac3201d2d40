"""Numbers that name and don't count: versions, rooms, addresses, scores, ratios, what holds XX for its digits."""

from __future__ import annotations

import re

from onoma.rules.values.nouns import counted_after
from onoma.rules.values.numerals import numeral_of
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import table

__all__ = ["ends_name", "is_name"]

_BEFORE = table("names")["before"]
_THINGS = frozenset(_BEFORE["things"])
_DOUBTFUL = frozenset(_BEFORE["doubtful"])
_MEASURES = frozenset(table("names")["measures"]["words"])
_STREETS = frozenset(table("names")["after"]["streets"])
_STATES = frozenset(table("names")["after"]["states"])
_SIGNS_BEFORE = frozenset(("#", "№", "_", "/", "\\", "@", "§", "^", "*", "=", "&", "~"))
_CHUNK = re.compile(r"[0-9A-Za-z][0-9A-Za-z]*(?:[-/.:_#][0-9A-Za-z]+)*")
_LONG = 10


def ends_name(passage: Passage, index: int, end: int) -> bool:
    """Whether figures at `[index, end)` are only a part of something longer: of `B12`, `4482-19937`, `3.11.7-rc1`."""
    words = passage.words
    if passage.glued(index):
        before = words[index - 1]
        if before[-1:].isalnum() or before in _SIGNS_BEFORE - {"=", "~"}:
            return True
        if (
            before in ("-", ".", ":", ",")
            and index > 1
            and passage.glued(index - 1)
            and words[index - 2][-1:].isalnum()
        ):
            return not (before == "," and words[index - 2].isalpha())
    if passage.glued(end):
        after = words[end]
        if after[:1].isalnum() or after in ("_", "@", "#", "\\", "^"):
            return True
        if after in ("/", ":", ".") and passage.glued(end + 1) and words[end + 1][:1].isalnum():
            return True
        capital = words[end + 1][:1].isdigit() or len(words[end + 1]) == 1 or passage.raw[end + 1][:1].isupper()
        if after == "-" and passage.glued(end + 1) and capital:
            return True
    return False


def is_name(passage: Passage, index: int, end: int) -> bool:
    """Whether the number at `[index, end)` is the name of what stands before it, or of a place."""
    words = passage.words
    figures = words[index]
    if figures[:1].isdigit() and (numeral_of(figures) is None or _long_figures(figures)):
        return True
    before = words[index - 1] if index else ""
    two_before = words[index - 2] if index > 1 else ""
    if before in (".", ":", "#", "(", "-") and (
        two_before in _THINGS - _DOUBTFUL
        or before == "#"
        or (before == "." and two_before in ("no", "vol", "fig", "p", "pp", "art", "ch", "sec", "apt"))
    ):
        return before not in ("-",) or passage.glued(index)
    if passage.raw[end] == "Cent":
        return True
    if figures == "911" and before in ("on", "call", "called", "dial", "dialed", "to", "the", "a"):
        return True
    if before in _THINGS and not (before in _DOUBTFUL and counted_after(passage, end)):
        return before not in _MEASURES or before in ("level", "grade") or (before in ("p", "t", "cr", "k") and False)
    if (
        before in ("and", "or", "to", ",", "&", "through", "-")
        and index > 2
        and words[index - 2][:1].isdigit()
        and words[index - 3] in _THINGS
        and not _noun_follows(passage, end)
    ):
        return True
    if before in ("in", "with") and two_before in ("ending", "ends", "end", "starting", "beginning"):
        return True
    if (
        words[end] in ("u", "usc", "cfr", "c", "f", "us")
        and passage.raw[end].isupper()
        and (words[end + 1] == "." or len(words[end]) == 3)
    ):
        return True
    return _address(passage, index, end) or _after_capital(passage, index, end)


def _long_figures(figures: str) -> bool:
    digits = figures.replace(",", "").replace(".", "")
    if "," in figures or "." in figures:
        return False
    return len(digits) > _LONG or (digits.startswith("0") and len(digits) > 1)


def _noun_follows(passage: Passage, end: int) -> bool:
    after = passage.raw[end]
    return (
        after[:1].isalpha()
        and after[:1].islower()
        and after
        not in (
            "is",
            "was",
            "and",
            "or",
            "in",
            "on",
            "at",
            "to",
            "for",
            "of",
            "with",
            "has",
            "had",
            "are",
            "were",
            "will",
            "from",
            "by",
            "as",
            "but",
            "that",
            "which",
            "if",
            "when",
            "it",
        )
    )


def _address(passage: Passage, index: int, end: int) -> bool:
    """`1600 Larimer St`, `Denver, CO 80202`, `LS1 4AB`."""
    raw, words = passage.raw, passage.words
    if not words[index].isdigit():
        return False
    before = raw[index - 1] if index else ""
    if len(words[index]) == 5 and before.isupper() and before.lower() in _STATES:
        return True
    if not raw[end][:1].isupper() or passage.glued(end):
        return False
    ahead = [word for word in words[end + 1 : end + 4]]
    for at, word in enumerate(ahead):
        if word in _STREETS and raw[end + 1 + at][:1].isupper():
            return all(raw[end + 1 + k][:1].isupper() or raw[end + 1 + k] in (".",) for k in range(at))
        if not raw[end + 1 + at][:1].isupper() and word != ".":
            return False
    return words[end] == "broadway"


def _after_capital(passage: Passage, index: int, end: int) -> bool:
    """`Galaxy 24`, `Apollo 11`, `BA 286`: a name with a number, where nothing is counted by it."""
    if not index or not passage.words[index][:1].isdigit() or passage.glued(index):
        return False
    before, word = passage.raw[index - 1], passage.words[index - 1]
    if not before[:1].isupper() or word in _MEASURES or not before.isalnum():
        return False
    if not passage.words[index].isdigit():
        return False
    if before.isupper() and len(before) > 1 and len(passage.words[index]) >= 3:
        return not _noun_follows(passage, end)
    if _starts_sentence(passage, index - 1) or word in _COMMON:
        return False
    if passage.words[end] in (":",):
        return False
    return not counted_after(passage, end)


_COMMON = frozenset(
    (
        "the",
        "in",
        "on",
        "at",
        "of",
        "and",
        "or",
        "for",
        "with",
        "about",
        "over",
        "only",
        "i",
        "we",
        "they",
        "he",
        "she",
        "it",
        "at",
        "all",
        "are",
        "is",
        "was",
        "were",
        "has",
        "have",
        "had",
        "by",
        "from",
        "to",
        "than",
        "least",
        "yes",
        "no",
        "up",
        "got",
        "give",
        "need",
        "order",
        "ordered",
        "items",
        "than",
        "nearly",
        "under",
        "after",
        "before",
        "between",
        "my",
        "our",
        "her",
        "his",
        "their",
        "these",
        "those",
        "some",
        "buy",
        "send",
        "take",
        "hours",
        "total",
        "pain",
        "score",
        "given",
        "dispense",
        "disp",
        "refills",
        "count",
        "results",
        "result",
        "gave",
        "scored",
        "sent",
        "sold",
        "bought",
    )
)


def _starts_sentence(passage: Passage, index: int) -> bool:
    return index == 0 or passage.words[index - 1] in (".", "!", "?", ":", "\n\n", "|", ";", "•", "-", "*", '"')
