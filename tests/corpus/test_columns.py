from pathlib import Path

import pytest

from onoma.corpus import ColumnOptions, Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError, SettingsError


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "sample.conll"
    path.write_bytes(text.encode(encoding))
    return path


def read_columns(path: Path, options: ColumnOptions | None = None) -> Corpus:
    return read_corpus(path, format="columns", options=options)


def found(corpus: Corpus) -> list[list[tuple[str, str]]]:
    return [[(document.text_of(entity), entity.label) for entity in document.entities] for document in corpus]


def notes(corpus: Corpus) -> dict[str, int]:
    return {note.what: note.count for note in corpus.notes}


@pytest.mark.parametrize("separator", ["\t", " ", "   ", " \t"])
def test_columns_separators_are_found(tmp_path: Path, separator: str) -> None:
    rows = ["Ada B-PER", "Lovelace I-PER", "slept O", "", "Rome B-LOC"]
    corpus = read_columns(write(tmp_path, "\n".join(row.replace(" ", separator) for row in rows)))
    assert [document.text for document in corpus] == ["Ada Lovelace slept", "Rome"]
    assert corpus.documents[0].words == ((0, 3), (4, 12), (13, 18))
    assert found(corpus) == [[("Ada Lovelace", "PER")], [("Rome", "LOC")]]
    assert corpus.notes == ()


def test_columns_other_separator_and_columns_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "B-PER;x;Ada\nO;x;slept\n")
    corpus = read_columns(path, ColumnOptions(separator=";", word_column=2, tag_column=0))
    assert found(corpus) == [[("Ada", "PER")]]
    assert notes(corpus) == {"column that is neither word nor tag not kept": 1}


def test_columns_blank_separators_may_hold_white_space_and_carriage_returns(tmp_path: Path) -> None:
    corpus = read_columns(write(tmp_path, "\ufeffAda\tB-PER\r\n\t\r\nslept\tO\r\n"))
    assert [document.text for document in corpus] == ["Ada", "slept"]


def test_columns_line_separators_of_unicode_do_not_end_a_line(tmp_path: Path) -> None:
    assert read_columns(write(tmp_path, "a\u2028b\tO\nc\x85d\tB-X\n")).documents[0].text == "a\u2028b c\x85d"


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("I-PER I-PER O I-PER", ["w0 w1", "w3"]),
        ("I-PER B-PER I-PER", ["w0", "w1 w2"]),
        ("B-PER E-PER S-PER", ["w0 w1", "w2"]),
        ("B-PER L-PER U-PER", ["w0 w1", "w2"]),
    ],
)
def test_columns_scheme_is_detected(tmp_path: Path, tags: str, spans: list[str]) -> None:
    path = write(tmp_path, "".join(f"w{index}\t{tag}\n" for index, tag in enumerate(tags.split())))
    assert found(read_columns(path)) == [[(span, "PER") for span in spans]]


def test_columns_repaired_tags_are_counted_with_their_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a\tB-X\n\nb\tO\nc\tI-X\nd\tB-X\n\ne\tI-X\n")
    note = read_columns(path, ColumnOptions(scheme="IOB2")).notes[0]
    assert (note.count, note.place) == (2, f"{path}:3")
    assert "repaired" in note.what


def test_columns_scheme_is_judged_with_the_words_outside_between(tmp_path: Path) -> None:
    note = read_columns(write(tmp_path, "a\tI-X\nb\tO\nc\tB-X\n")).notes[0]
    assert (note.what, note.count) == ("tag repaired on reading as IOB2", 1)


def test_columns_docstart_lines_number_the_documents(tmp_path: Path) -> None:
    text = "-DOCSTART- -X- O\n\na x O\n\nb x O\n\n-DOCSTART- -X- O\n\nc x O\n"
    assert [document.fields["document"] for document in read_columns(write(tmp_path, text))] == [1, 1, 2]


def test_columns_comment_is_only_what_cannot_be_a_word(tmp_path: Path) -> None:
    corpus = read_columns(write(tmp_path, "# a comment\n#\tO\n# 1\tB-X\nwon\tO\n"))
    assert corpus.documents[0].text == "# # 1 won"
    assert notes(corpus) == {"comment line left out": 1}
    spaced = read_columns(write(tmp_path, "# a comment\n# O\nwon O\n"))
    assert spaced.documents[0].text == "# won"


def test_columns_empty_words_are_counted(tmp_path: Path) -> None:
    corpus = read_columns(write(tmp_path, "a\tO\n\tO\nb\tB-X\n"))
    assert corpus.documents[0].text == "a b"
    assert [(note.count, note.place) for note in corpus.notes] == [(1, f"{tmp_path}/sample.conll:2")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a\tO\nb\nc\tO\nd\tO\n", 2, "1 column where the other lines have 2"),
        ("a O\nb x O\nc O\n", 2, "3 columns where the other lines have 2"),
        ("a\tO\nb\tB-p,B-q\n", 2, "several labels"),
        ("a\tO\n\nb\tPER\n", 3, "'PER' is not a tag"),
        ("\na\nb\n", 2, "without a tag"),
    ],
)
def test_columns_broken_line_is_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CorpusError, match=what) as caught:
        read_columns(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_columns_tag_outside_the_named_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r":2: tag 'S-X' does not occur in IOB2"):
        read_columns(write(tmp_path, "a\tO\nb\tS-X\n"), ColumnOptions(scheme="IOB2"))


def test_columns_other_encoding_names_line_and_byte(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"conll:2: byte 0xe9 at column 4 is not utf-8"):
        read_columns(write(tmp_path, "a\tO\ncafé\tO\n", encoding="latin-1"))


@pytest.mark.parametrize(
    "options",
    [{"separator": ""}, {"word_column": 1, "tag_column": 1}],
)
def test_column_options_refuse_what_cannot_be(options: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        ColumnOptions(**options)  # type: ignore[arg-type]


def test_columns_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="tag column 5 does not exist"):
        read_columns(write(tmp_path, "a\tO\n"), ColumnOptions(tag_column=5))


def test_columns_writer_uses_scheme_and_separator(tmp_path: Path) -> None:
    corpus = Corpus((Document("Ada Lovelace slept", (Entity(0, 12, "PER"),)),), "x")
    path = tmp_path / "out.txt"
    assert write_corpus(corpus, path, options=ColumnOptions(separator=" ", scheme="BIOES")) == ()
    assert path.read_text(encoding="utf-8") == "Ada B-PER\nLovelace E-PER\nslept O\n"


def test_columns_writer_restores_docstart_lines(tmp_path: Path) -> None:
    text = "-DOCSTART-\tO\n\na\tO\n\nb\tO\n\n-DOCSTART-\tO\n\nc\tO\n"
    corpus = read_columns(write(tmp_path, text))
    assert write_corpus(corpus, tmp_path / "again.conll") == ()
    assert (tmp_path / "again.conll").read_text(encoding="utf-8") == text


def test_columns_writer_reports_what_a_row_of_tags_cannot_hold(tmp_path: Path) -> None:
    text = "pre-5HT  cells\nare"
    entities = (
        Entity(4, 7, "DRUG", 0.5, "me", {"id": "1"}),
        Entity(9, 14, "CELL"),
        Entity(9, 11, "PART"),
        Entity(13, 18, "CROSS", fragments=((13, 14), (15, 18))),
        Entity(7, 9, "BLANK"),
    )
    words = ((0, 7), (9, 14), (15, 18))
    corpus = Corpus((Document(text, entities, words, "d1", {"year": 3}),), "x")
    told = {note.what: note.count for note in write_corpus(corpus, tmp_path / "out.conll")}
    assert told == {
        "document id not carried": 1,
        "document's further fields not carried": 1,
        "score not carried": 1,
        "source not carried": 1,
        "value not carried": 1,
        "discontinuous entity written as one span": 1,
        "nested or overlapping entity left out": 2,
        "entity without a word left out": 1,
        "word split where an entity begins or ends": 1,
        "white space of the text not carried": 1,
    }
    assert found(read_corpus(tmp_path / "out.conll")) == [[("5HT", "DRUG"), ("cells", "CELL")]]


def test_columns_writer_cuts_an_entity_to_its_words_and_says_so(tmp_path: Path) -> None:
    corpus = Corpus((Document("see Ada now", (Entity(3, 8, "PER"),)),), "x")
    notes = write_corpus(corpus, tmp_path / "out.conll")
    assert [(note.what, note.count, note.place) for note in notes] == [("entity cut to its words", 1, "document 1")]
    assert found(read_corpus(tmp_path / "out.conll")) == [[("Ada", "PER")]]


def test_columns_writer_in_io_counts_joined_neighbours(tmp_path: Path) -> None:
    corpus = Corpus((Document("a b", (Entity(0, 1, "X"), Entity(2, 3, "X"))),), "x")
    told = write_corpus(corpus, tmp_path / "out.conll", options=ColumnOptions(scheme="IO"))
    assert [(note.what, note.count) for note in told] == [("adjacent entities of one label joined by IO", 1)]


def test_columns_writer_splits_a_word_that_would_read_as_docstart(tmp_path: Path) -> None:
    corpus = Corpus((Document("-DOCSTART- a", words=((0, 10), (11, 12))),), "x")
    notes = write_corpus(corpus, tmp_path / "out.conll")
    assert [note.what for note in notes] == [
        "word split or left out for what the format cannot hold",
        "white space of the text not carried",
    ]
    assert read_corpus(tmp_path / "out.conll").documents[0].text == "- DOCSTART- a"


def test_columns_words_with_white_space_at_their_edges_lose_it_with_a_note(tmp_path: Path) -> None:
    document = Document("Ada  slept", (Entity(0, 3, "PER"),), words=((0, 4), (4, 10)))
    path = tmp_path / "out.conll"
    written = {note.what for note in write_corpus(Corpus((document,), "x"), path, format="columns")}
    assert path.read_text(encoding="utf-8") == "Ada\tB-PER\nslept\tO\n"
    assert "word split or left out for what the format cannot hold" in written
