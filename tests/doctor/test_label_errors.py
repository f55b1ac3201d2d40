"""The quick model finds planted errors, and says what speaks for it."""

from pathlib import Path

import numpy as np
from samples import columns

from onoma.doctor import examine
from onoma.doctor.features import N_ROWS, hashed_features
from onoma.doctor.label_errors import label_errors
from onoma.doctor.quick_model import cross_validated

PEOPLE = ("Ada", "Bob", "Carl", "Dora", "Eve")
PLACES = ("Rome", "Paris", "Oslo", "Bern", "Lima")
SENTENCES = [
    sentence
    for n, person in enumerate(PEOPLE * 5)
    for place in PLACES
    for sentence in (
        f"{person}/B-PER lives/O in/O {place}/B-LOC {n}/O",
        f"In/O {place}/B-LOC {n}/O met/O {person}/B-PER",
    )
]


def test_planted_errors_come_first_with_their_evidence(tmp_path: Path) -> None:
    planted = [
        *SENTENCES,
        "Ada/B-PER lives/O in/O Rome/B-PER now/O",
        "Eve/O lives/O in/O Oslo/B-LOC now/O",
        "Bob/B-PER lives/B-LOC in/O Lima/B-LOC now/O",
    ]
    findings = label_errors([columns(tmp_path, *planted)]).findings
    told = {(f.evidence["mention"], f.evidence["label"], f.evidence["suggested"]) for f in findings[:3]}
    assert told == {("Rome", "PER", "LOC"), ("Eve", "O", "PER"), ("lives", "LOC", "O")}
    rome = next(finding for finding in findings if finding.evidence["mention"] == "Rome")
    line = 1 + sum(len(sentence.split()) + 1 for sentence in SENTENCES) + 3
    assert rome.place.endswith(f"sample.conll:{line}")
    assert rome.evidence["elsewhere"] == {"LOC": 50}
    assert len(findings) == 3


def test_consistent_corpus_has_no_label_errors(tmp_path: Path) -> None:
    assert label_errors([columns(tmp_path, *SENTENCES)]).findings == ()


def test_words_beyond_the_bound_are_not_judged_and_counted(tmp_path: Path) -> None:
    diagnosis = examine([columns(tmp_path, *SENTENCES)], max_judged_words=1_000)
    assert (diagnosis.n_judged, diagnosis.n_words) == (1_000, 1_250)


def test_corpus_without_entities_or_of_few_documents_is_not_judged(tmp_path: Path) -> None:
    assert label_errors([columns(tmp_path, *["a/O b/O"] * 20)]).n_words == 0
    assert label_errors([columns(tmp_path, "Ada/B-PER slept/O")]).n_words == 0


def test_features_of_a_word_depend_on_its_neighbours_within_the_sentence() -> None:
    rows = hashed_features([["a", "b"], ["a", "c"], ["a"]])
    assert rows.shape[0] == 5
    assert rows.min() >= 0
    assert rows.max() < N_ROWS
    assert (rows[0] != rows[2]).any()
    alone = hashed_features([["a"]])
    assert np.array_equal(rows[4], alone[0])


def test_word_is_judged_by_a_model_that_did_not_see_its_part() -> None:
    rows = hashed_features([["left"]] * 20 + [["right"]] * 20)
    classes = np.array([0] * 20 + [1] * 20)
    parts = np.arange(40) % 5
    seen = cross_validated(rows, classes, parts, 2)
    assert (seen.argmax(axis=1) == classes).all()
    apart = cross_validated(rows, classes, classes, 2)
    assert (apart.argmax(axis=1) != classes).all()
    assert np.allclose(seen.sum(axis=1), 1, atol=1e-5)
