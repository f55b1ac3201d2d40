"""What is safe to mend: the corpus mended, and every change with its place.

Safe is what one look at the corpus itself settles. Texts are never changed, and nothing that takes a
judgement on what a word means.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from onoma.corpus import Corpus
from onoma.corpus.records import EntityKey, key_of
from onoma.doctor.duplicates import annotation_of, text_key
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
    one_short = {(index, key_of(entity)) for index, entity in ends_one_short(patient)}
    firsts: dict[tuple[object, ...], int] = {}
    documents: list[Document] = []
    for index in range(len(patient.corpus)):
        document, moved = _mend_document(patient, index, one_short)
        # Copies are sought among the mended: two that differ in an edge are one then.
        first = firsts.setdefault((text_key(document), annotation_of(document)), index)
        if first != index:
            what = f"document dropped, it is also at {patient.place(first)}"
            changes.append(Change("duplicate", patient.place(index), what))
            continue
        changes += moved
        documents.append(document)
    left_out = tuple(change for change in read if change.kind in _LOST)
    return Mended(Corpus(tuple(documents), patient.corpus.name), tuple(changes), left_out)


def _mend_document(
    patient: Patient, index: int, one_short: Collection[tuple[int, EntityKey]]
) -> tuple[Document, list[Change]]:
    """The document with its entities mended, and what was changed."""
    document = patient.corpus.documents[index]
    entities: list[Entity] = []
    changes: list[Change] = []
    for entity in document.entities:
        mended = _moved(document, entity, inclusive=(index, key_of(entity)) in one_short)
        changes += _described(patient, index, entity, mended, entities)
        if mended is not None and not _holds(entities, mended):
            entities.append(mended)
    return document.with_entities(entities), changes


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
