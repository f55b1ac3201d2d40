from pathlib import Path

import pytest

from onoma.corpus import Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError

TEXT = "deaf and mute\nchildren"


def folder_with(folder: Path, annotations: str, text: str = TEXT) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8", newline="")
    (folder / "a.ann").write_text(annotations, encoding="utf-8", newline="")
    return folder


def test_brat_folder_is_a_corpus_with_paths_as_ids(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    folder_with(tmp_path / "more", "")
    folder_with(tmp_path, "T1\tSign 0 4\tdeaf\n")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus] == ["a", "more/a"]
    assert corpus.documents[0].entities == (Entity(0, 4, "Sign"),)
    assert read_corpus(tmp_path / "a.ann").documents == read_corpus(tmp_path / "a.txt").documents


def test_brat_discontinuous_entity_keeps_its_fragments(tmp_path: Path) -> None:
    corpus = read_corpus(folder_with(tmp_path, "T1\tSign 0 4;14 22\tdeaf children\n"))
    assert corpus.documents[0].entities == (Entity(0, 22, "Sign", fragments=((0, 4), (14, 22))),)
    assert corpus.notes == ()


def test_brat_parts_at_a_line_break_or_touching_are_one(tmp_path: Path) -> None:
    corpus = read_corpus(folder_with(tmp_path, "T1\tX 9 13;14 22\tmute children\nT2\tY 0 2;2 4\tde af\n"))
    assert corpus.documents[0].entities == (Entity(0, 4, "Y"), Entity(9, 22, "X"))


def test_brat_other_annotations_are_counted_by_kind(tmp_path: Path) -> None:
    lines = "T1\tX 0 4\tdeaf\nR1\tOf Arg1:T1 Arg2:T1\nA1\tNeg T1\nE1\tX:T1\n"
    lines += "#1\tAnnotatorNotes T1\thm\nN1\tRef T1 W:1\tx\n"
    corpus = read_corpus(folder_with(tmp_path, lines))
    assert [(note.what.removesuffix(" left out"), note.count) for note in corpus.notes] == [
        ("relation", 1),
        ("attribute", 1),
        ("event", 1),
        ("note or unknown line", 1),
        ("normalization", 1),
    ]


def test_brat_offsets_are_mended_or_the_entity_is_left_out(tmp_path: Path) -> None:
    corpus = read_corpus(folder_with(tmp_path, "T1\tX 1 5\tdeaf\nT2\tX 1 5\tblind\n"))
    assert corpus.documents[0].entities == (Entity(0, 4, "X"),)
    assert [(note.count, note.place) for note in corpus.notes] == [
        (1, f"{tmp_path}/a.ann:1"),
        (1, f"{tmp_path}/a.ann:2"),
    ]


def test_brat_carriage_returns_count_as_characters(tmp_path: Path) -> None:
    corpus = read_corpus(folder_with(tmp_path, "T1\tX 3 4\tb\n", text="a\r\nb"))
    assert corpus.documents[0].text_of(corpus.documents[0].entities[0]) == "b"


@pytest.mark.parametrize("line", ["T1 X 0 4 deaf", "T1\tX 0\tdeaf", "T1\tX 4 4\t", "T1\tX 0 99\tdeaf"])
def test_brat_broken_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match=r"a\.ann:2: "):
        read_corpus(folder_with(tmp_path, f"\n{line}\n"))


def test_brat_missing_half_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("no annotations")
    with pytest.raises(CorpusError, match=r"has no \.ann file"):
        read_corpus(tmp_path)
    corpus = read_corpus(folder_with(tmp_path, ""))
    assert [note.place for note in corpus.notes] == [str(tmp_path / "b.txt")]
    (tmp_path / "c.ann").write_text("")
    with pytest.raises(CorpusError, match=r"c\.txt: cannot be read"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("id", ["../../etc/x", "/root", "..", "a/../b", "A", "con:", "x" * 300, ""])
def test_brat_writer_never_leaves_its_folder_or_overwrites(tmp_path: Path, id: str) -> None:
    corpus = Corpus((Document("one", id="a"), Document("two", id=id)), "x")
    notes = write_corpus(corpus, tmp_path / "out", format="brat")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "000002.ann",
        "000002.txt",
        "a.ann",
        "a.txt",
    ]
    assert notes[0].what == "document id replaced by a number"


def test_brat_writer_parts_an_entity_at_line_breaks(tmp_path: Path) -> None:
    corpus = Corpus((Document(TEXT, (Entity(9, 22, "X"),), id="a"),), "x")
    assert write_corpus(corpus, tmp_path / "out", format="brat") == ()
    assert (tmp_path / "out" / "a.ann").read_text() == "T1\tX 9 13;14 22\tmute children\n"


def test_brat_writer_says_where_a_line_break_joins_fragments(tmp_path: Path) -> None:
    entity = Entity(9, 22, "X", fragments=((9, 13), (14, 22)))
    notes = write_corpus(Corpus((Document(TEXT, (entity,), id="a"),), "x"), tmp_path / "out", format="brat")
    assert [(note.what, note.place) for note in notes] == [
        ("entity changed where it meets a line break", "document 'a'")
    ]


def test_brat_writer_says_that_files_have_no_order(tmp_path: Path) -> None:
    notes = write_corpus(Corpus((Document("b", id="b"), Document("a", id="a")), "x"), tmp_path / "out", format="brat")
    assert ["order of documents" in note.what for note in notes] == [True]
    assert [document.id for document in read_corpus(tmp_path / "out")] == ["a", "b"]
