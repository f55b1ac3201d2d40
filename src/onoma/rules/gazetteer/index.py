"""The index of a gazetteer: folded words to terms.

A dictionary of whole terms, and one that tells for a first word how many words the terms have that
begin with it. Measured against Aho-Corasick automata and tries (decision 0016), this loads
fastest, takes least memory together with what it finds, and knows words, which those don't.
"""

from __future__ import annotations

import gc
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from onoma.errors import SettingsError
from onoma.rules.gazetteer.folding import singulars, spans_of, words_of
from onoma.rules.gazetteer.terms import PIECE, Packed, Term

__all__ = ["CASES", "Case", "Found", "Index"]

Case: TypeAlias = Literal["smart", "ignore", "exact"]
"""Whether case counts: always, never, or only for terms of up to five capitals ("US", "WHO")."""

CASES: tuple[Case, ...] = ("smart", "ignore", "exact")

_LONGEST_ACRONYM = 5
_ONE_WORD = 1 << 1
"""The plural of a term of one word begins no term itself."""

_GLUED = "+#"
"""Behind a name it belongs to: C is found neither in C++ nor in C#."""


def _is_mark(character: str) -> bool:
    """Whether it is written on the letter before: what ends there ends within a letter."""
    return not character.isascii() and unicodedata.category(character).startswith("M")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the garbage collector, which would visit a growing million of strings in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=4096)
def _lengths(bits: int) -> tuple[int, ...]:
    return tuple(number for number in range(bits.bit_length() - 1, 0, -1) if bits >> number & 1)


class Found(NamedTuple):
    """Term `number` stands at `[start, end)`."""

    start: int
    end: int
    number: int


class Index:
    """Terms by number, and where they stand in a text."""

    def __init__(self, terms: Iterable[Term], case: Case) -> None:
        if case not in CASES:
            raise SettingsError(f"case {case!r} is unknown; choose among {', '.join(CASES)}")
        self._keep_case = case == "exact"
        self._smart = case == "smart"
        self._numbers: dict[str, int] = {}
        self._reach: dict[str, int] = {}
        self._acronyms: set[str] = set()
        self._namesakes: dict[int, list[int]] = {}
        self._names = Packed()
        self._ids = Packed()
        self._label_numbers = array("I")
        self._labels: dict[str, int] = {}
        with _no_collection():
            rest = iter(terms)
            while batch := list(islice(rest, PIECE)):
                self._add(batch)

    def __len__(self) -> int:
        return len(self._label_numbers)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the terms, sorted."""
        return tuple(sorted(self._labels))

    def term(self, number: int) -> Term:
        """The term of that number, without its synonyms."""
        label = list(self._labels)[self._label_numbers[number]]
        return Term(self._names[number], label, self._ids[number])

    def namesakes(self, number: int) -> tuple[int, ...]:
        """Later terms that have a name with this one in common."""
        return tuple(self._namesakes.get(number, ()))

    def _add(self, terms: Sequence[Term]) -> None:
        first = len(self._label_numbers)
        labels = self._labels
        self._names.extend([term.name for term in terms])
        self._ids.extend([term.id for term in terms])
        self._label_numbers.extend([labels.setdefault(term.label, len(labels)) for term in terms])
        for number, term in enumerate(terms, start=first):
            self._add_name(term.name, number)
            for synonym in term.synonyms:
                self._add_name(synonym, number)

    def _add_name(self, name: str, number: int) -> None:
        words = words_of(name, keep_case=self._keep_case)
        if not words:
            return
        if words[-1] == "." and len(words) > 1:
            words.pop()
        self._add_words(words, number)
        if "," in words and (others := [word for word in words if word != ","]):
            self._add_words(others, number)
        if self._smart and len(name) <= _LONGEST_ACRONYM and len(words) == 1 and name.isupper():
            self._acronyms.add(words[0])

    def _add_words(self, words: list[str], number: int) -> None:
        first = self._numbers.setdefault(" ".join(words), number)
        if first != number:
            others = self._namesakes.setdefault(first, [])
            if not others or others[-1] != number:
                others.append(number)
        # One bit for each number of words that a term with this first word has.
        self._reach[words[0]] = self._reach.get(words[0], 0) | 1 << len(words)

    def find(self, text: str) -> Iterator[Found]:
        """Terms from left to right, the longest at each place; they don't overlap."""
        words = words_of(text, keep_case=self._keep_case)
        reach = self._reach
        spans: list[tuple[int, int]] = []
        position = 0
        for place, word in enumerate(words):
            if place < position or (word not in reach and (word[-1] not in "sS" or not self._singular_reach(word))):
                continue
            spans = spans or spans_of(text)
            n_words, number = self._longest(text, words, spans, place)
            if n_words:
                position = place + n_words
                end = spans[position - 1][1]
                if self._full_stop_follows(text, end, number):
                    position, end = position + 1, end + 1
                yield Found(spans[place][0], end, number)

    def _singular_reach(self, word: str) -> bool:
        return any(singular in self._reach for singular in singulars(word))

    def _longest(self, text: str, words: list[str], spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
        for n_words in _lengths(self._reach.get(words[place], 0) | _ONE_WORD):
            if n_words > len(words) - place:
                continue
            key = " ".join(words[place : place + n_words])
            start, end = spans[place][0], spans[place + n_words - 1][1]
            number = self._numbers.get(key)
            if number is not None and self._fits(key, text, start, end):
                return n_words, number
            for singular in singulars(words[place + n_words - 1]):
                key = " ".join([*words[place : place + n_words - 1], singular])
                number = self._numbers.get(key)
                if number is not None and self._fits(key, text, start, end - 1):
                    return n_words, number
        return 0, -1

    def _fits(self, key: str, text: str, start: int, end: int) -> bool:
        if end < len(text) and (text[end] in _GLUED or _is_mark(text[end])):
            return False
        if start and _is_mark(text[start - 1]):
            return False
        return key not in self._acronyms or text[start:end].isupper()

    def _full_stop_follows(self, text: str, end: int, number: int) -> bool:
        """Whether the full stop that the name ends with stands behind a match, and is none of it yet."""
        return text[end - 1 : end] != "." == text[end : end + 1] and self._names[number].endswith(".")
