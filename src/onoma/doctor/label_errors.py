"""Likely label errors: where a model that did not see a document disagrees with its labels, and so do its peers.

After confident learning (Northcutt, Jiang & Chuang 2021): a label is suspect when the model is at least as
sure of another as it is on average of those that have it. Suspects are ranked by how much surer the model
is of its own label, together with how the same words are labelled elsewhere.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onoma.doctor.duplicates import text_key
from onoma.doctor.features import hashed_features
from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient
from onoma.doctor.quick_model import Floats, cross_validated
from onoma.doctor.surfaces import OUTSIDE, Census, Form, census_of
from onoma.document import Value

__all__ = ["N_PARTS", "Judged", "label_errors"]

N_PARTS = 5
MAX_WORDS = 1_200_000
"""Words that the quick model reads; documents beyond are not judged, and the report says so."""

_SMALLEST = 1e-6
_ELSEWHERE = 0.75
"""Weight of how the same words are labelled elsewhere, beside the model's own opinion."""

_TRUST_ALONE, _TRUST_PER_PEER = 3.0, 2.0
"""How much the model's opinion may count: little where the words occur nowhere else, since rare names are
hard for it, and more with the logarithm of how often they do."""

_LEAST_SCORE = 4.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The label errors, the most suspicious first, and how many words were judged of how many."""

    findings: tuple[Finding, ...]
    n_words: int
    n_words_in_all: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A document as the model sees it: its words are `start` and following of all words."""

    patient: Patient
    index: int
    start: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Suspect:
    """Words `[first, last)` of a row, what they are labelled and what the model says."""

    row: _Row
    first: int
    last: int
    given: int
    suggested: int
    p_given: float
    p_suggested: float

    @property
    def form(self) -> Form:
        return self.row.words[self.first : self.last]


def label_errors(patients: Sequence[Patient], max_words: int = MAX_WORDS) -> Judged:
    """What the quick model, trained five times on four fifths of all corpora, holds to be mislabelled."""
    names = (OUTSIDE, *sorted({label for patient in patients for label in patient.corpus.labels}))
    rows, n_in_all = _rows(patients, max_words)
    n_words = sum(len(row.words) for row in rows)
    if len(names) == 1 or len(rows) < 2 * N_PARTS:
        return Judged((), 0, n_in_all)
    classes = _classes(rows, names)
    parts = np.repeat([_part(row) for row in rows], [len(row.words) for row in rows])
    features = hashed_features([row.words for row in rows])
    probabilities = cross_validated(features, classes, parts, len(names))
    suspects = list(_suspects(rows, classes, probabilities))
    census = census_of(patients, {suspect.form for suspect in suspects})
    ranked = sorted(((_score(suspect, names, census), suspect) for suspect in suspects), key=lambda pair: -pair[0])
    return Judged(
        tuple(_finding(s, names, census, score) for score, s in ranked if score >= _LEAST_SCORE), n_words, n_in_all
    )


def _rows(patients: Sequence[Patient], max_words: int) -> tuple[list[_Row], int]:
    """The documents, as many as have `max_words` together, and the words of all."""
    rows: list[_Row] = []
    n_words = 0
    for patient in patients:
        for index, document in enumerate(patient.corpus):
            words = tuple(document.text[start:end] for start, end in patient.words[index])
            if words and n_words + len(words) <= max_words:
                rows.append(_Row(patient, index, n_words, words))
                n_words += len(words)
    return rows, sum(len(words) for patient in patients for words in patient.words)


def _part(row: _Row) -> int:
    """The part of a document, by its text, so that copies fall into one."""
    key = text_key(row.patient.corpus.documents[row.index])
    return int(hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest(), 16) % N_PARTS


def _spans(row: _Row) -> Iterator[tuple[int, int, str]]:
    """The entities as words `[first, last)` with a label; of entities that overlap only the outermost first."""
    words = row.patient.words[row.index]
    position = 0
    for entity in row.patient.corpus.documents[row.index].entities:
        first = next((n for n in range(position, len(words)) if words[n][1] > entity.start), len(words))
        last = next((n for n in range(first, len(words)) if words[n][0] >= entity.end), len(words))
        if first < last and words[first][0] < entity.end and first >= position:
            yield first, last, entity.label
            position = last


def _classes(rows: Sequence[_Row], names: Sequence[str]) -> NDArray[np.int64]:
    """`(words,)`: the index of each word's label."""
    classes = np.zeros(sum(len(row.words) for row in rows), dtype=np.int64)
    index = {name: number for number, name in enumerate(names)}
    for row in rows:
        for first, last, label in _spans(row):
            classes[row.start + first : row.start + last] = index[label]
    return classes


def _thresholds(classes: NDArray[np.int64], probabilities: Floats) -> NDArray[np.float64]:
    """`(labels,)`: how sure the model is, on average, of a word's label where it has that label."""
    own = probabilities[np.arange(len(classes)), classes].astype(np.float64)
    counts = np.bincount(classes, minlength=probabilities.shape[1])
    sums = np.bincount(classes, weights=own, minlength=probabilities.shape[1])
    means: NDArray[np.float64] = np.divide(sums, counts, out=np.ones_like(sums), where=counts > 0)
    return means


def _suspects(rows: Sequence[_Row], classes: NDArray[np.int64], probabilities: Floats) -> Iterator[_Suspect]:
    """Entities that the model labels otherwise, and words outside that it labels."""
    thresholds = _thresholds(classes, probabilities)
    predicted = probabilities.argmax(axis=1)
    logs = np.log(np.maximum(probabilities, _SMALLEST))
    for row in rows:
        whole = slice(row.start, row.start + len(row.words))
        if np.array_equal(classes[whole], predicted[whole]):
            continue
        for first, last, given, suggested in _disagreements(row, classes[whole], predicted[whole]):
            means = np.exp(logs[row.start + first : row.start + last].mean(axis=0))
            suspect = _Suspect(row, first, last, given, suggested, float(means[given]), float(means[suggested]))
            if suspect.p_suggested >= min(thresholds[suggested], 0.9) and suspect.p_suggested > suspect.p_given:
                yield suspect


def _disagreements(
    row: _Row, given: NDArray[np.int64], predicted: NDArray[np.int64]
) -> Iterator[tuple[int, int, int, int]]:
    """`(first, last, given, suggested)` of entities wholly relabelled, and of runs outside wholly labelled."""
    for first, last, _ in _spans(row):
        says = set(predicted[first:last].tolist())
        if len(says) == 1 and (suggested := says.pop()) != given[first]:
            yield first, last, int(given[first]), suggested
    first = 0
    while first < len(predicted):
        last = first + 1
        while last < len(predicted) and predicted[last] == predicted[first]:
            last += 1
        if predicted[first] and not given[first:last].any():
            yield first, last, 0, int(predicted[first])
        first = last


def _score(suspect: _Suspect, names: Sequence[str], census: Census) -> float:
    """How much surer the model is of its label, plus how much commoner that label is elsewhere, in logs."""
    margin = math.log(max(suspect.p_suggested, _SMALLEST) / max(suspect.p_given, _SMALLEST))
    counts = _elsewhere(suspect, names, census)
    margin = min(margin, _TRUST_ALONE + _TRUST_PER_PEER * math.log1p(counts.total()))
    peers = math.log((counts[names[suspect.suggested]] + 0.5) / (counts[names[suspect.given]] + 0.5))
    return margin + _ELSEWHERE * peers


def _elsewhere(suspect: _Suspect, names: Sequence[str], census: Census) -> Counter[str]:
    """The labels of the same words in all other places."""
    counts = Counter(census.get(suspect.form, Counter()))
    counts[names[suspect.given]] = max(0, counts[names[suspect.given]] - 1)
    return +counts


def _finding(suspect: _Suspect, names: Sequence[str], census: Census, score: float) -> Finding:
    patient, index = suspect.row.patient, suspect.row.index
    start = patient.words[index][suspect.first][0]
    given, suggested = names[suspect.given], names[suspect.suggested]
    elsewhere = _elsewhere(suspect, names, census)
    mention = " ".join(suspect.form)
    shown = ", ".join(f"{label} {n:,}" for label, n in elsewhere.most_common()) or "nothing"
    what = f"{mention!r} is {given}, probably {suggested} ({suspect.p_suggested:.0%}); elsewhere {shown}"
    evidence: dict[str, Value] = {
        "mention": mention,
        "label": given,
        "suggested": suggested,
        "probability": round(suspect.p_suggested, 4),
        "probability_of_label": round(suspect.p_given, 4),
        "elsewhere": dict(elsewhere),
        "score": round(score, 3),
    }
    return Finding("label-error", patient.place_at(index, start), what, evidence)
