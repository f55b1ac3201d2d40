"""Titles before names: `President Hugo Chavez` is a title and a PERSON, `Secretary of State` only a title.

The corpora put titles inside persons, beside them or, worse, into organisations; `untitle` finds the
name after a title whatever the corpus made of it.
"""

from __future__ import annotations

from tables import DEMONYMS, LABEL_OF, MONTHS_AND_DAYS, read_list
from tagged import Sentence, Span, add_spans

__all__ = ["INSTITUTIONS", "is_title", "untitle"]

STRONG = frozenset(read_list("titles"))
WEAK = frozenset(read_list("titles-weak"))
OFFICES = (
    "State",
    "Defense",
    "Education",
    "Energy",
    "Commerce",
    "Homeland",
    "Security",
    "Labor",
    "Agriculture",
    "Health",
    "Treasury",
)
FORMS_OF_ADDRESS = frozenset(["Mr.", "Mr", "Ms.", "Ms", "Mrs.", "Mrs", "Miss", "Dr.", "Dr", "Prof.", "Prof"])
PARTICLES = frozenset(read_list("particles"))
INSTITUTIONS = frozenset(read_list("institution-words"))
NOT_NAMES = frozenset(
    [
        "The",
        "A",
        "In",
        "On",
        "At",
        "And",
        "But",
        "For",
        "From",
        "Both",
        "After",
        "Former",
        "We",
        "I",
        "He",
        "She",
        "It",
        "They",
        "His",
        "Her",
        "This",
        "That",
        "There",
    ]
)


def is_title(word: str) -> bool:
    """Whether the word may belong to the title before a name."""
    return word in STRONG or word in WEAK


def untitle(sentence: Sentence) -> Sentence:
    """The sentence with every title outside and every titled name a PERSON."""
    sentence = _strip_titles(sentence)
    words, cover = sentence.words, sentence.covered()
    found: list[Span] = []
    index = 0
    while index < len(words):
        after = _title_end(words, index)
        if after == index:
            index += 1
            continue
        end = _name_end(words, after)
        marked = cover[after] if after < len(words) else None
        if marked and marked.label == "PERSON" and marked.start <= after:
            end = max(end, marked.end)
        if end > after and _believable(sentence, cover, index, after, end):
            found.append(Span(after, end, "PERSON"))
            index = end
        else:
            index = after
    return add_spans(sentence, found)


def _strip_titles(sentence: Sentence) -> Sentence:
    spans: list[Span] = []
    for span in sentence.spans:
        if span.label != "PERSON":
            spans.append(span)
            continue
        start = _title_end(sentence.words, span.start, span.end)
        if start < span.end:
            spans.append(span._replace(start=start))
    return sentence.with_spans(spans)


def _title_end(words: tuple[str, ...], index: int, limit: int | None = None) -> int:
    limit = len(words) if limit is None else limit
    while index < limit:
        if words[index] == "Secretary" and words[index + 1 : index + 2] == ("of",) and index + 2 < len(words):
            index += 3
            while index < limit and words[index] in OFFICES:
                index += 1
        elif words[index] == "Secretary" and words[index + 1 : index + 2] == ("General",):
            index += 2
        elif words[index] in FORMS_OF_ADDRESS:
            return index + 1
        elif is_title(words[index]):
            index += 1
        else:
            break
    return min(index, limit)


def _name_end(words: tuple[str, ...], index: int) -> int:
    """Where the name that begins at `index` ends; `index` itself when none begins there."""
    end = index
    while end < len(words):
        word = words[end]
        following = words[end + 1][:1] if end + 1 < len(words) else ""
        named = word[:1].isupper() or word.startswith(("al-", "el-", "ul-", "bin-", "d'"))
        particle = word in PARTICLES and following.isupper()
        titled = is_title(word) and (end > index or words[index - 1] not in FORMS_OF_ADDRESS)
        if word in MONTHS_AND_DAYS or word in NOT_NAMES or titled or not (named or particle) or word.endswith("-based"):
            break
        end += 1
    return end


def _believable(sentence: Sentence, cover: list[Span | None], title: int, start: int, end: int) -> bool:
    words = sentence.words
    if any(word in INSTITUTIONS for word in words[start:end]):
        return False
    first = " ".join(words[start:end])
    if LABEL_OF.get(first, "PERSON") != "PERSON" or words[start] in DEMONYMS:
        return False
    if any(span and span.label == "PERSON" and span.start <= start for span in cover[start:end]):
        return True
    if any(span and span.end > end for span in cover[start:end]):
        return False
    titles = words[title:start]
    if any(word in STRONG for word in titles):
        marked = cover[start]
        wider = marked is not None and marked.start < title and marked.label == "ORG"
        return not wider or "of" in titles or len(words[start:end]) > 1
    marked = cover[start]
    if titles[-1] == "General" and marked is not None and marked.start >= title and marked.end == end:
        return True
    return "of" in titles and "Secretary" in titles and all(word[:1].isupper() for word in words[start:end])
