"""The examination: every check on every corpus, as one `Diagnosis`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onoma.doctor.characters import character_findings
from onoma.doctor.duplicates import duplicate_findings
from onoma.doctor.findings import KINDS, Finding, Level
from onoma.doctor.label_errors import MAX_WORDS, label_errors
from onoma.doctor.label_sets import label_findings
from onoma.doctor.layout import layout_findings
from onoma.doctor.lengths import LENGTHS, length_findings
from onoma.doctor.patients import Patient
from onoma.doctor.raw_files import file_findings
from onoma.doctor.reading import reading_findings
from onoma.doctor.seen import Seen, seen_shares
from onoma.doctor.spans import span_findings
from onoma.doctor.surfaces import census_of, surface_findings
from onoma.document import Value

__all__ = ["Diagnosis", "Size", "examine"]

_OF_ONE: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    reading_findings,
    file_findings,
    layout_findings,
    span_findings,
    character_findings,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much a corpus holds."""

    path: str
    format: str
    n_documents: int
    n_words: int
    labels: dict[str, int]

    @property
    def n_entities(self) -> int:
        """All entities."""
        return sum(self.labels.values())

    def to_json(self) -> dict[str, Value]:
        """The record as JSON has it."""
        counts: dict[str, Value] = {"documents": self.n_documents, "words": self.n_words, "entities": self.n_entities}
        return {"path": self.path, "format": self.format, **counts, "labels": dict(self.labels)}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an examination found, in the order of `KINDS`; likely label errors the most suspicious first.

    `n_judged` of `n_words` words went through the quick model that looks for label errors.
    """

    sizes: tuple[Size, ...]
    findings: tuple[Finding, ...]
    seen: tuple[Seen, ...]
    n_judged: int
    n_words: int

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are wrong whatever was meant."""
        return self.of_level("fault")

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """The faults, the suspicions or the notices."""
        return tuple(finding for finding in self.findings if KINDS[finding.kind].level == level)

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def to_json(self) -> dict[str, Value]:
        """Everything, as JSON has it."""
        return {
            "corpora": [size.to_json() for size in self.sizes],
            "fine": not self.faults,
            "counts": {kind: len(found) for kind in KINDS if (found := self.of_kind(kind))},
            "seen": [share.to_json() for share in self.seen],
            "words_judged_for_label_errors": self.n_judged,
            "words": self.n_words,
            "findings": [finding.to_json() for finding in self.findings],
        }


def examine(
    patients: Sequence[Patient], *, lengths: Sequence[int] = LENGTHS, max_judged_words: int = MAX_WORDS
) -> Diagnosis:
    """Examine corpora one by one and together; the first counts as the training part of the others.

    `max_judged_words` bounds what the quick model reads in search of label errors; 0 leaves it out.
    """
    findings = [finding for patient in patients for check in _OF_ONE for finding in check(patient)]
    findings += [finding for patient in patients for finding in length_findings(patient, lengths)]
    findings += label_findings(patients)
    findings += duplicate_findings(patients)
    findings += surface_findings(patients, census_of(patients))
    judged = label_errors(patients, max_judged_words)
    findings += judged.findings
    order = {kind: number for number, kind in enumerate(KINDS)}
    findings.sort(key=lambda finding: order[finding.kind])
    return Diagnosis(
        tuple(map(_size, patients)), tuple(findings), seen_shares(patients), judged.n_words, judged.n_words_in_all
    )


def _size(patient: Patient) -> Size:
    labels = dict.fromkeys(patient.corpus.labels, 0)
    for document in patient.corpus:
        for entity in document.entities:
            labels[entity.label] += 1
    n_words = sum(len(words) for words in patient.words)
    return Size(patient.path, patient.format, len(patient.corpus), n_words, labels)
