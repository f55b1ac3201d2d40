"""`Values`: the recognizer of dates, times, amounts and addresses, each with what it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from onoma.document import Document, Entity
from onoma.errors import SettingsError
from onoma.rules.values.clocks import checked, clock_of
from onoma.rules.values.grammar import LABELS, read
from onoma.rules.values.passage import Clock, Passage
from onoma.rules.values.pieces import pieces_of

__all__ = ["Values"]

SOURCE = "values"


class Values:
    """Finds DATE, TIME, MONEY, PERCENT, QUANTITY, EMAIL, URL, PHONE, ORDINAL and CARDINAL.

    `reference` is when the texts were written: what "tomorrow" is counted from. Without one, such expressions have no
    value. `day_first` makes 03/04/2026 the third of April. A document's own fields `reference` (ISO 8601) and
    `day_first` come first. Entities have no score: rules know no probabilities.

    Raises `SettingsError` for labels that it cannot give, `InputError` for a reference of another millennium.
    """

    def __init__(
        self, *, labels: Collection[str] | None = None, reference: datetime | None = None, day_first: bool = False
    ) -> None:
        unknown = sorted(set(labels or ()) - set(LABELS))
        if unknown:
            raise SettingsError(f"labels {unknown[0]!r} is no value; the labels are {', '.join(LABELS)}")
        self._labels = tuple(sorted(labels)) if labels is not None else LABELS
        self._clock = Clock(checked(reference) if reference is not None else None, day_first)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that this recognizer can give, sorted."""
        return self._labels

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return Document(text, tuple(self._entities(text, self._clock)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order, one at a time."""
        return map(self, texts)

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with the values that were found; each may say when it was written."""
        for document in documents:
            clock = clock_of(document, self._clock)
            yield document.with_entities(self._entities(document.text, clock))

    def _entities(self, text: str, clock: Clock) -> Iterator[Entity]:
        kept = self._labels
        for start, piece in pieces_of(text):
            for found in read(Passage(piece, clock), piece):
                if found.label in kept:
                    yield Entity(start + found.start, start + found.end, found.label, source=SOURCE, value=found.value)
