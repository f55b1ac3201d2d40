"""Tables of words and phrases, and the longest one that stands at a place of a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from onoma.rules.values.tokens import split_phrase

__all__ = ["Phrases", "numbered", "row", "rows_of", "table"]

T = TypeVar("T")

_Rows = Mapping[str, list[str]]


@dataclass(slots=True)
class _Node(Generic[T]):
    following: dict[str, _Node[T]] = field(default_factory=dict)
    meanings: list[T] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases of one or more tokens, each with what it means."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, meaning in entries:
            node = self._root
            for word in split_phrase(phrase):
                node = node.following.setdefault(word, _Node())
            node.meanings[:] = [meaning]

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which a phrase can begin."""
        return frozenset(self._root.following)

    def longest(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """Where the longest phrase that begins at `index` ends, and what it means."""
        best: tuple[int, T] | None = None
        node = self._root.following.get(words[index])
        while node is not None:
            index += 1
            if node.meanings:
                best = index, node.meanings[0]
            node = node.following.get(words[index])
        return best


@cache
def table(name: str) -> Mapping[str, _Rows]:
    """The sections of `tables/<name>.toml`: rows of a key and the ways in which it is written."""
    sections: Mapping[str, _Rows] = tomllib.loads(
        files(__package__).joinpath("tables", f"{name}.toml").read_text(encoding="utf-8")
    )
    return sections


def rows_of(name: str, section: str) -> Iterator[tuple[str, str]]:
    """Every written form in a section, with its key."""
    for key, forms in table(name)[section].items():
        for form in forms:
            yield form, key


@cache
def row(name: str, section: str, key: str) -> frozenset[str]:
    """The words of one row."""
    return frozenset(table(name)[section][key])


def numbered(name: str, section: str) -> dict[str, int]:
    """A section whose keys are numbers, from written form to number."""
    return {form: int(key) for form, key in rows_of(name, section)}
