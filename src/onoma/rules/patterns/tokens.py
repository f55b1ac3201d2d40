"""Token patterns: a row of tests on words, a small part of spaCy's Matcher.

A pattern is a row of elements, each a test and how often it holds. It is run as a set of states over
the words, so its time grows with the number of words and of elements, whatever the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from onoma.document import Span
from onoma.errors import SettingsError

__all__ = ["Element", "Row", "TokenTest", "row_of", "split_tokens"]

TokenTest: TypeAlias = Mapping[str, object]
"""What TOML holds for one element: `{ LOWER = "mg", OP = "?" }`."""

LONGEST_MATCH = 100
"""Words; what repeats without end ends here."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f"
_TOKEN = re.compile(rf"(?:[^\W_]++[{_MARKS}]*+)++|[^\w\s{_MARKS}]|_")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*|\d+/\d+")
_NUMBER_WORDS = frozenset(
    [
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
        *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion"),
    ]
)
_REPEATS = re.compile(r"\{(\d*)(,?)(\d*)\}")
_MOST_REPEATS = LONGEST_MATCH
_MOST_STEPS = 1 << 15


@dataclass(frozen=True, slots=True)
class Element:
    """A test on one word; `optional` may be skipped, `repeats` may hold again and is optional as well."""

    fits: Callable[[str], bool]
    optional: bool = False
    repeats: bool = False


def split_tokens(text: str) -> list[Span]:
    """The words that token patterns see: runs of letters and digits, and every other visible character."""
    return [match.span() for match in _TOKEN.finditer(text)]


class Row:
    """The elements of a pattern, run as a set of states; steps that were taken once are remembered."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = tuple(elements)
        self._first = self._closure({0})
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The longest match from each word on, as half-open spans of words, left to right."""
        complete = len(self._elements)
        for start in range(len(words)):
            states, longest = self._first, 0
            for position in range(start, min(start + LONGEST_MATCH, len(words))):
                states = self._step(states, words[position])
                if not states:
                    break
                if complete in states:
                    longest = position + 1
            if longest:
                yield start, longest

    def _step(self, states: frozenset[int], word: str) -> frozenset[int]:
        following = self._steps.get((states, word))
        if following is None:
            if len(self._steps) >= _MOST_STEPS:
                self._steps.clear()
            following = self._steps[states, word] = self._closure(set(self._after(states, word)))
        return following

    def _after(self, states: frozenset[int], word: str) -> Iterator[int]:
        for state in states:
            if state < len(self._elements) and self._elements[state].fits(word):
                yield state if self._elements[state].repeats else state + 1

    def _closure(self, states: set[int]) -> frozenset[int]:
        reached = set(states)
        for state in sorted(states):
            while state < len(self._elements) and self._elements[state].optional:
                state += 1
                reached.add(state)
        return frozenset(reached)


def row_of(tests: Sequence[TokenTest], place: str) -> Row:
    """The pattern of these tests.

    Raises `SettingsError` for an unknown test or operator, or a pattern that no word needs to match.
    """
    if not tests:
        raise SettingsError(f'{place}: tokens is empty; write at least one test: [{{ LOWER = "mg" }}]')
    row: list[Element] = []
    for number, test in enumerate(tests, start=1):
        row.extend(_elements(test, f"{place}: token {number}"))
    if all(element.optional for element in row):
        raise SettingsError(f"{place}: every token may be absent, so nothing at all would match; make one needed")
    return Row(row)


def _elements(test: TokenTest, place: str) -> Iterator[Element]:
    operator = test.get("OP", "1")
    fits = _joint([_attribute(name, wanted, place) for name, wanted in test.items() if name != "OP"])
    if operator == "!":
        yield Element(lambda word: not fits(word))
        return
    least, most = _times(operator, place)
    yield from (Element(fits) for _ in range(least))
    if most is None:
        yield Element(fits, optional=True, repeats=True)
    else:
        yield from (Element(fits, optional=True) for _ in range(most - least))


def _times(operator: object, place: str) -> tuple[int, int | None]:
    simple = {"1": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
    if isinstance(operator, str) and operator in simple:
        return simple[operator]
    match = _REPEATS.fullmatch(operator) if isinstance(operator, str) else None
    if match is None or not (match[1] or match[3]):
        raise SettingsError(f"{place}: OP {operator!r} is unknown; write !, ?, *, +, {{2}}, {{2,4}}, {{2,}} or {{,4}}")
    least = int(match[1] or 0)
    most = int(match[3]) if match[3] else (None if match[2] else least)
    if (most is not None and most < max(least, 1)) or max(least, most or 0) > _MOST_REPEATS:
        raise SettingsError(f"{place}: OP {operator!r} counts from {least} to {most}; at most {_MOST_REPEATS}")
    return least, most


def _joint(tests: Sequence[Callable[[str], bool]]) -> Callable[[str], bool]:
    @lru_cache(maxsize=4096)
    def fits(word: str) -> bool:
        return all(test(word) for test in tests)

    return fits


def _attribute(name: str, wanted: object, place: str) -> Callable[[str], bool]:
    if name in _FLAGS:
        flag = _FLAGS[name]
        if not isinstance(wanted, bool):
            raise SettingsError(f"{place}: {name} is {wanted!r}; write true or false")
        return lambda word: flag(word) is wanted
    if name not in _TEXTS:
        raise SettingsError(f"{place}: {name!r} is no test; the tests are {', '.join([*_TEXTS, *_FLAGS])}, and OP")
    form = _TEXTS[name]
    if isinstance(wanted, str):
        return lambda word: form(word) == wanted
    if isinstance(wanted, dict) and len(wanted) == 1:
        ((kind, several),) = wanted.items()
        if kind in ("IN", "NOT_IN") and isinstance(several, list) and all(isinstance(one, str) for one in several):
            among = frozenset(several)
            return lambda word: (form(word) in among) is (kind == "IN")
    raise SettingsError(f'{place}: {name} is {wanted!r}; write a string, {{ IN = ["…"] }} or {{ NOT_IN = ["…"] }}')


def _shape(word: str) -> str:
    letters: list[str] = []
    for character in word:
        kind = "d" if character.isdigit() else character
        if character.isalpha():
            kind = "X" if character.isupper() else "x"
        if letters[-4:] != [kind] * 4:
            letters.append(kind)
    return "".join(letters)


def _is_like_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None or word.lower() in _NUMBER_WORDS


def _is_punctuation(word: str) -> bool:
    return not any(character.isalnum() for character in word)


_TEXTS: Mapping[str, Callable[[str], str]] = {
    "TEXT": str,
    "ORTH": str,
    "LOWER": str.lower,
    "SHAPE": _shape,
}
_FLAGS: Mapping[str, Callable[[str], bool]] = {
    "IS_ALPHA": str.isalpha,
    "IS_DIGIT": str.isdigit,
    "IS_UPPER": str.isupper,
    "IS_LOWER": str.islower,
    "IS_TITLE": str.istitle,
    "IS_PUNCT": _is_punctuation,
    "LIKE_NUM": _is_like_number,
}
