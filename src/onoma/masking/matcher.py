"""Every mention of known values in a text, however it is written: in other case, with other blanks, inside a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from onoma.masking.words import Word, folded_words, words

__all__ = ["Match", "Matcher"]

_LONG = 6
"""Letters from which on a value is found inside longer words too: London in Londoners, but not Ada in Canada."""

_NARROW = 3
"""Characters that may stand between two words of a name beside blanks: a hyphen, `", "`, `" & "`."""

_USUAL = 200
"""Letters that a word of a language does not have."""

_MOST = 1_000_000
"""Words whose meaning is remembered."""


class Match(NamedTuple):
    """`text[start:end]` is a mention of what is called `name`."""

    start: int
    end: int
    name: str


class _Form(NamedTuple):
    name: str
    n_letters: int
    gap: int


class _Single(NamedTuple):
    """What a folded word means by itself: as a whole value, as part of one, and by what it holds."""

    whole: str | None
    part: str | None
    inner: str | None


@dataclass
class Matcher:
    """Knows forms, which are found in any case, and parts, single words that are found unless in small letters."""

    _ends: dict[tuple[str, ...], dict[str, _Form]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)
    _inside: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _singles: dict[str, _Single] = field(default_factory=dict)

    def add(self, form: str, name: str) -> None:
        """Find this form from now on; the first name that is given for a form stays."""
        found = words(form)
        folded = tuple(word.folded for word in found)
        if not folded:
            return
        self._singles.clear()
        gap = max([_NARROW, *(right.start - left.end for left, right in pairwise(found))])
        joined = "".join(folded)
        self._put(folded, _Form(name, len(joined), gap))
        if len(joined) >= _LONG:
            self._put((joined,), _Form(name, len(joined), gap))
            self._inside.setdefault(joined[:_LONG], []).append((joined, name))

    def add_part(self, folded: str, name: str) -> None:
        """Find this folded word from now on."""
        self._singles.clear()
        self._parts.setdefault(folded, name)

    def _put(self, folded: tuple[str, ...], form: _Form) -> None:
        self._ends.setdefault(folded[:-1], {}).setdefault(folded[-1], form)
        self._longest[folded[0]] = max(self._longest.get(folded[0], 1), len(folded))

    def name_of(self, form: str) -> str | None:
        """What exactly this form is called."""
        folded = folded_words(form)
        found = self._ends.get(folded[:-1], {}).get(folded[-1]) if folded else None
        return found.name if found else None

    def find(self, text: str) -> list[Match]:
        """Mentions in order; those that overlap are one, under the name of the longest."""
        merged: list[Match] = []
        longest = 0
        for match in self._all(text, words(text)):
            length = match.end - match.start
            if not merged or match.start >= merged[-1].end:
                merged.append(match)
                longest = length
            else:
                name = match.name if length > longest else merged[-1].name
                longest = max(longest, length)
                merged[-1] = Match(merged[-1].start, max(match.end, merged[-1].end), name)
        return merged

    def _all(self, text: str, found: list[Word]) -> Iterator[Match]:
        for place, word in enumerate(found):
            most = self._longest.get(word.folded, 1)
            match = self._row(text, found[place : place + most]) if most > 1 else None
            match = match or self._alone(text, word)
            if match is not None:
                yield match

    def _row(self, text: str, found: list[Word]) -> Match | None:
        """The longest value of several words that these begin with."""
        for n_words in range(len(found), 1, -1):
            row = found[:n_words]
            ends = self._ends.get(tuple(word.folded for word in row[:-1]))
            form = _ending(ends, row[-1].folded) if ends else None
            if form is not None and _together(text, row, form.gap):
                return Match(row[0].start, row[-1].end, form.name)
        return None

    def _alone(self, text: str, word: Word) -> Match | None:
        single = self._singles.get(word.folded) or self._single(word.folded)
        name = single.whole
        if name is None and single.part is not None:
            written = text[word.start : word.end]
            name = None if written == written.lower() != written.upper() else single.part
        name = name or single.inner
        return Match(word.start, word.end, name) if name is not None else None

    def _single(self, letters: str) -> _Single:
        whole = self._ends.get((), {}).get(letters)
        single = _Single(whole.name if whole else None, self._parts.get(letters), self._inner(letters))
        if len(letters) <= _USUAL and len(self._singles) < _MOST:
            self._singles[letters] = single
        return single

    def _inner(self, letters: str) -> str | None:
        """The name of the longest value that lies in these letters at the first place where one does."""
        if not self._inside:
            return None
        for start in range(len(letters) - _LONG + 1):
            forms = self._inside.get(letters[start : start + _LONG], ())
            fitting = [(len(form), name) for form, name in forms if letters.startswith(form, start)]
            if fitting:
                return max(fitting, key=lambda pair: pair[0])[1]
        return None


def _ending(ends: dict[str, _Form], word: str) -> _Form | None:
    """The form that ends with this word, or, of the long ones, with a beginning of it: Yorkers ends New York."""
    if word in ends:
        return ends[word]
    beginnings = (ends.get(word[:length]) for length in range(min(len(word), _USUAL) - 1, 0, -1))
    return next((form for form in beginnings if form and form.n_letters >= _LONG), None)


def _together(text: str, row: list[Word], gap: int) -> bool:
    """Whether the words stand close enough to be one name."""
    between = (text[left.end : right.start] for left, right in pairwise(row))
    return all(len(part) <= gap or part.isspace() for part in between)
