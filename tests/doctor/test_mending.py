"""What `--fix` mends, what it lists, and what it never does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import columns, examined, kinds, records, stored

from onoma.corpus import Corpus, Origin, read_corpus
from onoma.doctor import Patient, admit, mend, treat
from onoma.doctor.spans import trimmed
from onoma.document import Document, Entity
from onoma.encoding import split_words
from onoma.errors import InputError

FAULTY = (
    ("Ada met Bob", [[0, 4, "PER"], [8, 11, "PER"], [8, 11, "PER"]]),
    ("Rome won", [[0, 4, "LOC"]]),
    ("Rome won", [[0, 4, "LOC"]]),
    ("Rome won", []),
    ("a  b", [[1, 3, "X"]]),
)


def test_mending_lists_every_change_with_its_place(tmp_path: Path) -> None:
    patient = records(tmp_path, *FAULTY)
    mended = mend(patient)
    assert [(change.kind, change.place.rpartition(":")[2]) for change in mended.changes] == [
        ("edge-space", "1"),
        ("repeated-entity", "1"),
        ("duplicate", "3"),
        ("edge-space", "5"),
    ]
    texts = [[document.text_of(entity) for entity in document.entities] for document in mended.corpus]
    assert texts == [["Ada", "Bob"], ["Rome"], [], []]


def test_mended_corpus_has_none_of_the_faults_that_a_fix_mends(tmp_path: Path) -> None:
    patient = records(tmp_path, *FAULTY)
    treat([patient], tmp_path / "out.jsonl")
    again = admit(str(tmp_path / "out.jsonl"))
    assert kinds(examined(again)) == {"contradiction"}
    assert mend(again).changes == ()


def test_mending_finds_copies_that_differed_in_a_fault(tmp_path: Path) -> None:
    patient = records(tmp_path, ("Rome won", [[0, 4, "LOC"]]), ("Rome won", [[0, 5, "LOC"]]))
    assert [(change.kind, change.place.rpartition(":")[2]) for change in mend(patient).changes] == [("duplicate", "2")]


def test_mending_keeps_copies_whose_entities_have_other_values(tmp_path: Path) -> None:
    entities = [{"start": 0, "end": 4, "label": "LOC", "value": value} for value in ("Q1", "Q2")]
    assert len(mend(records(tmp_path, *[("Rome won", [entity]) for entity in entities])).corpus) == 2


def test_mending_tells_copies_apart_that_stand_on_one_line(tmp_path: Path) -> None:
    patient = stored(tmp_path, json.dumps([{"text": "Rome won", "entities": []}] * 2), name="sample.json")
    assert len(mend(patient).corpus) == 1


def test_mending_adds_one_to_ends_where_all_are_inclusive(tmp_path: Path) -> None:
    patient = records(tmp_path, *[(f"Person{n} slept", [[0, len(f"Person{n}") - 1, "PER"]]) for n in range(20)])
    mended = mend(patient)
    assert {change.kind for change in mended.changes} == {"inclusive-end"}
    assert [document.text_of(document.entities[0]) for document in mended.corpus] == [f"Person{n}" for n in range(20)]


def test_mending_rewrites_broken_tags_and_says_what_it_could_not_bring_along(tmp_path: Path) -> None:
    patient = stored(tmp_path, "Ada\tI-PER\n \nBob\tB-PER\nran\tO\nbroken\nfar\tO\n", name="in.conll")
    treated = treat([patient], tmp_path / "out.conll")[0]
    assert [change.kind for change in treated.changes] == ["broken-tag", "blank-lines"]
    assert [change.place.rpartition(":")[2] for change in treated.left_out] == ["5"]
    assert (tmp_path / "out.conll").read_text() == "Ada\tB-PER\n\nBob\tB-PER\nran\tO\nfar\tO\n"


def test_fixing_never_writes_over_what_was_examined(tmp_path: Path) -> None:
    patient = columns(tmp_path, "Ada/B-PER slept/O")
    for target in (Path(patient.path), tmp_path):
        with pytest.raises(InputError, match="is what was examined"):
            treat([patient], target)
    other = columns(tmp_path, "Bob/B-PER slept/O", name="other.conll")
    with pytest.raises(InputError, match="is what was examined"):
        treat([patient, other], tmp_path)


def test_fixing_refuses_two_corpora_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    patients = [columns(folder, "Ada/B-PER slept/O") for folder in (tmp_path, tmp_path / "b")]
    with pytest.raises(InputError, match="two corpora have this name"):
        treat(patients, tmp_path / "out")


def test_fixing_writes_a_format_that_is_only_read_as_columns(tmp_path: Path) -> None:
    text = "Sentence #,Word,POS,Tag\nSentence: 1,Ada,NNP,B-per\n,slept,VB,O\n"
    patients = [stored(tmp_path, text, name="a.csv"), stored(tmp_path, text, name="b.csv")]
    assert [Path(one.written).name for one in treat(patients, tmp_path / "out")] == ["a.conll", "b.conll"]
    assert read_corpus(tmp_path / "out" / "a.conll").labels == ("per",)


@given(st.text(alphabet="ab \n\u00a0", min_size=1, max_size=12), st.data())
def test_trimmed_entity_holds_the_same_text_without_its_edges(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    entity = Entity(start, data.draw(st.integers(start + 1, len(text))), "X")
    document = Document(text, (entity,))
    low, high = trimmed(document, entity)
    assert text[low:high] == document.text_of(entity).strip()


Drawn = Callable[[], Patient]


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="ab .", min_size=1, max_size=8), st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8)))
        ),
        max_size=6,
    )
)
def test_mending_twice_changes_nothing_more(drawn: list[tuple[str, list[tuple[int, int]]]]) -> None:
    documents = tuple(
        Document(text, tuple(Entity(start, end, "X") for start, end in spans if start < end <= len(text)))
        for text, spans in drawn
    )
    once = mend(as_patient(documents)).corpus.documents
    again = mend(as_patient(once))
    assert again.corpus.documents == once
    assert again.changes == ()


def as_patient(documents: tuple[Document, ...]) -> Patient:
    origins = tuple(Origin("drawn.jsonl", number) for number in range(1, len(documents) + 1))
    words = tuple(tuple(split_words(document.text)) for document in documents)
    return Patient("drawn.jsonl", "jsonl", Corpus(documents, "drawn", (), origins), words)


def test_findings_are_json(tmp_path: Path) -> None:
    found = json.loads(json.dumps(examined(records(tmp_path, *FAULTY)).to_json()))
    first = found["findings"][0]
    assert (first["file"], first["line"]) == (str(tmp_path / "sample.jsonl"), 1)
    assert found["counts"] == {"edge-space": 2, "repeated-entity": 1, "contradiction": 1, "duplicate": 1}
