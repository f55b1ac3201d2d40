import json
from pathlib import Path

import pytest

from onoma.corpus import FORMATS, ColumnOptions, Corpus, Note, convert, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError, SettingsError

ADA = Corpus((Document("Ada slept", (Entity(0, 3, "PER"),)),), "ada")
CONTENTS = {
    "columns": "Ada\tB-PER\nslept\tO\n",
    "uner": "# text = Ada slept\n1\tAda\tB-PER\t-\t-\n2\tslept\tO\t-\t-\n",
    "pubtator": "1|t|Ada slept\n1|a|\n1\t0\t3\tAda\tPER\n",
    "brackets": "[Ada](PER) slept\n",
    "gmb": "Sentence #,Word,POS,Tag\nSentence: 1,Ada,NNP,B-PER\n,slept,VBD,O\n",
    "jsonl": json.dumps({"text": "Ada slept", "spans": [{"start": 0, "end": 3, "label": "PER"}]}),
    "datasets": json.dumps({"id": 1, "tokens": ["Ada", "slept"], "ner_tags": ["B-PER", "O"]}),
    "labelstudio": json.dumps([{"text": "Ada slept", "label": [[0, 3, "PER"]]}]),
}


@pytest.mark.parametrize("format", CONTENTS)
@pytest.mark.parametrize("name", ["corpus.txt", "corpus", "corpus.data"])
def test_format_is_detected_from_content(tmp_path: Path, format: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(CONTENTS[format])
    corpus = read_corpus(path)
    assert [(document.text, *document.entities) for document in corpus] == [("Ada slept", Entity(0, 3, "PER"))]
    assert corpus.name == name
    assert corpus.labels == ("PER",)


def test_format_that_cannot_be_told_is_an_error_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("just some text\n")
    with pytest.raises(CorpusError, match=r"name one of jsonl, columns, brat, .*gmb"):
        read_corpus(tmp_path / "plain.txt")
    with pytest.raises(CorpusError, match="name one of jsonl"):
        write_corpus(ADA, tmp_path / "plain.txt")


def test_format_of_the_suffix_is_tried_when_the_content_tells_none(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("nothing like JSON\n")
    with pytest.raises(CorpusError, match=r"broken\.jsonl:1: no JSON"):
        read_corpus(tmp_path / "broken.jsonl")


def test_reading_refuses_what_is_not_there_or_empty(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        read_corpus(tmp_path / "missing.conll")
    (tmp_path / "empty.conll").write_text("")
    with pytest.raises(CorpusError, match="holds no document"):
        read_corpus(tmp_path / "empty.conll")
    (tmp_path / "empty").write_text(" \n")
    with pytest.raises(CorpusError, match=r"empty: is empty; check the path"):
        read_corpus(tmp_path / "empty")
    with pytest.raises(CorpusError, match="is a folder"):
        read_corpus(tmp_path, format="columns")


def test_format_names_are_checked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="'conll'; choose one of"):
        write_corpus(ADA, tmp_path / "x", format="conll")
    with pytest.raises(CorpusError, match="gmb is only read"):
        write_corpus(ADA, tmp_path / "x.csv")


def test_column_options_belong_to_columns(tmp_path: Path) -> None:
    (tmp_path / "ada").write_text("B-PER,Ada\nO,slept\n")
    options = ColumnOptions(separator=",", word_column=1, tag_column=0)
    assert read_corpus(tmp_path / "ada", options=options).documents[0].entities == ADA.documents[0].entities
    with pytest.raises(SettingsError, match="do not apply to brackets"):
        read_corpus(tmp_path / "ada", format="brackets", options=options)
    with pytest.raises(SettingsError, match="do not apply to jsonl"):
        write_corpus(ADA, tmp_path / "x", format="jsonl", options=options)


@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if format.writer])
def test_convert_returns_the_corpus_and_what_was_lost(tmp_path: Path, format: str) -> None:
    (tmp_path / "in.conll").write_text(CONTENTS["columns"])
    corpus, notes = convert(tmp_path / "in.conll", tmp_path / "out", output_format=format)
    assert corpus.documents[0].entities == ADA.documents[0].entities
    carries_words = format in ("jsonl", "columns", "uner", "prodigy", "spacy", "datasets")
    assert notes == (() if carries_words else (Note("document's words not carried", 1, "document 1"),))
    again = read_corpus(tmp_path / "out")
    assert (again.documents[0].text, again.documents[0].entities) == ("Ada slept", ADA.documents[0].entities)


@pytest.mark.parametrize(
    "suffix", [suffix for format in FORMATS.values() if format.writer for suffix in format.suffixes]
)
def test_suffix_names_the_format_to_write(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    write_corpus(ADA, path)
    assert read_corpus(path).documents[0].entities == ADA.documents[0].entities


def test_suffixes_belong_to_one_format() -> None:
    suffixes = [suffix for format in FORMATS.values() for suffix in format.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_note_reads_as_a_sentence_part() -> None:
    assert str(Note("tag repaired", 1234, "a.conll:7")) == "tag repaired: 1,234 (first: a.conll:7)"
    assert str(Note("tag repaired", 2)) == "tag repaired: 2"
