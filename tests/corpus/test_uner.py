from pathlib import Path

import pytest

from onoma.corpus import Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError

SAMPLE = """# newdoc id = d1
# sent_id = d1-1
# text = Ada's in Rome.
1\tAda\tB-PER\t-\t-
2\t's\tO\t-\t-
3\tin\tO\t-\t-
4\tRome\tB-LOC\t-\t-
5\t.\tO\t-\t-

# sent_id = d1-2
# text = So it goes
1\tSo\tO\t-\t-
2\tit\tO\t-\t-
3\tgoes\tO\t-\t-
"""


def read(folder: Path, text: str) -> Corpus:
    path = folder / "sample.iob2"
    path.write_text(text, encoding="utf-8", newline="")
    return read_corpus(path)


def test_uner_entities_stand_in_the_sentence_as_written(tmp_path: Path) -> None:
    corpus = read(tmp_path, SAMPLE)
    first = corpus.documents[0]
    assert (first.text, first.id, first.fields["document"]) == ("Ada's in Rome.", "d1-1", "d1")
    assert first.entities == (Entity(0, 3, "PER"), Entity(9, 13, "LOC"))
    assert first.words == ((0, 3), (3, 5), (6, 8), (9, 13), (13, 14))
    assert corpus.documents[1].fields["document"] == "d1"
    assert corpus.notes == ()


def test_uner_text_that_the_words_do_not_spell_is_replaced_and_counted(tmp_path: Path) -> None:
    corpus = read(tmp_path, SAMPLE.replace("= So it goes", "= So it went"))
    assert corpus.documents[1].text == "So it goes"
    assert [(note.count, (note.place or "")[-3:]) for note in corpus.notes] == [(1, ":12")]


def test_uner_other_columns_comments_and_ranges_are_counted(tmp_path: Path) -> None:
    text = "# global = x\n1-2\tAdas\tO\t-\t-\n1\tAda\tB-PER\t-\tjane\n2\ts\tO\t-\t-\n"
    corpus = read(tmp_path, "# text = Adas\n" + text)
    assert corpus.documents[0].entities == (Entity(0, 3, "PER"),)
    assert sorted(note.what for note in corpus.notes) == [
        "columns after the tag not kept",
        "comment line left out",
        "multiword token or empty node left out",
    ]


def test_uner_hash_with_a_tab_is_a_broken_word(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"iob2:4: '#\\tO' is no numbered word"):
        read(tmp_path, SAMPLE.replace("1\tAda\tB-PER\t-\t-", "#\tO", 1))


def test_uner_is_told_from_columns_without_comments_too(tmp_path: Path) -> None:
    assert read(tmp_path, "1\tAda\tB-PER\n2\tslept\tO\n").documents[0].text == "Ada slept"
    assert read(tmp_path, "1\tCD\tO\nday\tNN\tO\n").documents[0].text == "1 day"


def test_uner_written_again_is_the_same_file(tmp_path: Path) -> None:
    assert write_corpus(read(tmp_path, SAMPLE), tmp_path / "out.conllu") == ()
    assert (tmp_path / "out.conllu").read_text(encoding="utf-8") == SAMPLE


def test_uner_writer_counts_what_it_cannot_carry(tmp_path: Path) -> None:
    documents = (Document("a\nb", id="x\ny", fields={"year": 1}), Document(" "))
    notes = write_corpus(Corpus(documents, "x"), tmp_path / "out.conllu")
    assert [note.what for note in notes] == [
        "document's further fields not carried",
        "document id not carried",
        "text not carried beyond its words",
        "document without words left out",
    ]
    assert read_corpus(tmp_path / "out.conllu").documents[0].text == "a b"
