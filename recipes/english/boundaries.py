"""Where entities begin and end: no article, no possessive, no role, one place per span.

The conventions are the same for every source: `the Netherlands` is `Netherlands`, `Baghdad , Iraq`
is two places, `U.N. Secretary-General` is `U.N.`, a war or a storm has its whole name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from tables import DEMONYMS, LABEL_OF, read_list
from tagged import UNKNOWN, Sentence, Span, add_spans

__all__ = ["mark_events", "split_offices", "tidy"]

ARTICLES = frozenset(["the", "The", "a", "an", "A", "An", "THE"])
EDGES = frozenset(
    [".", ",", ";", ":", "!", "?", '"', "'", "'s", "’s", "’", "(", ")", "-", "--", "/", "“", "”", "and", "of"]
)
DIRECTIONS = frozenset(read_list("directions"))
ROLES = frozenset(read_list("roles"))
LISTS_OF_PLACES = frozenset({"India and Pakistan", "West Bank and Gaza Strip"})
STORM = re.compile(r"(Hurricanes?|Typhoon|Cyclone|Storm)$")
EVENT_ENDS = frozenset(read_list("event-words"))
NOT_EVENTS = frozenset(read_list("event-openers"))
YEAR = re.compile(r"(1[89]|20)\d\d$")


def tidy(sentence: Sentence) -> Sentence:
    """The sentence with every span cut to the name alone, and lists of places split."""
    spans: list[Span] = []
    for span in sentence.spans:
        for part in _parts(sentence, span):
            spans.append(_cut(sentence, part))
    return sentence.with_spans(spans)


def _parts(sentence: Sentence, span: Span) -> Iterable[Span]:
    """`Baghdad , Iraq` and `India and Pakistan` are two places; `Bosnia and Herzegovina` is one.

    What follows a possessor within a person (`Abbas ' Fatah`) is something else, of unknown kind.
    """
    if span.label == "PERSON":
        for index in range(span.start + 1, span.end - 1):
            if sentence.words[index] in {"'", "'s", "’s"}:
                return [span._replace(end=index), Span(index + 1, span.end, UNKNOWN)]
    if span.label == "ORG" and "'s" in sentence.words[span.start + 1 : span.end]:
        cut = sentence.words.index("'s", span.start)
        owner = LABEL_OF.get(" ".join(sentence.words[span.start : cut]), "")
        if owner == "LOC" and cut + 1 < span.end:
            return [Span(span.start, cut, owner), Span(cut + 1, span.end, UNKNOWN)]
    if span.label not in {"LOC", "NORP"} and sentence.surface(span) not in LISTS_OF_PLACES:
        return [span]
    if sentence.surface(span) in LABEL_OF:
        return [span]
    cuts = [index for index in range(span.start, span.end) if sentence.words[index] in {",", "and", "/", ";"}]
    label = "LOC" if span.label == "ORG" else span.label
    edges = [span.start - 1, *cuts, span.end]
    return [Span(left + 1, right, label) for left, right in pairwise(edges) if left + 1 < right]


def _cut(sentence: Sentence, span: Span) -> Span:
    start, end = span.start, span.end
    words = sentence.words
    if LABEL_OF.get(sentence.surface(span)) == span.label:
        return span
    while start < end and (
        words[start] in ARTICLES or words[start] in EDGES or (span.label == "LOC" and words[start] in DIRECTIONS)
    ):
        start += 1
    while start < end and words[end - 1] in EDGES:
        if words[end - 1] == "'" and any(word == "'" for word in words[start : end - 1]):
            break
        end -= 1
    return Span(start, end, span.label)


def split_offices(sentence: Sentence) -> Sentence:
    """Cuts the office off an organisation: `U.N. Secretary-General`, `U.S. Defense` + `Secretary`."""
    spans: list[Span] = []
    for span in sentence.spans:
        after = sentence.words[span.end] if span.end < len(sentence.words) else ""
        if span.label == "ORG":
            spans.extend(_without_office(sentence, span, after))
        else:
            spans.append(span)
    return sentence.with_spans(spans)


def _without_office(sentence: Sentence, span: Span, after: str) -> list[Span]:
    words = sentence.words[span.start : span.end]
    offices = [index for index, word in enumerate(words) if word in ROLES and index]
    if (
        offices
        and not {"of", "for"} & set(words[offices[0] :])
        and words[-1] not in {"Office", "Council", "Department", "Motors"}
    ):
        return [span._replace(end=span.start + offices[0])]
    if (
        after in ROLES | {"Secretaries", "Ministers"}
        and len(words) > 1
        and words[0] in {"U.S.", "US", "British", "Israeli"} | DEMONYMS
    ):
        if words[-1] in {"Department", "Ministry", "Party", "Council", "Senate", "Army", "Authority"}:
            return [span]
        return [Span(span.start, span.start + 1, "LOC" if words[0] in {"U.S.", "US"} else "NORP")]
    if after in ROLES and words[-1] in {
        "Defense",
        "Justice",
        "Information",
        "Foreign",
        "Treasury",
        "Agriculture",
        "Interior",
        "Trade",
        "Finance",
    }:
        return []
    return [span]


def mark_events(sentence: Sentence) -> Sentence:
    """Marks storms, games, cups and wars by their last word, with the year that stands directly before."""
    words = sentence.words
    found: list[Span] = []
    for index, word in enumerate(words):
        if STORM.match(word) and index + 1 < len(words) and words[index + 1][:1].isupper():
            named = words[index + 1] not in {"Center", "The", "Warning", "Watch"}
            start = index - (word == "Storm" and index > 0 and words[index - 1] == "Tropical")
            tropical = word != "Storm" or start < index
            if named and tropical:
                found.append(Span(start, index + 2, "EVENT"))
        elif word in EVENT_ENDS and index:
            found.extend(_event_ending_at(words, index))
    sentence = add_spans(sentence, found)
    return sentence.with_spans(_with_year(sentence, span) for span in sentence.spans)


def _event_ending_at(words: tuple[str, ...], index: int) -> list[Span]:
    end = _event_end(words, index)
    start = index
    while start and words[start - 1][:1].isupper() and words[start - 1] not in NOT_EVENTS and index - start < 5:
        start -= 1
    plain_war = words[index] == "War" and end == index + 1
    if plain_war and index - start > 2:
        start = index - 1
    if plain_war and start and words[start - 1] == "Civil":
        return []
    return [Span(start, end, "EVENT")] if start < index < end else []


def _event_end(words: tuple[str, ...], index: int) -> int:
    """Past `War II` and `Cup of Nations`; `index` itself within another name (`Cup Series`)."""
    after = words[index + 1 : index + 3]
    if words[index] not in {"War", "Cup", "Festival"} or not after:
        return index + 1
    if words[index] == "War" and after[0] in {"I", "II", "One", "Two"}:
        return index + 2
    if after[0] == "of" and after[-1][:1].isupper():
        end = index + 3
        while end < len(words) and words[end][:1].isupper():
            end += 1
        return end
    return index if after[0][:1].isupper() and words[index] != "Festival" else index + 1


def _with_year(sentence: Sentence, span: Span) -> Span:
    if span.label == "EVENT" and span.start and YEAR.match(sentence.words[span.start - 1]):
        return span._replace(start=span.start - 1)
    return span


def unknown_runs(sentence: Sentence, runs: Iterable[tuple[int, int]]) -> Sentence:
    """The sentence with those word intervals declared unknown."""
    return add_spans(sentence, [Span(start, end, UNKNOWN) for start, end in runs])
