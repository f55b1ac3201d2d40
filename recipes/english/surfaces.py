"""One surface, one label: a corpus made by a program labels `Tehran` five ways; here it becomes one.

`settle` first asks the written lists, then the corpus's own majority. `fill` gives a surface its label
where the corpus forgot to mark it, but only surfaces that are hardly ever anything else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tables import LABEL_OF, SAFE_LABEL_OF, read_list
from tagged import UNKNOWN, Sentence, Span, add_spans, joined
from titles import INSTITUTIONS, is_title

__all__ = [
    "Votes",
    "count_votes",
    "fill",
    "first_names",
    "join_listed",
    "learned",
    "name_persons",
    "settle",
    "widen_to_nouns",
]

NOTHING = frozenset(read_list("nothing"))
MIN_MARKED = 5
SHARE_TO_OVERRULE = 0.62
MIN_TO_FILL = 20
SHARE_TO_FILL = 0.95
LONGEST = 7
MIN_FIRST_NAMES = 5
SHARE_FIRST_NAMES = 0.75

PLACE_NOUNS = {
    **dict.fromkeys(
        [
            "Sea",
            "Ocean",
            "Peninsula",
            "Gulf",
            "Empire",
            "Desert",
            "Strait",
            "Islands",
            "Island",
            "Mountains",
            "Valley",
            "River",
            "Coast",
        ],
        "LOC",
    ),
    **dict.fromkeys(
        [
            "Church",
            "University",
            "Museum",
            "Airlines",
            "Airways",
            "Institute",
            "Association",
            "Federation",
            "Embassy",
            "Parliament",
        ],
        "ORG",
    ),
}

Votes = Mapping[str, Counter[str]]
"""For each surface how often it carries each label."""


def count_votes(sentences: Iterable[Sentence]) -> Votes:
    """The labels of every surface; the last word of a longer PERSON votes for the surname too."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for span in sentence.spans:
            if span.label == UNKNOWN:
                continue
            votes[sentence.surface(span)][span.label] += 1
            if span.label == "PERSON" and span.end - span.start > 1:
                votes[sentence.words[span.end - 1]]["PERSON"] += 1
    return votes


def settle(sentence: Sentence, votes: Votes) -> Sentence:
    """Every span with the label of its surface; where no label prevails, `UNKNOWN`."""
    spans: list[Span] = []
    for span in sentence.spans:
        titled = span.label == "PERSON" and span.start > 0 and is_title(sentence.words[span.start - 1])
        label = "PERSON" if titled else _settled(sentence.surface(span), span.label, votes)
        if label:
            spans.append(span._replace(label=label))
    return sentence.with_spans(spans)


def _settled(surface: str, marked: str, votes: Votes) -> str | None:
    if surface in NOTHING:
        return None
    if surface in LABEL_OF:
        person = marked == "PERSON" and LABEL_OF[surface] == "LOC" and votes.get(surface, Counter())["PERSON"] > 40
        return "PERSON" if person else LABEL_OF[surface]
    counts = votes.get(surface, Counter())
    total = sum(counts.values())
    if total < MIN_MARKED:
        return marked
    label, n_label = counts.most_common(1)[0]
    if n_label >= SHARE_TO_OVERRULE * total:
        return label
    return UNKNOWN


def learned(sentences: Iterable[Sentence], votes: Votes) -> dict[str, str]:
    """Surfaces that are marked, and nearly always the same, wherever they occur in the sentences."""
    candidates = {
        surface: counts.most_common(1)[0]
        for surface, counts in votes.items()
        if sum(counts.values()) >= MIN_TO_FILL and surface[:1].isupper() and len(surface) > 3
    }
    seen = Counter(
        surface
        for sentence in sentences
        for _, _, surface in _windows(sentence.words, candidates, 0, len(sentence.words))
    )
    return {
        surface: label
        for surface, (label, n_label) in candidates.items()
        if n_label >= SHARE_TO_FILL * sum(votes[surface].values())
        and (" " in surface or n_label >= 0.8 * seen[surface])
    }


def first_names(votes: Votes) -> frozenset[str]:
    """Words that open names of two to four words and are nearly always a person's then."""
    opened: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for surface, counts in votes.items():
        words = surface.split()
        if 1 < len(words) < 5:
            opened[words[0]].update({label: n for label, n in counts.items() if label in {"PERSON", "ORG", "LOC"}})
    return frozenset(
        word
        for word, counts in opened.items()
        if counts["PERSON"] >= MIN_FIRST_NAMES and counts["PERSON"] >= SHARE_FIRST_NAMES * sum(counts.values())
    )


def name_persons(sentence: Sentence, given: frozenset[str]) -> Sentence:
    """`Rahul Dravid` is a PERSON whatever the corpus called him, for `Rahul` opens persons' names."""

    def renamed(span: Span) -> Span:
        words = sentence.words[span.start : span.end]
        person = 1 < len(words) < 5 and words[0] in given and not set(words) & (INSTITUTIONS | {"&", "and", "of", "'s"})
        return span._replace(label="PERSON") if person and span.label in {"ORG", "LOC"} else span

    return sentence.with_spans(map(renamed, sentence.spans))


def join_listed(sentence: Sentence) -> Sentence:
    """Marks listed surfaces of several words that the corpus cut up: `South` + `Korean`."""
    several = {surface: label for surface, label in SAFE_LABEL_OF.items() if " " in surface}
    found = [
        Span(start, end, several[surface])
        for start, end, surface in _windows(sentence.words, several, 0, len(sentence.words))
    ]
    return add_spans(sentence, [span for span in found if _holds_what_it_meets(span, sentence.spans)])


def _holds_what_it_meets(span: Span, others: Iterable[Span]) -> bool:
    meets = (other for other in others if other.start < span.end and other.end > span.start)
    return all(span.start <= other.start and other.end <= span.end for other in meets)


def widen_to_nouns(sentence: Sentence) -> Sentence:
    """A nationality before `Sea`, `Church` or their like is part of a place's or an organisation's name."""
    words, cover = sentence.words, sentence.covered()
    spans = []
    for span in sentence.spans:
        following = cover[span.end] if span.end < len(words) else None
        if following and following.end > span.end + 1:
            spans.append(span)
            continue
        after = words[span.end] if span.end < len(words) else ""
        label = PLACE_NOUNS.get(after) if span.label in {"NORP", "LOC"} else None
        spans.append(Span(span.start, span.end + 1, label) if label else span)
    return sentence.with_spans(span for span in spans if not _inside(span, spans))


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(other != span and other.start <= span.start and span.end <= other.end for other in spans)


def fill(sentence: Sentence, label_of: Mapping[str, str]) -> Sentence:
    """Marks surfaces of the lists and of `label_of` where nothing is marked, longest first."""
    known = {**label_of, **SAFE_LABEL_OF}
    spans = list(sentence.spans)
    cover = sentence.covered()
    start = 0
    while start < len(cover):
        end = start
        while end < len(cover) and cover[end] is None:
            end += 1
        spans.extend(
            Span(left, right, known[surface]) for left, right, surface in _windows(sentence.words, known, start, end)
        )
        start = max(end, start + 1)
    return sentence.with_spans(spans)


def _windows(
    words: tuple[str, ...], known: Mapping[str, object], start: int, end: int
) -> Iterable[tuple[int, int, str]]:
    while start < end:
        if not (words[start][:1].isupper() or words[start].startswith("al-")):
            start += 1
            continue
        for stop in range(min(end, start + LONGEST), start, -1):
            surface = joined(words[start:stop])
            if surface in known:
                yield start, stop, surface
                start = stop
                break
        else:
            start += 1
