from pathlib import Path

import pytest

from onoma.corpus import read_corpus
from onoma.errors import CorpusError

HEADER = "Sentence #,Word,POS,Tag\r\n"


def write(folder: Path, rows: bytes) -> Path:
    path = folder / "gmb.csv"
    path.write_bytes(HEADER.encode() + rows)
    return path


def test_gmb_sentences_begin_where_the_first_column_is_filled(tmp_path: Path) -> None:
    corpus = read_corpus(
        write(tmp_path, b"Sentence: 1,In,IN,O\r\n,Rome,NNP,B-geo\r\nSentence: 2,NA,NN,O\r\n,null,NN,O\r\n")
    )
    assert [document.text for document in corpus] == ["In Rome", "NA null"]
    assert [(entity.start, entity.end, entity.label) for entity in corpus.documents[0].entities] == [(3, 7, "geo")]


def test_gmb_quoted_commas_and_windows_punctuation_are_words(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path, b'Sentence: 1,"1,000",CD,O\r\n,\x93,``,O\r\n,",",",",O\r\n,\x85,:,O\r\n'))
    assert corpus.documents[0].text == "1,000 \u201c , \u2026"


def test_gmb_empty_words_are_dropped_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path, b"Sentence: 1,a,NN,O\r\n, ,NN,O\r\n,b,NN,O\r\n")
    corpus = read_corpus(path)
    assert corpus.documents[0].text == "a b"
    assert ("empty word left out", 1, f"{path}:3") in [(note.what, note.count, note.place) for note in corpus.notes]


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        (b"Sentence: 1,a,NN,O\r\n,b\x81,NN,O\r\n", 3, "byte 0x81 at column 3 is not cp1252"),
        (b"Sentence: 1,a,NN,O\r\n,b,NN\r\n", 3, "3 fields where 4 belong"),
        (b"Sentence: 1,a,NN,geo\r\n", 2, "'geo' is not a tag"),
    ],
)
def test_gmb_broken_row_is_named(tmp_path: Path, rows: bytes, line: int, what: str) -> None:
    path = write(tmp_path, rows)
    with pytest.raises(CorpusError, match=what) as caught:
        read_corpus(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_gmb_other_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("id,text\n1,a\n")
    with pytest.raises(CorpusError, match="header is 'id,text'"):
        read_corpus(path)
