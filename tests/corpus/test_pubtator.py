from pathlib import Path

import pytest

from onoma.corpus import Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError

RECORD = "7|t|Fever and gout.\n7|a|Gout hurts.\n"


def read(folder: Path, text: str) -> Corpus:
    path = folder / "sample.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return read_corpus(path)


def told(corpus: Corpus) -> list[tuple[str, int, str]]:
    return [(note.what, note.count, (note.place or "").rpartition(":")[2]) for note in corpus.notes]


def test_pubtator_offsets_count_title_blank_and_abstract(tmp_path: Path) -> None:
    document = read(tmp_path, RECORD + "7\t16\t20\tGout\tDisease\tD006073\n").documents[0]
    assert (document.id, document.text) == ("7", "Fever and gout. Gout hurts.")
    assert document.entities == (Entity(16, 20, "Disease", value={"id": "D006073"}),)


def test_pubtator_composite_mention_keeps_its_parts(tmp_path: Path) -> None:
    document = read(tmp_path, RECORD + "7\t0\t14\tFever and gout\tDisease\tA|B\tFever|gout\n").documents[0]
    assert document.entities[0].value == {"id": "A|B", "mentions": ["Fever", "gout"]}


def test_pubtator_relations_are_counted(tmp_path: Path) -> None:
    rows = "7\tCID\tA\tB\n7\tAssociation\tA\tB\tNovel\n"
    assert told(read(tmp_path, RECORD + rows)) == [("relation left out", 2, "3")]


def test_pubtator_offsets_are_mended_where_the_mention_stands_once(tmp_path: Path) -> None:
    corpus = read(tmp_path, RECORD + "7\t1\t6\tFever\tDisease\n7\t17\t23\thurts  \tSign\n7\t3\t6\tgou\tDisease\n")
    document = corpus.documents[0]
    assert [document.text_of(entity) for entity in document.entities] == ["Fever", "gou", "hurts"]
    assert told(corpus) == [("offsets mended to where the mention's text stands", 3, "3")]


def test_pubtator_mention_that_stands_twice_or_nowhere_is_left_out(tmp_path: Path) -> None:
    corpus = read(tmp_path, RECORD + "7\t1\t3\tou\tDisease\n7\t0\t4\tcold\tDisease\n")
    assert corpus.documents[0].entities == ()
    assert told(corpus) == [("mention whose text is not at its offsets left out", 2, "3")]


def test_pubtator_repeated_record_is_kept_and_noted(tmp_path: Path) -> None:
    corpus = read(tmp_path, RECORD + "\n" + RECORD)
    assert len(corpus) == 2
    assert told(corpus) == [("record with the id of an earlier one, kept", 1, "4")]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("8\t0\t5\tFever\tDisease\n", ":3: line of '8' stands in record 7"),
        ("7\t0\t5\tFever\n", ":3: .*is no mention"),
        ("7\t0\tfive\tFever\tDisease\n", ":3: .*is no mention"),
        ("\n7\t0\t5\tFever\tDisease\n", ":4: line of '7' stands in no record"),
    ],
)
def test_pubtator_broken_line_is_named(tmp_path: Path, rows: str, what: str) -> None:
    with pytest.raises(CorpusError, match=what):
        read(tmp_path, RECORD + rows)


def test_pubtator_written_again_is_the_same_file(tmp_path: Path) -> None:
    text = RECORD + "7\t0\t14\tFever and gout\tDisease\tA|B\tFever|gout\n7\t16\t20\tGout\tDisease\n"
    assert write_corpus(read(tmp_path, text), tmp_path / "out.pubtator") == ()
    assert (tmp_path / "out.pubtator").read_text(encoding="utf-8") == text


def test_pubtator_writer_keeps_offsets_and_says_what_it_changed(tmp_path: Path) -> None:
    entity = Entity(2, 5, "X", 0.5, value="seven", fragments=((2, 3), (4, 5)))
    corpus = Corpus((Document("a\tb\nc", (entity,), None, "i|d"), Document("d")), "x")
    notes = {note.what: note.count for note in write_corpus(corpus, tmp_path / "out.pubtator")}
    assert notes == {
        "score not carried": 1,
        "document id replaced by a number": 1,
        "text with line breaks or tabs, written as blanks": 1,
        "discontinuous entity written as one span": 1,
        "value not carried": 1,
    }
    documents = read_corpus(tmp_path / "out.pubtator").documents
    assert [document.text for document in documents] == ["a b c", "d"]
    assert documents[0].entities == (Entity(2, 5, "X"),)


def test_pubtator_writer_gives_a_repeated_id_a_number_of_its_own(tmp_path: Path) -> None:
    documents = (Document("a", id="2"), Document("b", id="2"), Document("c", id="3"))
    notes = write_corpus(Corpus(documents, "x"), tmp_path / "out.pubtator")
    assert [(note.what, note.count) for note in notes] == [("document id replaced by a number", 1)]
    assert [document.id for document in read_corpus(tmp_path / "out.pubtator")] == ["2", "4", "3"]
