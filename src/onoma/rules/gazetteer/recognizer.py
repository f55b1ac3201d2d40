"""`Gazetteer`: a list of names as a Recognizer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onoma.document import Document, Entity, Value
from onoma.errors import SettingsError
from onoma.rules.gazetteer.index import Case, Found, Index
from onoma.rules.gazetteer.terms import Term

__all__ = ["Gazetteer"]

_SOURCE = "gazetteer"


class Gazetteer:
    """Finds the names of a list, as whole words, the longest at each place.

    Case and diacritics are folded, hyphens are spaces, plurals and possessives are found by their
    singular, and an entity never includes the possessive. The entity's value is the term's name, and
    its id where it has one. Where several terms share a name, the first of the list is the entity and
    the attribute `namesakes` holds the others.

    Raises `SettingsError` for an unknown `case`, or when there is no term at all.
    """

    def __init__(self, terms: Iterable[Term], *, case: Case = "smart") -> None:
        self._index = Index(terms, case)
        if not len(self._index):
            raise SettingsError("a gazetteer needs at least one term; none was given")

    def __len__(self) -> int:
        """The number of terms."""
        return len(self._index)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the terms, sorted."""
        return self._index.labels

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return Document(text, tuple(self._entity(found) for found in self._index.find(text)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order."""
        return map(self, texts)

    def _entity(self, found: Found) -> Entity:
        term = self._index.term(found.number)
        others = [self._index.term(number) for number in self._index.namesakes(found.number)]
        attributes: dict[str, Value] = {}
        if others:
            attributes["namesakes"] = [{"label": other.label, **_value(other)} for other in others]
        return Entity(
            found.start, found.end, term.label, source=_SOURCE, value=dict(_value(term)), attributes=attributes
        )


def _value(term: Term) -> dict[str, Value]:
    return {"id": term.id, "name": term.name} if term.id else {"name": term.name}
