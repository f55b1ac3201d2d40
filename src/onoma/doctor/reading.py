"""What reading had to repair or leave out, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from onoma.corpus import REFUSED, Note
from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient

__all__ = ["reading_findings"]

_KINDS: tuple[tuple[str, str], ...] = (
    (REFUSED, "unreadable"),
    ("tag that gives one word several labels", "several-labels"),
    ("tag that is none", "no-tag"),
    ("tag of another scheme", "mixed-schemes"),
    ("tag repaired", "broken-tag"),
    ("inclusive end offset", "inclusive-end"),
    ("offsets mended", "shifted"),
    ("white space around", "edge-space"),
    ("mention whose text", "text-mismatch"),
    ("entity whose text", "text-mismatch"),
    ("discontinuous entity whose text", "text-mismatch"),
    ("text that its words don't spell", "text-mismatch"),
    ("record with the id", "repeated-id"),
)
"""How a note of a reader begins, and the kind of what it counts; all others are left out."""


def reading_findings(patient: Patient) -> Iterator[Finding]:
    """One finding per place where something is wrong, one per kind of what was only left out."""
    for note in patient.corpus.notes:
        kind = next((kind for beginning, kind in _KINDS if note.what.startswith(beginning)), "left-out")
        if kind == "left-out":
            yield Finding(kind, note.place or patient.path, f"{note.what}: {note.count:,}", {"count": note.count})
        else:
            yield from _each_spot(kind, note)


def _each_spot(kind: str, note: Note) -> Iterator[Finding]:
    for place, detail in note.spots:
        yield Finding(kind, place, detail or note.what, {"reading": note.what})
