"""Entities and documents: what they refuse, how they are ordered, and that nothing is changed."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity, OnomaError
from onoma.errors import DocumentError


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (-5, -2)])
def test_entity_with_impossible_offsets_is_refused_with_label_and_place(start: int, end: int) -> None:
    with pytest.raises(DocumentError, match=rf"'PER' at \[{start}, {end}\).*0 <= start < end"):
        Entity(start, end, "PER")


def test_entity_without_label_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"\[0, 1\) has no label"):
        Entity(0, 1, "")


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan"), float("inf")])
def test_entity_score_that_is_no_probability_is_refused(score: float) -> None:
    with pytest.raises(DocumentError, match="probability between 0 and 1"):
        Entity(0, 1, "PER", score)


def test_entity_scores_at_both_edges_are_allowed() -> None:
    assert [Entity(0, 1, "PER", score).score for score in (0.0, 1.0, None)] == [0.0, 1.0, None]


@pytest.mark.parametrize(
    "fragments",
    [
        ((0, 9),),  # one part is no discontinuity
        ((0, 3), (5, 8)),  # ends before the entity
        ((1, 3), (5, 9)),  # begins after the entity
        ((0, 5), (5, 9)),  # touches
        ((0, 6), (5, 9)),  # overlaps
        ((0, 3), (4, 4), (5, 9)),  # empty part
        ((5, 9), (0, 3)),  # out of order
    ],
)
def test_entity_fragments_that_do_not_fit_are_refused(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(DocumentError, match="in order, apart"):
        Entity(0, 9, "DISEASE", fragments=fragments)


def test_entity_spans_are_its_fragments_or_itself() -> None:
    assert Entity(2, 5, "PER").spans == ((2, 5),)
    assert Entity(0, 9, "DISEASE", fragments=((0, 3), (5, 9))).spans == ((0, 3), (5, 9))


def test_entity_overlap_is_of_half_open_spans() -> None:
    one = Entity(2, 5, "PER")
    assert not one.overlaps(Entity(5, 6, "PER"))
    assert not one.overlaps(Entity(0, 2, "PER"))
    assert one.overlaps(Entity(4, 9, "LOC"))
    assert one.overlaps(Entity(3, 4, "LOC"))


def test_records_are_frozen() -> None:
    document = Document("Ada", (Entity(0, 3, "PER"),))
    with pytest.raises(FrozenInstanceError):
        document.text = "Bob"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        document.entities[0].label = "LOC"  # type: ignore[misc]


def test_document_entities_come_in_order_of_appearance_outermost_first() -> None:
    entities = [Entity(4, 6, "B"), Entity(0, 2, "Z"), Entity(0, 6, "A"), Entity(0, 2, "C")]
    document = Document("abcdef", tuple(entities))
    assert [(e.start, e.end, e.label) for e in document.entities] == [
        (0, 6, "A"),
        (0, 2, "C"),
        (0, 2, "Z"),
        (4, 6, "B"),
    ]


def test_document_refuses_an_entity_beyond_its_end_and_names_the_document() -> None:
    with pytest.raises(DocumentError, match=r"\[1, 4\) ends after the text of document 'a7'.*3 characters"):
        Document("Ada", (Entity(1, 4, "PER"),), id="a7")


def test_document_offsets_count_code_points_not_bytes_or_utf_16_units() -> None:
    text = "👩‍🔬 Ada"
    document = Document(text, (Entity(4, 7, "PER"),))
    assert document.text_of(document.entities[0]) == "Ada"
    with pytest.raises(DocumentError):
        Document(text, (Entity(5, 8, "PER"),))


@pytest.mark.parametrize("words", [((0, 0),), ((0, 2), (1, 3)), ((2, 3), (0, 1)), ((1, 4),)])
def test_document_refuses_impossible_words(words: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(DocumentError, match="half-open spans in order"):
        Document("Ada", words=words)


def test_document_with_entities_keeps_everything_else() -> None:
    document = Document("Ada", (), ((0, 3),), "a7", {"page": 3})
    other = document.with_entities([Entity(0, 3, "PER")])
    assert (other.text, other.words, other.id, other.fields) == ("Ada", ((0, 3),), "a7", {"page": 3})
    assert len(other.entities) == 1
    assert document.entities == ()


def test_document_survives_pickling_copying_and_asdict() -> None:
    document = Document("Ada", (Entity(0, 3, "PER", 0.5, "rule"),))
    assert pickle.loads(pickle.dumps(document)) == document
    assert copy.deepcopy(document) == document
    assert asdict(document)["text"] == "Ada"


def test_document_error_is_an_onoma_error_and_a_value_error() -> None:
    assert issubclass(DocumentError, OnomaError)
    assert issubclass(DocumentError, ValueError)


@given(text=st.text(max_size=30), data=st.data())
def test_document_text_of_is_the_slice_and_the_text_is_never_changed(text: str, data: st.DataObject) -> None:
    n_entities = data.draw(st.integers(0, 4 if text else 0))
    entities = []
    for _ in range(n_entities):
        start = data.draw(st.integers(0, len(text) - 1))
        entities.append(Entity(start, data.draw(st.integers(start + 1, len(text))), "X"))
    document = Document(text, tuple(entities))
    assert document.text == text
    assert sorted(document.entities, key=hash) == sorted(entities, key=hash)
    assert all(document.text_of(entity) == text[entity.start : entity.end] for entity in entities)
