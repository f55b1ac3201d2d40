"""Entities that a reader of bounded length would never see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient
from onoma.document import Value

__all__ = ["LENGTHS", "length_findings"]

LENGTHS = (128, 256, 512)
"""Maximum lengths that are common, in words."""


def length_findings(patient: Patient, lengths: Sequence[int] = LENGTHS) -> Iterator[Finding]:
    """One finding per length that cuts off or cuts through an entity, at the first it does so to."""
    n_entities = sum(len(document.entities) for document in patient.corpus)
    for length in lengths:
        places: list[Value] = []
        n_documents = 0
        for index, document in enumerate(patient.corpus):
            words = patient.words[index]
            if len(words) <= length:
                continue
            lost = [entity for entity in document.entities if entity.end > words[length - 1][1]]
            n_documents += bool(lost)
            places += [patient.place_of(index, entity) for entity in lost]
        if places:
            share = len(places) / n_entities
            what = f"cut after {length} words: {len(places):,} of {n_entities:,} entities ({share:.1%}) are lost"
            evidence: dict[str, Value] = {"max_words": length, "entities": len(places), "documents": n_documents}
            yield Finding("too-long", str(places[0]), what, {**evidence, "places": places})
