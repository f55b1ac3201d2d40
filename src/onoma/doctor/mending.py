"""What is safe to mend: the corpus mended, and every change with its place.

Safe is what one look at the corpus itself settles. Texts are never changed, and nothing that takes a
judgement on what a word means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onoma.corpus import Corpus
from onoma.doctor.duplicates import text_key
from onoma.doctor.findings import KINDS
from onoma.doctor.patients import Patient
from onoma.doctor.raw_files import file_findings
from onoma.doctor.reading import reading_findings
from onoma.doctor.spans import ends_one_short, trimmed
from onoma.document import Document, Entity

__all__ = ["Change", "Mended", "mend"]

_LOST = frozenset(("unreadable", "several-labels", "no-tag", "text-mismatch", "left-out"))
"""Kinds of findings of which a new file lacks something."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing mended: the kind of finding that it settles, its `file:line`, and what was done."""

    kind: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended corpus, what was changed in it, and what reading left out and no fix brings back."""

    corpus: Corpus
    changes: tuple[Change, ...]
    left_out: tuple[Change, ...]


def mend(patient: Patient) -> Mended:
    """Mend what is safe; the patient stays as it is."""
    found = (*reading_findings(patient), *file_findings(patient))
    read = [Change(finding.kind, finding.place, finding.what) for finding in found]
    changes = [change for change in read if KINDS[change.kind].mended]
    short = ends_one_short(patient)
    one_short = {(index, entity.start, entity.end, entity.label) for index, entity in short}
    firsts: dict[tuple[str, tuple[Entity, ...]], str] = {}
    documents: list[Document] = []
    for index, document in enumerate(patient.corpus):
        key = (text_key(document), _comparable(document))
        if key in firsts:
            changes.append(Change("duplicate", patient.place(index), f"document dropped, it is also at {firsts[key]}"))
            continue
        firsts[key] = patient.place(index)
        entities: list[Entity] = []
        for entity in document.entities:
            inclusive = (index, entity.start, entity.end, entity.label) in one_short
            mended = _moved(document, entity, inclusive=inclusive)
            changes += _described(patient, index, entity, mended, entities)
            if mended is not None and not _holds(entities, mended):
                entities.append(mended)
        documents.append(document.with_entities(entities))
    left_out = tuple(change for change in read if change.kind in _LOST)
    return Mended(Corpus(tuple(documents), patient.corpus.name), tuple(changes), left_out)


def _comparable(document: Document) -> tuple[Entity, ...]:
    """The entities without what cannot be compared by hash, such as their values."""
    return tuple(replace(entity, value=None) for entity in document.entities)


def _moved(document: Document, entity: Entity, *, inclusive: bool) -> Entity | None:
    """The entity at its right offsets; None when it holds white space alone."""
    if entity.fragments:
        return entity
    if inclusive:
        entity = replace(entity, end=entity.end + 1)
    start, end = trimmed(document, entity)
    return None if start >= end else replace(entity, start=start, end=end)


def _holds(entities: list[Entity], entity: Entity) -> bool:
    return any(
        (e.start, e.end, e.label, e.fragments) == (entity.start, entity.end, entity.label, entity.fragments)
        for e in entities
    )


def _described(
    patient: Patient, index: int, entity: Entity, mended: Entity | None, kept: list[Entity]
) -> Iterator[Change]:
    document, place = patient.corpus.documents[index], patient.place_of(index, entity)
    shown = f"{document.text_of(entity)!r} {entity.label}"
    if mended is None:
        yield Change("edge-space", place, f"{shown} dropped, it holds white space alone")
        return
    if mended.end > entity.end:
        yield Change("inclusive-end", place, f"{shown} is now {document.text_of(mended)!r}")
    elif (mended.start, mended.end) != (entity.start, entity.end):
        yield Change("edge-space", place, f"{shown} is now {document.text_of(mended)!r}")
    if _holds(kept, mended):
        yield Change("repeated-entity", place, f"{shown} dropped, it is annotated twice")
