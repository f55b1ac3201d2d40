"""Abbreviations that a text explains: "chronic heart failure (CHF)", after Schwartz & Hearst (2003).

`definitions` finds the pairs, `with_abbreviations` ties the entities of a document by them, and `Abbreviated`
does so for what another recognizer finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from onoma.context.sentences import split_sentences
from onoma.document import Document, Entity, Span, Value
from onoma.recognizer import Recognizer, annotated

__all__ = ["SOURCE", "Abbreviated", "Definition", "definitions", "pattern_of", "with_abbreviations"]

SOURCE = "abbreviations"
"""Who found an entity that only its other form gave away."""

_LONGEST, _MOST_WORDS = 10, 2
_PARENTHESIS = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{2,200})[)\]](?!\w)")
_BEFORE = re.compile(r"(?P<word>[^\s()\[\]]+)[ \t]?\Z")
_LONGEST_WORD, _LONGEST_FORM = 80, 300
_MORE = re.compile(r"[;,]\s|\s(?:n|N)\s?=")
"""What follows a short form within its parenthesis: "(CHF; n = 20)"."""

_WORD = re.compile(r"\S+")

_LOCANT = re.compile(r"(?:(?<!\S)[\d,'’()]{1,12}-)?\Z")
"""The 2- of 2-bromoethylamine, which no short form spells."""


class Definition(NamedTuple):
    """The spans of a long form and of the short form that stands for it."""

    long: Span
    short: Span


class Abbreviated:
    """Another recognizer, with abbreviations tied to what they stand for.

    An entity that is a long form has `attributes["abbreviated"]`, its short forms from there on have
    `attributes["abbreviation_of"]`: `{"start", "end", "text"}` of the other form, where the text explains it. With
    `complete`, a form that was not found is added when the other one was, with its label and score.
    """

    def __init__(self, recognizer: Recognizer, *, complete: bool = True) -> None:
        self._recognizer = recognizer
        self._complete = complete

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the other recognizer."""
        return self._recognizer.labels

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return with_abbreviations(self._recognizer(text), complete=self._complete)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Documents in order, as the other recognizer yields them."""
        found = self._recognizer.stream(texts)
        return (with_abbreviations(document, complete=self._complete) for document in found)

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with what the other recognizer finds, and abbreviations tied."""
        found = annotated(self._recognizer, documents)
        return (with_abbreviations(document, complete=self._complete) for document in found)


def definitions(text: str) -> Iterator[Definition]:
    """The abbreviations that a text explains, in order, whichever form stands in the parenthesis."""
    sentences = list(split_sentences(text)) if "(" in text or "[" in text else []
    starts = [start for start, _ in sentences]
    for match in _PARENTHESIS.finditer(text):
        more = _MORE.search(match["inside"])
        opened = match.start("inside")
        inside = opened, opened + (more.start() if more else len(match["inside"]))
        word = _BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if word is None:
            continue
        before = word.span("word")
        if _is_short(text[slice(*inside)]):
            sentence = starts[bisect_left(starts, opened) - 1]
            long = _long_form_before(text, sentence, before[1], text[slice(*inside)])
            if long is not None:
                yield Definition(long, inside)
        elif _is_short(text[slice(*before)]):
            start = _matched_start(text, inside, text[slice(*before)])
            if start == inside[0]:
                yield Definition(inside, before)


def pattern_of(forms: Iterable[str]) -> re.Pattern[str]:
    """What finds these short forms in a text, in the plural too; group 1 is the form."""
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(forms, reverse=True)))})s?(?!\w)")


def _is_short(text: str) -> bool:
    return (
        2 <= len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text[0].isalnum()
        and any(char.isupper() for char in text)
    )


def _long_form_before(text: str, start: int, end: int, short: str) -> Span | None:
    """The shortest stretch of words up to `end` in which the characters of the short form occur in order."""
    n_words = min(len(short) + 5, 2 * len(short))
    words = list(_WORD.finditer(text, max(start, end - _LONGEST_FORM), end))[-n_words:]
    if not words:
        return None
    found = _initials_start(words, short)
    if found is None:
        found = _matched_start(text, (words[0].start(), end), short)
    if found is None:
        return None
    found -= len(_LOCANT.search(text, words[0].start(), found)[0])  # type: ignore[index]  # matches nothing at least
    long = text[found:end]
    if len(long) <= len(short) or short in long.split() or not long[0].isalnum():
        return None
    return found, end


def _initials_start(words: Sequence[re.Match[str]], short: str) -> int | None:
    """Where the words begin whose initials spell the short form: "multiple myeloma" for MM, not "myeloma"."""
    last = words[-len(short) :]
    spelt = "".join(word.group()[0] for word in last).lower() == short.lower()
    return last[0].start() if spelt and len(last) == len(short) else None


def _matched_start(text: str, span: Span, short: str) -> int | None:
    """Where the long form begins whose characters, read from the right, spell the short form; None if none does.

    The first character of the short form has to begin a word.
    """
    start, at = span[0], span[1]
    for position, char in reversed(list(enumerate(short.lower()))):
        if not char.isalnum():
            continue
        at -= 1
        while at >= start and (text[at].lower() != char or (position == 0 and at > start and text[at - 1].isalnum())):
            at -= 1
        if at < start:
            return None
    return at


def with_abbreviations(document: Document, *, complete: bool = True) -> Document:
    """The document, its entities tied to their other forms; `complete` adds the forms that were not found."""
    if not document.entities:
        return document
    forms = _Forms(document)
    pairs = list(definitions(document.text))
    until: dict[str, int] = {}  # a later definition of the same short form takes over
    for pair in reversed(pairs):
        short = document.text[slice(*pair.short)]
        forms.tie(pair, forms.mentions(pair, until.get(short, len(document.text))), complete)
        until[short] = pair.long[0] if pair.long < pair.short else pair.short[0]
    return document.with_entities(forms.entities()) if pairs else document


class _Forms:
    """The entities of a document while they are being tied: what is said of them, and what is added."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found = {(entity.start, entity.end): entity for entity in document.entities}
        self._added: dict[Span, Entity] = {}
        self._places: list[Span] = []  # of those added, in order
        self._said: dict[Span, dict[str, Value]] = {}
        self._ending: dict[int, list[Entity]] = {}
        for entity in document.entities:
            self._ending.setdefault(entity.end, []).append(entity)
        self._starts = [entity.start for entity in document.entities]
        self._reaches = list(accumulate((entity.end for entity in document.entities), max))

    def mentions(self, pair: Definition, until: int) -> list[Span]:
        """The short form where it is explained, and again up to `until`."""
        short = self._document.text[slice(*pair.short)]
        again = pattern_of([short]).finditer(self._document.text, max(pair.short[1], pair.long[1]), until)
        return [pair.short, *(match.span() for match in again)]

    def tie(self, pair: Definition, mentions: Sequence[Span], complete: bool) -> None:
        """Say of both forms what the other one is, where they were found or `complete` adds them."""
        named = [self._found[span] for span in mentions if span in self._found]
        ending = self._ending.get(pair.long[1], ())
        long = min(ending, key=lambda entity: abs(entity.start - pair.long[0]), default=None)
        evidence = long or (named[0] if named else None)
        if evidence is None:
            return
        if complete:
            for span in mentions if long is not None else [pair.long, *mentions]:
                self._add(span, evidence)
        self._say((long.start, long.end) if long else pair.long, "abbreviated", pair.short)
        for span in mentions:
            self._say(span, "abbreviation_of", pair.long)

    def entities(self) -> Iterator[Entity]:
        """The entities as they are now."""
        for span, entity in (*self._found.items(), *self._added.items()):
            said = self._said.get(span)
            yield replace(entity, attributes={**entity.attributes, **said}) if said else entity

    def _add(self, span: Span, evidence: Entity) -> None:
        before = bisect_left(self._starts, span[1])
        if before and self._reaches[before - 1] > span[0]:
            return  # something else was found there
        at = bisect_left(self._places, span)
        if any(start < span[1] and span[0] < end for start, end in self._places[max(at - 1, 0) : at + 1]):
            return
        self._places.insert(at, span)
        self._added[span] = Entity(*span, evidence.label, evidence.score, SOURCE)

    def _say(self, span: Span, name: str, other: Span) -> None:
        if span in self._found or span in self._added:
            form: Value = {"start": other[0], "end": other[1], "text": self._document.text[slice(*other)]}
            self._said.setdefault(span, {})[name] = form
