"""Texts that go out: every mention of every value under its one pseudonym, and what is left of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from onoma.document import Document, Span
from onoma.masking.matcher import Match, Matcher
from onoma.masking.names_key import NamesKey
from onoma.masking.naming import Met, give_names, matcher_of
from onoma.masking.regions import regions
from onoma.masking.words import Word, folded_words, words

__all__ = ["Leak", "Redactor"]

_LOOKALIKE = re.compile(r"(?<![^\W_])[^\W\d_]+-[0-9]+(?![^\W_])")


class Leak(NamedTuple):
    """A value that is left at `[start, end)` of a text: how it is written there, and what it was found as."""

    start: int
    end: int
    text: str
    value: str


class Redactor:
    """Two passes: `learn` every document, then `redact` every text, so that what was found once is replaced everywhere.

    A value is replaced wherever it stands as whole words, in any case and with any blanks or hyphens; one of six
    letters or more also inside a longer word, which is then replaced as a whole. The names of people are replaced by
    any of their parts too, where those aren't in small letters. `keep` are values that are never replaced.
    """

    def __init__(self, key: NamesKey, keep: Iterable[str] = ()) -> None:
        self.key = key
        self.n_without_letters = 0
        self.small: Counter[str] = Counter()
        """Mentions in small letters of what was found with a capital; they may mean something else: creditor, will."""
        self._keep = frozenset(folded_words(text) for text in keep)
        self._met: dict[tuple[str, ...], Met] = {}
        self._vocabulary: set[str] = set()
        self._matcher: Matcher | None = None

    def learn(self, document: Document, further_texts: Iterable[str] = ()) -> None:
        """Take note of the document's entities; `further_texts` are others that will be redacted."""
        self._matcher = None
        for text in chain([document.text], further_texts):
            self.key.reserved |= {found.group() for found in _LOOKALIKE.finditer(text)} - self.key.named.keys()
            if self.key.style_name == "names":
                self._vocabulary.update(folded_words(text))
        found = words(document.text)
        pseudonyms = self.key.find(document.text)
        for place in regions(document):
            if any(place.start < end and start < place.end for start, end, _ in pseudonyms):
                continue  # left by an earlier run
            self._meet(document.text, (place.start, place.end), place.label, found)

    def _meet(self, text: str, span: Span, label: str, found: list[Word]) -> None:
        mention = text[slice(*span)]
        folded = folded_words(mention)
        if not folded:
            self.n_without_letters += 1
            return
        met = self._met.setdefault(folded, Met(label, mention, folded, []))
        met.forms += [form for form in (mention, text[slice(*_grown(span, found))]) if form not in met.forms]

    def redact(self, text: str) -> str:
        """The text with a pseudonym in the place of each mention; pseudonyms that it has already stay."""
        pieces: list[str] = []
        position = 0
        for match in self._mentions(text):
            if self.key.named[match.name].text[:1].isupper() and _is_small(text[match.start : match.end]):
                self.small[text[match.start : match.end]] += 1
            pieces += (text[position : match.start], _padded(text, match))
            position = match.end
        return "".join((*pieces, text[position:]))

    def leaks(self, text: str) -> list[Leak]:
        """The values that a redacted text still holds."""
        return [
            Leak(match.start, match.end, text[match.start : match.end], self.key.named[match.name].text)
            for match in self._mentions(text)
        ]

    def _mentions(self, text: str) -> Iterator[Match]:
        """Mentions between the pseudonyms, in order."""
        matcher = self._settled()
        position = 0
        for start, end, _ in (*self.key.find(text), (len(text), len(text), "")):
            for match in matcher.find(text[position:start]):
                yield Match(position + match.start, position + match.end, match.name)
            position = end

    def _settled(self) -> Matcher:
        """The matcher of all that was learned."""
        if self._matcher is None:
            wanted = [met for folded, met in self._met.items() if folded not in self._keep]
            give_names(self.key, wanted, frozenset(self._vocabulary))
            self._matcher = matcher_of(self.key, self._keep)
        return self._matcher


def _grown(span: Span, found: list[Word]) -> Span:
    """The stretch with the whole of the words that it cuts."""
    start, end = span
    first = bisect_right(found, start, key=lambda word: word.end)
    last = bisect_left(found, end, key=lambda word: word.start) - 1
    return min(start, found[first].start), max(end, found[last].end)


def _padded(text: str, match: Match) -> str:
    """The pseudonym, with a blank where it would run into a letter or digit, as within a row of Chinese."""
    before = " " if text[: match.start][-1:].isalnum() else ""
    after = " " if text[match.end : match.end + 1].isalnum() else ""
    return f"{before}{match.name}{after}"


def _is_small(mention: str) -> bool:
    """Whether it is in small letters."""
    return mention == mention.lower() != mention.upper()
