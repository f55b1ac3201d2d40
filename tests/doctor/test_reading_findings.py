"""What a strict reader refuses or repairs is found with its line, and the rest is read all the same."""

from pathlib import Path

from samples import columns, examined, found, kinds, records, stored

from onoma.corpus import survey_corpus
from onoma.doctor.raw_files import file_findings


def test_doctor_finds_nothing_in_a_corpus_that_is_fine(tmp_path: Path) -> None:
    diagnosis = examined(columns(tmp_path, "Ada/B-PER Lovelace/I-PER slept/O", "Rome/B-LOC won/O"))
    assert diagnosis.findings == ()
    assert diagnosis.to_json()["fine"] is True


def test_doctor_finds_the_tag_that_breaks_the_scheme(tmp_path: Path) -> None:
    patient = columns(tmp_path, "Ada/B-PER met/O Bob/I-PER", "Carl/B-PER Cook/I-PER sat/O")
    assert found(examined(patient), "broken-tag") == [("sample.conll:3", "I-PER after O")]


def test_doctor_finds_the_broken_tag_behind_a_right_entity_of_several_words(tmp_path: Path) -> None:
    patient = columns(tmp_path, "New/B-X York/I-X City/E-X is/O old/I-X", "Rome/S-X")
    assert found(examined(patient), "broken-tag") == [("sample.conll:5", "I-X after O")]


def test_doctor_reads_tags_of_two_schemes_and_finds_the_rarer(tmp_path: Path) -> None:
    patient = columns(tmp_path, "Ada/S-PER ran/O", "New/B-LOC York/E-LOC", "San/B-LOC Jose/L-LOC", "Ada/S-PER/")
    assert found(examined(patient), "mixed-schemes") == [("sample.conll:8", "'L-LOC'")]
    assert [len(document.entities) for document in patient.corpus] == [1, 1, 1, 0]


def test_doctor_finds_tags_with_several_labels_and_tags_that_are_none(tmp_path: Path) -> None:
    diagnosis = examined(columns(tmp_path, "Ada/B-PER,B-ORG slept/O", "Bob/PERSON slept/O", "Eve/B-PER left/O"))
    assert found(diagnosis, "several-labels") == [("sample.conll:1", "'Ada' has 'B-PER,B-ORG'")]
    assert found(diagnosis, "no-tag") == [("sample.conll:4", "'Bob' has 'PERSON'")]
    assert diagnosis.sizes[0].labels == {"PER": 2}


def test_doctor_goes_on_after_lines_and_records_that_cannot_be_read(tmp_path: Path) -> None:
    lines = ['{"text": "Ada", "entities": [[0, 3, "PER"]]}', "no json", '{"words": 1}']
    lines.append('{"text": "Bob", "entities": [[0, 9, "PER"]]}')
    diagnosis = examined(stored(tmp_path, "\n".join(lines), name="sample.jsonl"))
    places = [place for place, _ in found(diagnosis, "unreadable")]
    assert places == ["sample.jsonl:2", "sample.jsonl:3", "sample.jsonl:4"]
    assert diagnosis.sizes[0].n_documents == 2


def test_doctor_finds_mentions_whose_text_stands_elsewhere_or_nowhere(tmp_path: Path) -> None:
    text = "7|t|Fever and gout.\n7|a|Gout hurts.\n7\t1\t6\tFever\tD\n7\t0\t4\tcold\tD\n7\t16\t20\tGout \tD\n"
    diagnosis = examined(stored(tmp_path, text, name="sample.txt"))
    assert found(diagnosis, "shifted") == [("sample.txt:3", "'Fever' stands at [0, 5), not at [1, 6)")]
    assert found(diagnosis, "text-mismatch") == [("sample.txt:4", "'cold' is stated where 'Feve' stands")]
    assert found(diagnosis, "edge-space") == [("sample.txt:5", "'Gout ' is stated")]


def test_doctor_names_inclusive_ends_where_the_text_is_stated(tmp_path: Path) -> None:
    item = {"start": 0, "end": 2, "label": "PER", "text": "Ada"}
    patient = records(tmp_path, ("Ada met Ada", [item]), ("A", [{"start": 0, "end": 0, "label": "X", "text": "A"}]))
    assert [place for place, _ in found(examined(patient), "inclusive-end")] == ["sample.jsonl:1", "sample.jsonl:2"]
    assert [document.text_of(document.entities[0]) for document in patient.corpus] == ["Ada", "A"]


def test_doctor_names_the_line_of_a_broken_bracket_inside_its_document(tmp_path: Path) -> None:
    diagnosis = examined(stored(tmp_path, "[Ada](PER) won\n---\none\ntwo [Bob\n", name="sample.md"))
    assert [place for place, _ in found(diagnosis, "unreadable")] == ["sample.md:4"]
    assert diagnosis.of_kind("unreadable")[0].what.startswith("'[' is not closed")


def test_doctor_finds_repeated_ids(tmp_path: Path) -> None:
    record = "7|t|Fever and gout.\n7|a|Gout hurts.\n"
    diagnosis = examined(stored(tmp_path, f"{record}\n{record}", name="sample.txt"))
    assert found(diagnosis, "repeated-id") == [("sample.txt:4", "7")]


def test_doctor_finds_byte_order_mark_and_blank_lines_that_are_not_empty(tmp_path: Path) -> None:
    diagnosis = examined(stored(tmp_path, "\ufeffAda\tB-PER\n \t\nslept\tO\n", name="sample.conll"))
    assert kinds(diagnosis) == {"bom", "blank-lines"}
    assert found(diagnosis, "blank-lines") == [("sample.conll:2", "1 lines of white space part sentences")]


def test_doctor_finds_the_first_byte_that_is_not_utf8(tmp_path: Path) -> None:
    text = "Sentence #,Word,POS,Tag\nSentence: 1,Ada,NNP,B-per\n,caf\xe9,NN,O\n"
    diagnosis = examined(stored(tmp_path, text.encode("cp1252"), name="sample.csv"))
    what = "first byte that is not UTF-8: 0xe9 at offset 54; 1 such lines"
    assert found(diagnosis, "not-utf8") == [("sample.csv:3", what)]


def test_doctor_finds_a_file_cut_where_a_spreadsheet_ends(tmp_path: Path) -> None:
    whole = stored(tmp_path, "a\tO\n" * 65_536, name="whole.conll")
    less = stored(tmp_path, "a\tO\n" * 65_535, name="less.conll")
    assert [finding.kind for finding in file_findings(whole)] == ["cut"]
    assert list(file_findings(less)) == []


def test_doctor_finds_words_that_read_as_missing(tmp_path: Path) -> None:
    diagnosis = examined(columns(tmp_path, "a/O null/O value/O", "NA/O null/O"))
    assert found(diagnosis, "missing-value") == [("sample.conll:2", "'null' 2, 'NA' 1")]


def test_survey_keeps_every_place_and_reading_only_the_first(tmp_path: Path) -> None:
    path = Path(columns(tmp_path, "a/O I/I-X", "b/O I/I-X", *["c/B-X d/B-X I/I-X"] * 3).path)
    assert [spot.place.rpartition(":")[2] for spot in survey_corpus(path).notes[0].spots] == ["2", "5"]
