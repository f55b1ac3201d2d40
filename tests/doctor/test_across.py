"""What shows only when documents or corpora are seen together: copies, labels of a surface form, shares."""

from pathlib import Path

from samples import columns, examined, found, kinds

from onoma.doctor import admit, examine, mend


def test_doctor_tells_copies_from_contradictions(tmp_path: Path) -> None:
    patient = columns(tmp_path, "Ada/B-PER slept/O", "Ada/B-PER slept/O", "Ada/O slept/O")
    diagnosis = examined(patient)
    first = f"'Ada slept' is also at {patient.path}:1"
    assert found(diagnosis, "duplicate") == [("sample.conll:4", first)]
    differs = f"'Ada slept': 0 entities here, 1 at {patient.path}:1"
    assert found(diagnosis, "contradiction") == [("sample.conll:7", differs)]


def test_doctor_sees_that_another_mention_of_the_same_words_is_annotated(tmp_path: Path) -> None:
    patient = columns(tmp_path, "Rome/B-LOC or/O Rome/O", "Rome/O or/O Rome/B-LOC")
    assert kinds(examined(patient)) == {"contradiction"}
    assert len(mend(patient).corpus) == 2


def test_doctor_finds_texts_of_the_training_part_in_another(tmp_path: Path) -> None:
    train = columns(tmp_path, "Ada/B-PER slept/O", "Page/O 1/O", name="train.conll")
    test = columns(tmp_path, "Page/O 1/O", "Ada/B-PER slept/O", name="test.conll")
    diagnosis = examined(train, test)
    assert [place for place, _ in found(diagnosis, "leaked")] == ["test.conll:4"]
    assert [place for place, _ in found(diagnosis, "recurring")] == ["test.conll:1"]


def test_doctor_counts_the_mentions_that_training_has(tmp_path: Path) -> None:
    train = columns(tmp_path, "Ada/B-PER slept/O", "Rome/B-LOC won/O", name="train.conll")
    test = columns(tmp_path, "Ada/B-PER saw/O Rome/B-ORG and/O Bob/B-PER", "Rome/B-LOC won/O", name="test.conll")
    seen = examined(train, test).seen
    assert [(share.n_mentions, share.n_seen, share.n_seen_with_label) for share in seen] == [(4, 3, 2)]
    assert (seen[0].n_leaked, seen[0].n_documents) == (1, 2)


def test_doctor_lists_the_labels_of_a_surface_form_at_its_rarest(tmp_path: Path) -> None:
    patient = columns(tmp_path, *["New/B-LOC York/I-LOC won/O"] * 2, "New/B-ORG York/I-ORG won/O", "New/O York/O")
    assert found(examined(patient), "surface-labels") == [("sample.conll:9", "'New York': LOC 2, ORG 1, O 1")]


def test_doctor_finds_spellings_of_a_label_and_labels_that_training_lacks(tmp_path: Path) -> None:
    train = columns(tmp_path, "Ada/B-PER won/O", "Bob/B-Per won/O", name="train.conll")
    test = columns(tmp_path, "Eve/B-PER in/O Rome/B-LOC now/O", name="test.conll")
    diagnosis = examined(train, test)
    assert found(diagnosis, "label-spelling") == [("train.conll:4", "'Per' 1 times, elsewhere 'PER'")]
    assert found(diagnosis, "unknown-label") == [("test.conll:3", f"'LOC' 1 times, never in {train.path}")]


def test_doctor_counts_what_a_maximum_length_loses(tmp_path: Path) -> None:
    patient = columns(tmp_path, "a/O b/O Ada/B-X", "a/O Ada/B-X Bob/I-X", "Ada/B-X")
    diagnosis = examine([patient], lengths=(2, 3), max_judged_words=0)
    assert found(diagnosis, "too-long") == [("sample.conll:3", "cut after 2 words: 2 of 3 entities (66.7%) are lost")]
    assert diagnosis.of_kind("too-long")[0].evidence["places"] == [f"{patient.path}:3", f"{patient.path}:6"]


def test_doctor_notices_that_documents_are_not_marked(tmp_path: Path) -> None:
    sentences = [f"word{n}/O" for n in range(100)]
    patient = columns(tmp_path, *sentences)
    assert kinds(examined(patient)) == {"no-boundaries"}
    marked = tmp_path / "marked.conll"
    marked.write_text("-DOCSTART-\tO\n\n" + Path(patient.path).read_text())
    assert kinds(examined(admit(str(marked)))) == set()
