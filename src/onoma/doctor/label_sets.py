"""The labels themselves: two spellings of one, and labels that the training part does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient

__all__ = ["label_findings"]


def label_findings(patients: Sequence[Patient]) -> Iterator[Finding]:
    """One finding per label that is another in other letters, or that only a later corpus has."""
    spellings: dict[str, str] = {}
    trained = frozenset(patients[0].corpus.labels) if patients else frozenset[str]()
    for patient in patients:
        for label, (place, count) in _first_places(patient).items():
            known = spellings.setdefault(_plain(label), label)
            if known != label:
                what = f"{label!r} {count:,} times, elsewhere {known!r}"
                yield Finding("label-spelling", place, what, {"label": label, "other": known, "count": count})
            elif label not in trained:
                what = f"{label!r} {count:,} times, never in {patients[0].path}"
                yield Finding("unknown-label", place, what, {"label": label, "count": count})


def _plain(label: str) -> str:
    return "".join(character for character in label.casefold() if character.isalnum()) or label


def _first_places(patient: Patient) -> dict[str, tuple[str, int]]:
    """Where each label stands first, and how often it occurs."""
    places: dict[str, tuple[str, int]] = {}
    for index, document in enumerate(patient.corpus):
        for entity in document.entities:
            place, count = places.get(entity.label) or (patient.place_of(index, entity), 0)
            places[entity.label] = (place, count + 1)
    return places
