"""ORDINAL and CARDINAL: places in an order, and numbers that count or measure without a unit."""

from __future__ import annotations

from onoma.document import Value
from onoma.rules.values.names import ends_name, is_name
from onoma.rules.values.nouns import counted_after
from onoma.rules.values.numbers import Number, number_at
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage, Reading
from onoma.rules.values.phrases import Phrases, table
from onoma.rules.values.ranges import amounts, numbers_at

__all__ = ["CARDINAL", "ORDINAL", "cardinal_at", "ordinal_at"]

ORDINAL = "ORDINAL"
CARDINAL = "CARDINAL"

_FIXED = {
    word: Phrases((form, True) for form in forms)
    for word, forms in table("names")["ordinals"].items()
    if word != "fixed_before"
}
_STREETS = frozenset(table("names")["after"]["streets"])
_NAMED_AFTER = frozenset(
    (
        "amendment",
        "avenue",
        "ave",
        "street",
        "st",
        "symphony",
        "infantry",
        "regiment",
        "battalion",
        "division",
        "armored",
        "brigade",
        "circuit",
        "congress",
        "army",
        "fleet",
        "ward",
        "district",
        "century",
        "centuries",
        "squadron",
        "airborne",
        "cavalry",
        "republic",
        "reich",
        "crusade",
        "dynasty",
    )
)
_PRONOUN_BEFORE = frozenset(
    (
        "no",
        "any",
        "some",
        "every",
        "each",
        "this",
        "that",
        "which",
        "the",
        "another",
        "other",
        "new",
        "old",
        "good",
        "bad",
        "right",
        "wrong",
        "big",
        "small",
        "last",
        "next",
        "only",
        "first",
        "second",
        "same",
        "different",
        "better",
        "best",
        "black",
        "white",
        "red",
        "blue",
        "loved",
        "little",
        "young",
        "a",
        "nice",
        "me",
        "single",
        "great",
        "worst",
        "cheap",
        "cheaper",
        "former",
        "latter",
        "day",
        "another",
        "former",
        "ever",
        "previous",
        "broken",
        "original",
        "your",
        "my",
        "like",
        "favorite",
        "particular",
        "loved",
        "replacement",
        "larger",
        "smaller",
        "bigger",
        "newer",
        "older",
        "wireless",
        "similar",
        "perfect",
    )
)
_COUNTS_ONE = frozenset(("in", "out", "to"))


def ordinal_at(passage: Passage, index: int) -> Reading | None:
    """The ordinal number that begins at a token, where it says a place in an order."""
    found = ordinal_number_at(passage, index)
    if found is None:
        return None
    end, number = found
    word = passage.words[index]
    if word[:1].isdigit():
        if passage.glued(index) and passage.words[index - 1][-1:].isalnum():
            return None
        return None if _in_a_name(passage, end, figures=True) else Reading(end, ORDINAL, number)
    if passage.words[end] in ("s",) or (passage.glued(end) and passage.words[end][:1].isalnum()):
        return None
    if _fixed(passage, index, end) or _in_a_name(passage, end, figures=False):
        return None
    return Reading(end, ORDINAL, number)


def _fixed(passage: Passage, index: int, end: int) -> bool:
    """Whether the word is part of a set phrase: `second thoughts`, `at first`, `third-party`, `in a second`."""
    words = passage.words
    word, before = words[index], words[index - 1] if index else ""
    phrases = _FIXED.get(word)
    begin = end + 1 if passage.in_hyphens(end) else end
    if phrases is not None and phrases.longest(words, begin) is not None:
        if not (word == "third" and words[begin] == "of") or before in ("a", "one", "two"):
            return words[begin] not in (
                "floor",
                "come",
                "later",
                "ago",
                "before",
                "of",
                "opinion",
                "opinions",
                "language",
                "home",
                "helping",
                "person",
                "street",
                "avenue",
            ) or (
                passage.raw[index][:1].isupper()
                and words[begin] in ("street", "avenue")
                or (words[begin] in ("of", "later", "ago", "before", "come"))
            )
    if word == "first":
        return (
            (before in ("at", "head", "safety", "feet") and not words[end][:1].isalpha())
            or (
                before == "at"
                and words[end] in ("i", "he", "she", "it", "we", "they", "the", "glance", "sight", "but", "and")
            )
            or (words[end] == "," and (index == 0 or words[index - 1] in (".", ";", "!", "?")) and False)
        )
    if word == "second":
        return (
            before in ("a", "per", "one", "every", "split", "each", "half", "single", "this", "last")
            and (
                not words[end][:1].isalpha()
                or words[end] in ("and", "or", "of", "to", "for", "before", "because", "i", "that", "while", "but")
                or before in ("per", "split", "half")
            )
            and before not in ("last",)
        )
    return False


def _in_a_name(passage: Passage, end: int, *, figures: bool) -> bool:
    """`5th Avenue`, `Second Amendment`, `101st Airborne`."""
    begin = end + 1 if passage.in_hyphens(end) else end
    after = passage.raw[begin]
    if after[:1].isupper() and passage.words[begin] in _NAMED_AFTER:
        return True
    if after[:1].isupper() and passage.words[begin] in _STREETS:
        return True
    return False


def cardinal_at(passage: Passage, index: int) -> Reading | None:
    """The number or range of numbers that begins at a token, where it counts."""
    number = numbers_at(passage, index)
    if number is None:
        return None
    if number.upper is not None and not _range_counts(passage, number, index):
        number = number_at(passage, index)
        if number is None:
            return None
        if passage.in_hyphens(number.end) and passage.words[number.end + 1][:1].isdigit():
            return Reading(number.end + 2, "", None)
    end = number.end
    if number.figures:
        first = index + 1 if passage.words[index] in ("-", "+", ".") else index
        if ends_name(passage, first, end) or is_name(passage, index, end) or _thousand_name(passage, index, end):
            return Reading(_name_end(passage, end), "", None)
        if passage.words[index] in ("-", "+") and not number.upper and number.plain:
            return None
    elif not _words_count(passage, index, end, number):
        return None
    return Reading(end, CARDINAL, _value(number))


def _thousand_name(passage: Passage, index: int, end: int) -> bool:
    """`4K` television, a `5K` run: no thousands that count anything."""
    if passage.raw[end - 1] != "K" or end != index + 2:
        return False
    before = passage.words[index - 1] if index else ""
    return not counted_after(passage, end) and (
        before in ("a", "the", "my", "in", "first") or len(passage.words[index]) == 1
    )


def _name_end(passage: Passage, end: int) -> int:
    """Where that ends of which figures are a part: nothing in it is a number."""
    last = min(end + 12, passage.n)
    while end < last and passage.glued(end):
        word = passage.words[end]
        if not (word[:1].isalnum() or word in ("-", "/", ".", ":", "_", "#", "@")):
            break
        if word in (".", ":", "-", "/") and not (passage.glued(end + 1) and passage.words[end + 1][:1].isalnum()):
            break
        end += 1
    return end


def _range_counts(passage: Passage, number: Number, index: int) -> bool:
    """Whether two numbers with a dash are a range and no score: `3-5 children`, `10,000-20,000`, but not `3-2`."""
    joint = number_at(passage, index)
    if joint is None or joint.amount is None or passage.words[joint.end] != "-":
        return True
    if number.upper is None or number.amount is None or number.upper <= number.amount:
        return False
    after = passage.words[number.end]
    if not number.plain:
        return True
    return (after.isalpha() and not passage.glued(number.end)) or number.amount >= 10 and not passage.glued(index)


def _words_count(passage: Passage, index: int, end: int, number: Number) -> bool:
    """Whether a number in words counts: not `one` as a pronoun, not `half past`, not `six` in a name."""
    words, word = passage.words, passage.words[index]
    before, after = words[index - 1] if index else "", words[end]
    if (
        passage.glued(end)
        and (after[:1].isalnum() or after == "_")
        or (
            passage.glued(index)
            and (
                before[-1:].isalnum()
                or before in ("-", "@", "_", "'")
                and index > 1
                and passage.glued(index - 1)
                and before != "'"
            )
        )
    ):
        return False
    if word == "one" and end == index + 1:
        return _one_counts(passage, index, end, before, after)
    if word in ("half", "quarter", "third") and end == index + 1:
        return _half_counts(passage, index, after, before)
    if word in ("zero",) and passage.in_hyphens(end):
        return False
    if passage.in_hyphens(end) and words[end + 1].isalpha() and number.amount == 1:
        return False
    return not (_title(passage, index, end))


def _title(passage: Passage, index: int, end: int) -> bool:
    """`Six Sigma`, `Seven Sisters`: capitals inside of a sentence."""
    raw = passage.raw
    inside = index > 0 and passage.words[index - 1] not in (".", "!", "?", ":", '"', "\n\n", ";", "-", "•")
    return (
        raw[index][:1].isupper()
        and raw[end][:1].isupper()
        and not raw[end].isupper()
        and (inside or raw[end] in ("Sigma",))
    )


def _one_counts(passage: Passage, index: int, end: int, before: str, after: str) -> bool:
    if after == "of" and number_at(passage, end + 1) is not None:
        return True
    if after in (
        "of",
        "'",
        "another",
        "day",
        "s",
        "can",
        "could",
        "must",
        "would",
        "should",
        "might",
        "may",
        "who",
        "that",
        "which",
        "is",
        "was",
        "to",
    ) or passage.in_hyphens(end):
        return after == "to" and False
    if before in _PRONOUN_BEFORE or passage.raw[index] == "One" and after in ("thing", "can", "has"):
        return False
    if after in ("in", "out") and number_follows(passage, end):
        return True
    return after.isalpha() and after not in (
        "i",
        "and",
        "or",
        "but",
        "for",
        "with",
        "on",
        "at",
        "from",
        "as",
        "because",
        "if",
        "when",
        "than",
        "by",
        "a",
        "the",
        "has",
        "had",
        "will",
        "are",
        "were",
        "does",
        "did",
        "knows",
        "said",
        "called",
        "ever",
        "else",
        "thing",
        "way",
        "side",
        "time",
        "point",
        "reason",
        "more",
        "please",
        "pls",
        "too",
        "just",
        "it",
        "not",
        "under",
        "there",
        "here",
        "in",
        "so",
        "hand",
        "big",
        "good",
        "he",
        "she",
        "we",
        "they",
        "you",
        "where",
        "without",
        "until",
        "after",
        "before",
        "last",
        "single",
        "needs",
        "wants",
        "gets",
        "answered",
        "works",
        "broke",
        "died",
        "arrived",
        "came",
        "who",
        "whose",
        "never",
        "always",
        "can",
        "out",
        "up",
        "off",
        "made",
        "seems",
        "per",
        "instead",
        "now",
        "again",
        "today",
        "tomorrow",
        "yesterday",
        "over",
        "also",
        "only",
        "which",
        "should",
        "would",
        "got",
        "really",
        "being",
    )


def number_follows(passage: Passage, end: int) -> bool:
    """Whether another number stands in `one in five`, `one out of ten`."""
    begin = end + 1 + (passage.words[end + 1] == "of")
    return number_at(passage, begin) is not None


def _half_counts(passage: Passage, index: int, after: str, before: str) -> bool:
    if passage.words[index] == "half":
        return (
            (
                after
                in (
                    "of",
                    "the",
                    "my",
                    "our",
                    "their",
                    "his",
                    "her",
                    "its",
                    "your",
                    "these",
                    "those",
                    "this",
                    "that",
                    "all",
                    "as",
                )
                or before
                in (
                    "by",
                    "in",
                    "other",
                    "one",
                    "than",
                    "about",
                    "over",
                    "nearly",
                    "almost",
                    "least",
                    "a",
                    "only",
                    "and",
                )
                or not after[:1].isalpha()
            )
            and not passage.in_hyphens(index + 1)
            and before not in ("first", "second", "better", "half", "other", "last", "final", "past")
        )
    return False


def _value(number: Number) -> Value:
    amount = amounts(number)
    if isinstance(amount, tuple):
        return {"min": amount[0], "max": amount[1]}
    if isinstance(amount, float):
        return round(amount, 4) if number.amount is not None and abs(number.amount) < 1 else amount
    return amount
