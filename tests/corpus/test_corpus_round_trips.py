"""Properties: what a writer does not report as lost, its reader finds again."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.corpus import FORMATS, Corpus, Note, write_corpus
from onoma.corpus.records import Tally
from onoma.document import Document, Entity, Span

WRITABLE = [name for name, format in FORMATS.items() if format.writer]
ROWS = ["columns", "uner"]
LABELS = st.sampled_from(["PER", "B-x", "creative work", "a,B-c", "x\ty", "(o)", "é", "z "])
TEXTS = st.text(max_size=30) | st.text(alphabet="ab \n\r\t[]()\\-#|;\u2028\ufeff", max_size=30)
VALUES = st.sampled_from([None, "v", {"id": "D1"}, {"id": "A|B", "mentions": ["a", "b"]}, {"id": 3}])
ATTRIBUTES = st.dictionaries(st.sampled_from(["negated", "linked"]), VALUES, max_size=2)
IDS = st.none() | st.text(max_size=6)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


@st.composite
def entities(draw: st.DrawFn, length: int) -> Entity:
    start, end = draw(spans(length))
    inner = draw(st.booleans()) and end - start > 2
    fragments = ((start, start + 1), (end - 1, end)) if inner else ()
    score = draw(st.none() | st.floats(0, 1))
    source, attributes = draw(st.sampled_from(["", "me"])), draw(ATTRIBUTES)
    return Entity(start, end, draw(LABELS), score, source, draw(VALUES), fragments, attributes)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    found = draw(st.lists(entities(len(text)), max_size=4)) if text else []
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    words = draw(st.none() | st.just(tuple(zip(cuts[::2], cuts[1::2], strict=False))))
    return Document(text, tuple(found), words, draw(IDS), draw(st.sampled_from([{}, {"year": 1}, {"document": "d"}])))


def round_trip(corpus: Corpus, format: str) -> tuple[tuple[Note, ...], Corpus]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        notes = write_corpus(corpus, path, format=format)
        return notes, FORMATS[format].reader(path, Tally())


@pytest.mark.parametrize("format", WRITABLE)
@given(st.lists(documents(), min_size=1, max_size=3))
def test_writer_reports_whatever_its_reader_does_not_find(format: str, given_documents: list[Document]) -> None:
    notes, again = round_trip(Corpus(tuple(given_documents), "x"), format)
    if notes:
        return
    assert again.notes == ()
    assert [(document.text, document.entities) for document in again] == [
        (document.text, document.entities) for document in given_documents
    ]


@given(st.lists(documents(), min_size=1, max_size=3))
def test_jsonl_carries_everything(given_documents: list[Document]) -> None:
    notes, again = round_trip(Corpus(tuple(given_documents), "x"), "jsonl")
    assert (notes, again.documents) == ((), tuple(given_documents))


@pytest.mark.parametrize("format", ["doccano", "prodigy", "labelstudio", "pubtator"])
@given(st.lists(documents(), min_size=1, max_size=3))
def test_offset_formats_carry_every_offset(format: str, given_documents: list[Document]) -> None:
    notes, again = round_trip(Corpus(tuple(given_documents), "x"), format)
    relabelled = any("label" in note.what for note in notes)
    assert [
        [(entity.start, entity.end, None if relabelled else entity.label) for entity in document.entities]
        for document in again
    ] == [
        [(entity.start, entity.end, None if relabelled else entity.label) for entity in document.entities]
        for document in given_documents
    ]


@st.composite
def plain_documents(draw: st.DrawFn) -> Document:
    """Words joined by blanks, with entities on words that neither nest nor overlap."""
    words = draw(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=4), min_size=1))
    bounds: list[Span] = []
    position = 0
    for word in words:
        bounds.append((position, position + len(word)))
        position += len(word) + 1
    cuts = sorted(draw(st.sets(st.integers(0, len(words)), max_size=6)))
    found = [
        Entity(bounds[first][0], bounds[last - 1][1], draw(st.sampled_from(["PER", "LOC"])))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return Document(" ".join(words), tuple(found), tuple(bounds))


@pytest.mark.parametrize("format", WRITABLE)
@given(st.lists(plain_documents(), min_size=1, max_size=3))
def test_every_format_carries_plain_sentences(format: str, given_documents: list[Document]) -> None:
    notes, again = round_trip(Corpus(tuple(given_documents), "x"), format)
    assert {note.what for note in notes} <= {"document's words not carried"}
    assert [(document.text, document.entities) for document in again] == [
        (document.text, document.entities) for document in given_documents
    ]


@pytest.mark.parametrize("format", ROWS)
@given(TEXTS, st.data())
def test_rows_of_tags_never_move_or_lose_an_entity(format: str, text: str, data: st.DataObject) -> None:
    """Whatever the words are, as long as entities are apart and not blank."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    bounds = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if text[start:end].strip()]
    document = Document(f"{text} end", tuple(Entity(start, end, "X") for start, end in bounds))
    _, again = round_trip(Corpus((document,), "x"), format)
    found = again.documents[0]
    assert ["".join(found.text_of(entity).split()) for entity in found.entities] == [
        "".join(text[start:end].split()) for start, end in bounds
    ]


@given(st.lists(documents(), min_size=1, max_size=3))
def test_brackets_keep_text_and_nested_entities(given_documents: list[Document]) -> None:
    notes, again = round_trip(Corpus(tuple(given_documents), "x"), "brackets")
    told = {note.what for note in notes}
    if "blank document left out" not in told:
        kept = [document.text.replace("\r", " ") for document in given_documents]
        assert [document.text for document in again] == kept
    if not told & {"blank document left out", "entity that crosses another left out"}:
        assert [[(entity.start, entity.end) for entity in document.entities] for document in again] == [
            [(entity.start, entity.end) for entity in document.entities] for document in given_documents
        ]
