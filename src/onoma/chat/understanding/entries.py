"""The entries of a list slot, found in a text by any of their names: a gazetteer that names entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from onoma.document import Value
from onoma.rules.gazetteer import Gazetteer, Term

__all__ = ["Entries"]

_ALIKE = 0.8
"""How alike a misspelt name must be to the one that is meant."""


class Entries:
    """Entries of a slot with their other names; without any, nothing is found."""

    def __init__(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        # A term for each name: entries that share one of their names share no other.
        terms = [Term(name, "entry", entry) for entry, names in synonyms.items() for name in (entry, *names)]
        self._gazetteer = Gazetteer(terms, case="ignore") if terms else None
        self._entry_of = {name.casefold(): entry for entry, names in synonyms.items() for name in (entry, *names)}

    def find(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """The entries that stand in the text, the longest names first where they overlap: `(start, end, entries)`.

        Case, diacritics and plurals are no matter. A name that stands for several entries gives all of them.
        """
        for entity in self._gazetteer(text).entities if self._gazetteer else ():
            others = entity.attributes.get("namesakes", [])
            yield entity.start, entity.end, list(dict.fromkeys(_id(value) for value in (entity.value, *_items(others))))

    def closest(self, name: str) -> str | None:
        """The entry with a name that is spelled nearly so."""
        close = get_close_matches(name.casefold(), self._entry_of, 1, _ALIKE)
        return self._entry_of[close[0]] if close else None


def _id(value: Value) -> str:
    return str(value["id"]) if isinstance(value, dict) else ""


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
