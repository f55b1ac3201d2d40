"""`Corpus` and `Note`: labelled documents, and what reading or writing them had to repair or leave out.

Readers and writers count into a `Tally`, so that a corpus of a million words yields a handful of notes.
A thorough tally is for whoever looks for faults: it keeps every place, and lets a reader go on after one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from onoma.document import Document, Entity
from onoma.errors import OnomaError

__all__ = ["REFUSED", "Corpus", "EntityKey", "Note", "Origin", "Spot", "Tally", "key_of"]

REFUSED = "what cannot be read, left out"
"""The note of a thorough reading for what another reading raises."""

EntityKey: TypeAlias = tuple[int, int, str]
"""Start, end and label: what tells the entities of one document apart."""


def key_of(entity: Entity) -> EntityKey:
    """The entity's start, end and label."""
    return entity.start, entity.end, entity.label


class Spot(NamedTuple):
    """One place of what a note counts, and what exactly stood there, where that says more."""

    place: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something repaired, dropped or not carried: how often, and where it first occurred.

    `spots` are all places, where the reading was thorough.
    """

    what: str
    count: int
    place: str | None = None
    spots: tuple[Spot, ...] = ()

    def __str__(self) -> str:
        where = f" (first: {self.place})" if self.place else ""
        return f"{self.what}: {self.count:,}{where}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document stood: its file and first line, and the lines of its parts where those have lines.

    `word_lines` go with the document's words. `entity_lines` are the rows of a format that lists
    entities apart from the text. `follows_text` says that the text's line feeds are those of the file.
    """

    path: str
    line: int
    word_lines: tuple[int, ...] = ()
    entity_lines: Mapping[EntityKey, int] = field(default_factory=dict)
    follows_text: bool = False

    @property
    def place(self) -> str:
        """`file:line` of the document's beginning."""
        return f"{self.path}:{self.line}"

    def place_at(self, document: Document, offset: int) -> str:
        """`file:line` of a character of the document."""
        line = self.line
        if self.follows_text:
            line += document.text.count("\n", 0, offset)
        elif self.word_lines and document.words:
            before = sum(start <= offset for start, _ in document.words)
            line = self.word_lines[max(0, before - 1)]
        return f"{self.path}:{line}"

    def place_of(self, document: Document, entity: Entity) -> str:
        """`file:line` of an entity: its own row where it has one, else where it begins."""
        line = self.entity_lines.get(key_of(entity))
        return self.place_at(document, entity.start) if line is None else f"{self.path}:{line}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled documents, in the order of their file, however they were stored.

    `origins` go with the documents; they are empty for a corpus that was not read from a file.
    """

    documents: tuple[Document, ...]
    name: str
    notes: tuple[Note, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False, repr=False)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that occurs, sorted."""
        return tuple(sorted({entity.label for document in self.documents for entity in document.entities}))


class Tally:
    """Counts what happened, by kind, with the place where each kind happened first.

    A thorough one keeps every place, and a reader that gets it notes what it would refuse, and goes on.
    """

    def __init__(self, *, thorough: bool = False) -> None:
        self.thorough = thorough
        self._counts: dict[str, int] = {}
        self._places: dict[str, str | None] = {}
        self._spots: dict[str, list[Spot]] = {}

    def add(self, what: str, place: str | None = None, *, count: int = 1, detail: str = "") -> None:
        """Count one more `what`; the place is kept when it is the first, or the tally thorough."""
        if count:
            self._counts[what] = self._counts.get(what, 0) + count
            self._places.setdefault(what, place)
            if self.thorough and place is not None:
                self._spots.setdefault(what, []).append(Spot(place, detail))

    def refuse(self, error: OnomaError, place: str) -> None:
        """Raise the error; a thorough tally counts it instead, and the caller leaves out what is there."""
        if not self.thorough:
            raise error
        self.add(REFUSED, place, detail=str(error).removeprefix(f"{place}: "))

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note per kind, in order of first appearance."""
        return tuple(
            Note(what, count, self._places[what], tuple(self._spots.get(what, ())))
            for what, count in self._counts.items()
        )
