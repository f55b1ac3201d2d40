"""Properties of a column file as a whole: words that other tools read as missing, document boundaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient

__all__ = ["layout_findings"]

_MISSING = frozenset(("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "<NA>", "#N/A"))
_MANY_SENTENCES = 100


def layout_findings(patient: Patient) -> Iterator[Finding]:
    """The findings of a corpus of tagged words; others have none."""
    if patient.format not in ("columns", "gmb", "uner"):
        return
    yield from _missing_values(patient)
    marked = any("document" in document.fields for document in patient.corpus)
    if len(patient.corpus) >= _MANY_SENTENCES and not marked:
        what = f"{len(patient.corpus):,} sentences, of which nothing says what document they are from"
        yield Finding("no-boundaries", patient.place(0), what, {"sentences": len(patient.corpus)})


def _missing_values(patient: Patient) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    first = ""
    for index, document in enumerate(patient.corpus):
        for start, end in patient.words[index]:
            if document.text[start:end] in _MISSING:
                counts[document.text[start:end]] += 1
                first = first or patient.place_at(index, start)
    if counts:
        shown = ", ".join(f"{word!r} {n:,}" for word, n in counts.most_common())
        yield Finding("missing-value", first, shown, {"words": dict(counts)})
