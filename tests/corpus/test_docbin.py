"""spaCy's DocBin as a corpus format."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from onoma.corpus import Corpus, Note, read_corpus, write_corpus
from onoma.corpus.docbin import document_to_doc, spans_of
from onoma.corpus.records import Tally
from onoma.document import Document, Entity
from onoma.errors import CorpusError, MissingExtraError

VOCAB = Vocab()


def _docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))


def test_what_is_written_is_what_spacy_reads(tmp_path: Path) -> None:
    text = "\ufeffIn  New York\r\n👩‍🔬 sang."
    document = Document(text, (Entity(5, 13, "LOC"), Entity(15, 18, "PER")), id="a", fields={"year": 1906})
    assert write_corpus(Corpus((document,), "x"), tmp_path / "x.spacy") == ()
    (doc,) = _docs(tmp_path / "x.spacy")
    assert doc.text == text
    assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == [(5, 13, "LOC"), (15, 18, "PER")]
    (again,) = read_corpus(tmp_path / "x.spacy")
    assert (again.text, again.entities, again.id, again.fields) == (text, document.entities, "a", {"year": 1906})


@given(
    st.text(st.sampled_from("ab. 👩‍🔬e\u0301\u200b\ufeff\r\n\t\u2028שלום1906東京\0'-"), min_size=1, max_size=30),
    st.data(),
)
def test_any_text_comes_back_with_every_entity_where_it_was(text: str, data: st.DataObject) -> None:
    """Characters of several code points, without width, that combine, that go from right to left."""
    offsets = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1])
    spans = data.draw(st.sets(offsets, max_size=4))
    document = Document(text, tuple(Entity(start, end, "X") for start, end in sorted(spans)))
    doc = document_to_doc(document, VOCAB, "document 1", Tally())
    assert doc.text == text
    assert {(span.start_char, span.end_char) for span, _ in spans_of(doc)} == spans


def test_an_entity_inside_a_word_splits_the_word_and_that_is_said(tmp_path: Path) -> None:
    document = Document("Londoners ran", (Entity(0, 6, "LOC"),), ((0, 9), (10, 13)))
    notes = write_corpus(Corpus((document,), "x"), tmp_path / "x.spacy")
    assert notes == (Note("word split where an entity begins or ends", 1, "document 1"),)
    assert [token.text for token in _docs(tmp_path / "x.spacy")[0]] == ["London", "ers", "ran"]


def test_entities_that_overlap_go_into_a_span_group_together(tmp_path: Path) -> None:
    entities = (Entity(0, 20, "ORG"), Entity(14, 20, "LOC"), Entity(24, 29, "LOC"))
    document = Document("University of London in Paris", entities)
    assert write_corpus(Corpus((document,), "x"), tmp_path / "x.spacy") == ()
    (doc,) = _docs(tmp_path / "x.spacy")
    assert [ent.text for ent in doc.ents] == ["University of London", "Paris"]
    assert [(span.text, span.label_) for span in doc.spans["sc"]] == [
        ("University of London", "ORG"),
        ("London", "LOC"),
        ("Paris", "LOC"),
    ]
    assert read_corpus(tmp_path / "x.spacy").documents[0].entities == entities


def test_ids_of_a_knowledge_base_are_attributes(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Ada slept")
    doc.set_ents([Span(doc, 0, 1, "PER", kb_id="Q7259")])
    DocBin(docs=[doc]).to_disk(tmp_path / "x.spacy")
    (document,) = read_corpus(tmp_path / "x.spacy")
    assert document.entities == (Entity(0, 3, "PER", attributes={"kb_id": "Q7259"}),)
    assert document.words == ((0, 3), (4, 9))
    assert write_corpus(Corpus((document,), "x"), tmp_path / "again.spacy") == ()
    assert read_corpus(tmp_path / "again.spacy").documents == (document,)


@pytest.mark.parametrize("data", [b"", b"x\x9c", b"x\x9cnothing", b"plain"])
def test_a_file_that_is_no_docbin_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.spacy").write_bytes(data)
    with pytest.raises(CorpusError, match=r"x\.spacy: is no DocBin that can be read \(\w+\); write it"):
        read_corpus(tmp_path / "x.spacy")


def test_half_a_character_is_refused_by_its_document(tmp_path: Path) -> None:
    corpus = Corpus((Document("fine"), Document("a \ud800", id="b")), "x")
    with pytest.raises(CorpusError, match="document 'b' holds half of a surrogate pair"):
        write_corpus(corpus, tmp_path / "x.spacy")


def test_without_spacy_the_line_that_installs_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("spacy", "spacy.tokens"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'onoma\[spacy\]'"):
        write_corpus(Corpus((Document("a"),), "x"), tmp_path / "x.spacy")
