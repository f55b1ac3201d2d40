"""`Corpus` and `Note`: labelled documents, and what reading or writing them had to repair or leave out.

Readers and writers count into a `Tally`, so that a corpus of a million words yields a handful of notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onoma.document import Document

__all__ = ["Corpus", "Note", "Tally"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something repaired, dropped or not carried: how often, and where it first occurred."""

    what: str
    count: int
    place: str | None = None

    def __str__(self) -> str:
        where = f" (first: {self.place})" if self.place else ""
        return f"{self.what}: {self.count:,}{where}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled documents, in the order of their file, however they were stored."""

    documents: tuple[Document, ...]
    name: str
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that occurs, sorted."""
        return tuple(sorted({entity.label for document in self.documents for entity in document.entities}))


class Tally:
    """Counts what happened, by kind, with the place where each kind happened first."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._places: dict[str, str | None] = {}

    def add(self, what: str, place: str | None = None, *, count: int = 1) -> None:
        """Count one more `what`; the place is kept when it is the first."""
        if count:
            self._counts[what] = self._counts.get(what, 0) + count
            self._places.setdefault(what, place)

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note per kind, in order of first appearance."""
        return tuple(Note(what, count, self._places[what]) for what, count in self._counts.items())
