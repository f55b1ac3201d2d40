from pathlib import Path

import pytest

from onoma.corpus import Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError


def read(folder: Path, text: str) -> Corpus:
    path = folder / "gold.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return read_corpus(path, format="brackets")


def test_brackets_markup_is_removed_and_all_else_is_kept(tmp_path: Path) -> None:
    corpus = read(tmp_path, "# id: news-01\n[Jane Doe](PERSON) met\n\n  [Acme (US)](ORG).\n---\nNo [x] here\n")
    first, second = corpus.documents
    assert (first.id, first.text) == ("news-01", "Jane Doe met\n\n  Acme (US).")
    assert [(first.text_of(entity), entity.label) for entity in first.entities] == [
        ("Jane Doe", "PERSON"),
        ("Acme (US)", "ORG"),
    ]
    assert second == Document("No [x] here")
    assert corpus.notes == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"\[x](y)", "[x](y)"),
        (r"\[x\](y)", "[x](y)"),
        (r":\[ so", ":[ so"),
        (r"[a \[ b](X)", "a [ b"),
        (r"\[x](", "[x]("),
        (r"\\[x](Y)", r"\x"),
        (r"C:\dir\\", r"C:\dir\\"),
        (r"[a [b] c](Y)", "a [b] c"),
        ("[x] (y)", "[x] (y)"),
        ("a]b", "a]b"),
        ("\\---", "---"),
        ("\\# id: 4", "# id: 4"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_brackets_escapes_and_literal_brackets(tmp_path: Path, markup: str, text: str) -> None:
    assert read(tmp_path, markup).documents[0].text == text


def test_brackets_nest(tmp_path: Path) -> None:
    document = read(tmp_path, "the [University of [Rome](LOC)](ORG)").documents[0]
    assert document.entities == (Entity(4, 22, "ORG"), Entity(18, 22, "LOC"))
    assert document.text == "the University of Rome"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# id: a\nfine\n[Jane Doe](PERSON\n", 3, "what follows ']' is no label"),
        ("fine\n---\nfine\n[Jane Doe\n", 4, "'\\[' is not closed"),
        ("fine\nJane](PERSON)\n", 2, "closes no bracket"),
        ("[](PERSON)\n", 1, "labels no text"),
        ("[Jane]()\n", 1, "what follows ']' is no label"),
    ],
)
def test_brackets_broken_bracket_is_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(CorpusError, match=what) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path}/gold.txt:{line}: ")


def test_brackets_blank_documents_are_left_out_and_counted(tmp_path: Path) -> None:
    corpus = read(tmp_path, "a\n---\n\n---\nb\n---\n")
    assert [document.text for document in corpus] == ["a", "b"]
    assert [(note.count, note.place) for note in corpus.notes] == [(1, f"{tmp_path}/gold.txt:3")]


def test_brackets_writer_leaves_out_what_crosses(tmp_path: Path) -> None:
    corpus = Corpus((Document("a b c", (Entity(0, 3, "X"), Entity(2, 5, "Y"), Entity(4, 5, "Z"))),), "x")
    notes = write_corpus(corpus, tmp_path / "out.md")
    assert [(note.what, note.count) for note in notes] == [("entity that crosses another left out", 1)]
    assert (tmp_path / "out.md").read_text() == "[a b](X) [c](Z)\n"
