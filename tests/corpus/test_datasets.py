"""Rows of tokens and ner_tags, as datasets of the Hub have them."""

import json
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from onoma.corpus import Corpus, Note, format_of, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError, MissingExtraError

NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
TOKENS = ["Ada", "Lovelace", "left", "London"]
DOCUMENT = Document(
    "Ada Lovelace left London",
    (Entity(0, 12, "PER"), Entity(18, 24, "LOC")),
    ((0, 3), (4, 12), (13, 17), (18, 24)),
    "7",
)
FEATURES = {"ner_tags": {"feature": {"names": NAMES, "_type": "ClassLabel"}, "_type": "Sequence"}}
WAYS = {
    "a list of features": {"info": {"features": FEATURES}},
    "newer lists": {"info": {"features": {"ner_tags": {**FEATURES["ner_tags"], "_type": "List"}}}},
    "older lists": {"features": {"ner_tags": [{"names": NAMES, "_type": "ClassLabel"}]}},
}


def _parquet(path: Path, metadata: object, **columns: object) -> Path:
    table = pyarrow.table({"id": ["7"], "tokens": [TOKENS], "ner_tags": [[1, 2, 0, 3]], **columns})
    if metadata:
        table = table.replace_schema_metadata({"huggingface": json.dumps(metadata)})
    pyarrow.parquet.write_table(table, path)
    return path


@pytest.mark.parametrize("metadata", WAYS.values(), ids=WAYS)
def test_numbers_in_parquet_have_the_names_of_its_features(tmp_path: Path, metadata: object) -> None:
    assert read_corpus(_parquet(tmp_path / "data", metadata)).documents == (DOCUMENT,)


def test_numbers_have_the_names_of_the_information_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "dataset_info.json").write_text(json.dumps({"features": FEATURES}), encoding="utf-8")
    (tmp_path / "data").mkdir()
    assert read_corpus(_parquet(tmp_path / "data" / "a.parquet", None)).documents == (DOCUMENT,)
    row = json.dumps({"id": "7", "tokens": TOKENS, "ner_tags": [1, 2, 0, 3]})
    (tmp_path / "a.json").write_text(f"[{row}]", encoding="utf-8")
    assert format_of(tmp_path / "a.json") == "datasets"
    assert read_corpus(tmp_path / "a.json").documents == (DOCUMENT,)


def test_further_columns_are_fields(tmp_path: Path) -> None:
    row = {"id": 3, "tokens": ["Ada"], "ner_tags": ["B-PER"], "year": 1843, "pos_tags": [22]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (document,) = read_corpus(tmp_path / "a.jsonl")
    assert (document.id, document.fields) == ("3", {"year": 1843, "pos_tags": [22]})


def test_tags_that_are_labels_alone_are_read_as_io(tmp_path: Path) -> None:
    row = {"tokens": TOKENS, "ner_tags": ["person", "person", "O", "place"]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert [entity.label for entity in read_corpus(tmp_path / "a.jsonl").documents[0].entities] == ["person", "place"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"tokens": ["a"], "ner_tags": [1]}, r"a\.jsonl:1: tag 1 is a number, .*dataset_info\.json beside"),
        ({"tokens": ["a"], "ner_tags": ["O", "O"]}, r"a\.jsonl:1: 1 tokens and 2 tags"),
        ({"tokens": ["a"], "ner_tags": [None]}, r"a\.jsonl:1: None is no tag"),
        ({"tokens": ["a"]}, r"a\.jsonl:1: a row without tokens or tags \(it has no further column\)"),
    ],
)
def test_a_row_that_cannot_be_read_is_an_error_with_its_line(tmp_path: Path, row: object, message: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_corpus(tmp_path / "a.jsonl", format="datasets")


def test_a_number_beyond_the_names_is_an_error_with_its_row(tmp_path: Path) -> None:
    path = _parquet(tmp_path / "a.parquet", WAYS["newer lists"], ner_tags=[[1, 2, 0, 9]])
    with pytest.raises(CorpusError, match=r"a\.parquet:1: tag 9 has no name; there are 5"):
        read_corpus(path)


def test_parquet_is_written_as_datasets_reads_it(tmp_path: Path) -> None:
    assert write_corpus(Corpus((DOCUMENT,), "x"), tmp_path / "a.parquet") == ()
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    info = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]["ner_tags"]["feature"]
    assert info == {"names": ["O", "B-LOC", "B-PER", "I-PER"], "_type": "ClassLabel"}
    assert table.to_pylist() == [{"id": "7", "tokens": TOKENS, "ner_tags": [2, 3, 0, 1]}]
    assert read_corpus(tmp_path / "a.parquet").documents == (DOCUMENT,)


def test_text_between_words_is_reported_as_lost(tmp_path: Path) -> None:
    notes = write_corpus(Corpus((Document("Ada  slept."),), "x"), tmp_path / "a.parquet")
    assert Note("text not carried beyond its words", 1, "document 1") in notes


def test_a_broken_parquet_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(CorpusError, match=r"a\.parquet: is no parquet file that can be read") as caught:
        read_corpus(tmp_path / "a.parquet")
    assert "\n" not in str(caught.value)


def test_without_pyarrow_the_line_that_installs_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'onoma\[parquet\]'"):
        write_corpus(Corpus((DOCUMENT,), "x"), tmp_path / "a.parquet")
