"""`Sentence`: words and labelled spans of words, the shape in which this recipe cleans its corpora.

Spans are half-open and never overlap. The label `UNKNOWN` marks words of which nothing is claimed;
`render` turns it into the record's `unknown` intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

__all__ = ["UNKNOWN", "Sentence", "Span", "add_spans", "joined", "outside_runs"]

UNKNOWN = "?"


class Span(NamedTuple):
    """Words `[start, end)` carry this label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a corpus while it is being cleaned."""

    words: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    def surface(self, span: Span) -> str:
        """The words of a span, joined by single spaces, a detached `'s` leaned on its word."""
        return joined(self.words[span.start : span.end])

    def with_spans(self, spans: Iterable[Span]) -> Sentence:
        """The same words with other spans, sorted; empty ones are dropped."""
        return replace(self, spans=tuple(sorted(span for span in spans if span.start < span.end)))

    def covered(self) -> list[Span | None]:
        """For each word the span that holds it."""
        cover: list[Span | None] = [None] * len(self.words)
        for span in self.spans:
            cover[span.start : span.end] = [span] * (span.end - span.start)
        return cover


def joined(words: Sequence[str]) -> str:
    """Words joined by single spaces, with `'s` and a bare apostrophe attached."""
    return " ".join(words).replace(" 's", "'s").replace(" ' ", "' ").replace(" ,", ",")


def add_spans(sentence: Sentence, new: Iterable[Span]) -> Sentence:
    """The sentence with more spans, which replace whatever they overlap."""
    kept = list(sentence.spans)
    for span in new:
        kept = [old for old in kept if old.end <= span.start or old.start >= span.end]
        kept.append(span)
    return sentence.with_spans(kept)


def outside_runs(sentence: Sentence, *, skip_first: bool) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that no span holds, as half-open word intervals.

    With `skip_first`, the first word of the sentence never counts: it is capitalised anyway.
    """
    cover = sentence.covered()
    start: int | None = None
    for index in range(len(sentence.words) + 1):
        inside = index < len(sentence.words) and cover[index] is None and sentence.words[index][:1].isupper()
        if inside and index == 0 and skip_first:
            inside = False
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            yield start, index
            start = None
