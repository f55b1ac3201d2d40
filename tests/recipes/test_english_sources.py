import gzip
import random
from pathlib import Path

from gmb import gmb_records
from social import btc_records
from templates import FOLDER, Filler, template_records
from wikipedia import subjects, wikipedia_records

ARTICLES = """<doc id="1" title="Ann Example">
Ann Example

Ann Example (born 4 May 1990) is a Danish rower. She lives in Aarhus.
</doc>
<doc id="2" title="Foo Cup (cricket)">
Foo Cup (cricket)

The Foo Cup was a cricket tournament held in Japan.
</doc>
<doc id="3" title="Barville">
Barville

Barville is a village in Quuxshire, England.
</doc>
<doc id="4" title="Acme Widgets">
Acme Widgets

Acme Widgets is a company based in Barville.
</doc>
"""


def encyclopedia(folder: Path) -> Path:
    with gzip.open(folder / "x.docs.txt.gz", "wt", encoding="utf-8") as file:
        file.write(ARTICLES)
    return folder


def test_subjects_are_typed_by_their_first_sentence(tmp_path: Path) -> None:
    found = [(subject.name, subject.label) for subject in subjects(encyclopedia(tmp_path))]
    assert found == [
        ("Ann Example", "PERSON"),
        ("Foo Cup", "EVENT"),
        ("Barville", "LOC"),
        ("Acme Widgets", "ORG"),
    ]


def test_wikipedia_records_claim_the_subject_and_leave_other_names_unknown(tmp_path: Path) -> None:
    records = {record.text: record for _, record in wikipedia_records(encyclopedia(tmp_path))}
    record = records["Barville is a village in Quuxshire, England."]
    assert record.entities == ((0, 8, "LOC"),)
    assert [record.text[start:end] for start, end in record.unknown] == ["Quuxshire", "England"]
    rower = records["Ann Example (born 4 May 1990) is a Danish rower."]
    assert [(rower.text[start:end], label) for start, end, label in rower.entities] == [
        ("Ann Example", "PERSON"),
        ("Danish", "NORP"),
    ]


def test_gmb_records_undo_the_spreadsheet_and_drop_duplicates(tmp_path: Path) -> None:
    rows = ["Sentence #,Word,POS,Tag"]
    for number in (1, 2):
        rows += [f"Sentence: {number},Agassi,NNP,B-per", ",won,VBD,O", ",06-Mar,CD,O", ",.,.,O"]
    (tmp_path / "ner_dataset.csv").write_text("\n".join(rows) + "\n", encoding="cp1252")
    assert [(record.text, record.entities) for _, record in gmb_records(tmp_path)] == [
        ("Agassi won 3-6.", ((0, 6, "PERSON"),))
    ]


def test_btc_handles_are_no_entities(tmp_path: Path) -> None:
    for section in "abefgh":
        rows = ["@\tB-PER", "ann\tB-PER", "likes\tO", "Oslo\tB-LOC"]
        (tmp_path / f"{section}.conll").write_text("\n".join(rows) + "\n", encoding="utf-8")
    _, record = next(btc_records(tmp_path))
    assert record.text == "@ann likes Oslo"
    assert record.entities == ((11, 15, "LOC"),)


def test_filler_labels_slots_and_keeps_a_persona(tmp_path: Path) -> None:
    filler = Filler.with_subjects(subjects(encyclopedia(tmp_path)), random.Random(1))
    record = filler.fill("{A.PERSON}\n{A.first} {A.last}, {job} in {town}; {bank1}, {bank1}, {Job}", name="x")
    pieces = [(record.text[start:end], label) for start, end, label in record.entities]
    assert [label for _, label in pieces] == ["PERSON", "PERSON", "LOC", "ORG", "ORG"]
    assert pieces[0][0] == pieces[1][0].upper()
    assert pieces[2][0] == "Barville"
    assert pieces[3] == pieces[4]


def test_every_template_can_be_filled_and_comes_out_the_same_twice(tmp_path: Path) -> None:
    folder = encyclopedia(tmp_path)
    first = [record.line() for _, record in template_records(folder, n_documents=250)]
    assert first == [record.line() for _, record in template_records(folder, n_documents=250)]
    assert len(first) > 200
    assert not any("{" in line.split('"entities"')[0][1:] for line in first)
    assert len(list((FOLDER / "templates").glob("*.txt"))) == 7
