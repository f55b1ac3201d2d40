"""How often each surface form has which label, and where it stands without one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient
from onoma.document import Entity

__all__ = ["OUTSIDE", "Census", "census_of", "surface_findings"]

OUTSIDE = "O"
"""How a census counts a surface form that stands outside of all entities."""

_LONGEST = 8

Form = tuple[str, ...]
Census = Mapping[Form, Counter[str]]
"""Labels of each form (its words), with how often."""


def census_of(patients: Sequence[Patient], forms: set[Form] | None = None) -> Census:
    """The labels of every form that is an entity somewhere (or is one of `forms`), `OUTSIDE` included.

    A form inside a longer entity is counted as neither.
    """
    census: dict[Form, Counter[str]] = defaultdict(Counter)
    for patient in patients:
        for index, document in enumerate(patient.corpus):
            for entity in document.entities:
                census[form_of(patient, index, entity)][entity.label] += 1
    for form in forms or ():
        census[form] = census[form]
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in census:
        if 0 < len(form) <= _LONGEST:
            lengths[form[0]].add(len(form))
    for patient in patients:
        for index in range(len(patient.corpus)):
            _count_outside(patient, index, census, lengths)
    return census


def form_of(patient: Patient, index: int, entity: Entity) -> Form:
    """The words of an entity."""
    text = patient.corpus.documents[index].text
    words = patient.words[index]
    return tuple(text[start:end] for start, end in words if start < entity.end and end > entity.start)


def _count_outside(
    patient: Patient, index: int, census: dict[Form, Counter[str]], lengths: Mapping[str, set[int]]
) -> None:
    document = patient.corpus.documents[index]
    spans = patient.words[index]
    words = [document.text[start:end] for start, end in spans]
    taken = {
        number
        for entity in document.entities
        for number, (start, end) in enumerate(spans)
        if start < entity.end and end > entity.start
    }
    for number, word in enumerate(words):
        if number in taken or word not in lengths:
            continue
        for length in lengths[word]:
            form = tuple(words[number : number + length])
            if len(form) == length and form in census and not taken & set(range(number, number + length)):
                census[form][OUTSIDE] += 1


def surface_findings(patients: Sequence[Patient], census: Census) -> Iterator[Finding]:
    """One finding per form with several labels, at the first place of its rarest; most lopsided first."""
    mixed = {form: counts for form, counts in census.items() if len(counts.keys() - {OUTSIDE}) > 1}
    wanted = {
        form: min((n, label) for label, n in counts.items() if label != OUTSIDE)[1] for form, counts in mixed.items()
    }
    places = _first_places(patients, wanted)
    order = sorted(mixed, key=lambda form: (-_lopsided(mixed[form]), form))
    for form in order:
        counts = mixed[form]
        shown = ", ".join(f"{label} {n:,}" for label, n in counts.most_common())
        yield Finding("surface-labels", places[form], f"{' '.join(form)!r}: {shown}", {"labels": dict(counts)})


def _lopsided(counts: Counter[str]) -> float:
    """How much the commonest label outweighs the rarest."""
    figures = sorted(n for label, n in counts.items() if label != OUTSIDE)
    return figures[-1] / figures[0]


def _first_places(patients: Sequence[Patient], wanted: Mapping[Form, str]) -> dict[Form, str]:
    places: dict[Form, str] = {}
    for patient in patients:
        for index, document in enumerate(patient.corpus):
            for entity in document.entities:
                form = form_of(patient, index, entity)
                if form not in places and wanted.get(form) == entity.label:
                    places[form] = patient.place_of(index, entity)
    return places
