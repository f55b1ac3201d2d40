"""Texts that occur twice: inside one corpus, across corpora, and with another annotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient
from onoma.document import Document

__all__ = ["annotation_of", "duplicate_findings", "text_key"]

_SHORT = 4


def text_key(document: Document) -> str:
    """The text, all white space alike: what two documents share that are the same to a model."""
    return " ".join(document.text.split())


def duplicate_findings(patients: Sequence[Patient]) -> Iterator[Finding]:
    """One finding per later copy, which names the first."""
    firsts: dict[str, tuple[int, int]] = {}
    for number, patient in enumerate(patients):
        for index, document in enumerate(patient.corpus):
            key = text_key(document)
            if key in firsts:
                yield _finding(patients, firsts[key], (number, index), key)
            else:
                firsts[key] = (number, index)


def _finding(patients: Sequence[Patient], first: tuple[int, int], later: tuple[int, int], key: str) -> Finding:
    places = [patients[number].place(index) for number, index in (first, later)]
    documents = [patients[number].corpus.documents[index] for number, index in (first, later)]
    shown = key if len(key) <= 60 else f"{key[:59]}…"
    evidence = {"first": places[0], "text": key[:200]}
    if not any(document.entities for document in documents) and len(key.split()) <= _SHORT:
        return Finding("recurring", places[1], f"{shown!r} is also at {places[0]}", evidence)
    if first[0] != later[0]:
        return Finding("leaked", places[1], f"{shown!r} is also at {places[0]}", evidence)
    if annotation_of(documents[0]) == annotation_of(documents[1]):
        return Finding("duplicate", places[1], f"{shown!r} is also at {places[0]}", evidence)
    there, here = (len(document.entities) for document in documents)
    differs = "other entities here than" if here == there else f"{here} entities here, {there}"
    what = f"{shown!r}: {differs} at {places[0]}"
    return Finding("contradiction", places[1], what, evidence)


def annotation_of(document: Document) -> tuple[tuple[int, int, str, str], ...]:
    """Where each entity stands, white space aside, with its label and value: equal in two true copies."""

    def place(offset: int) -> int:
        return len("".join(document.text[:offset].split()))

    return tuple((place(e.start), place(e.end), e.label, repr(e.value)) for e in document.entities)
