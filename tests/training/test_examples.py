"""Documents to examples: what is open stays open, what can't be carried is counted, no word is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.document import Value
from onoma.encoding import split_words
from onoma.errors import TrainingError
from onoma.schemes import BIOES, IOB2, SCHEMES, Scheme, tag_set
from onoma.training.examples import Example, ExampleMaker

TAGS = tag_set(["LOC", "PER"], IOB2)
TEXT = "Ada saw Rome and Bob"  # words 0 to 4


def _allowed(example: Example) -> list[str]:
    """The tags of each word: one, or several joined by a bar, or * for all."""
    names = np.array(TAGS)
    return ["*" if row.all() else "|".join(names[row.astype(bool)]) for row in example.allowed]


def _one(document: Document) -> list[str]:
    (example,) = ExampleMaker(TAGS, IOB2).examples([document])
    assert example.text == document.text
    return _allowed(example)


def _document(*entities: Entity, **fields: Value) -> Document:
    return Document(TEXT, entities, fields=fields)


def test_example_allows_one_tag_per_word() -> None:
    entities = (Entity(0, 3, "PER"), Entity(8, 16, "LOC"), Entity(17, 20, "PER"))
    assert _one(_document(*entities)) == ["B-PER", "O", "B-LOC", "I-LOC", "B-PER"]
    assert _one(_document()) == ["O"] * 5


def test_open_labels_may_stand_outside_entities_only() -> None:
    allowed = _one(_document(Entity(0, 3, "PER"), open=["LOC", "UNHEARD"]))
    assert allowed == ["B-PER", *["O|B-LOC|I-LOC"] * 4]


def test_unknown_spans_allow_anything_except_in_entities() -> None:
    assert _one(_document(Entity(0, 3, "PER"), unknown=[[0, 12]])) == ["B-PER", "*", "*", "O", "O"]
    assert _one(_document(unknown=[[5, 6], [17, 20]])) == ["O", "*", "O", "O", "*"]


@pytest.mark.parametrize("fields", [{"open": "LOC"}, {"open": [1]}, {"unknown": [[1]]}, {"unknown": [["a", "b"]]}])
def test_wrong_annotations_of_what_is_open_are_refused_with_their_value(fields: dict[str, Value]) -> None:
    with pytest.raises(TrainingError, match=r"field '(open|unknown)' = .* must be a list"):
        _one(_document(**fields))


def test_weight_of_a_document_is_that_of_its_examples() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    assert [e.weight for e in maker.examples([_document(weight=0.25), _document(weight=2), _document()])] == [
        0.25,
        2.0,
        1.0,
    ]


def test_of_overlapping_entities_the_longer_is_carried_and_the_other_counted() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    (example,) = maker.examples([_document(Entity(8, 12, "LOC"), Entity(8, 20, "PER"), Entity(0, 3, "PER"))])
    assert _allowed(example) == ["B-PER", "O", "B-PER", "I-PER", "I-PER"]
    assert maker.carried.lines() == ["1 of 3 entities overlap another entity"]


def test_entities_inside_words_are_widened_and_counted() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    (example,) = maker.examples([Document("prolondon x", (Entity(3, 9, "LOC"),))])
    assert _allowed(example) == ["B-LOC", "O"]
    assert maker.carried.lines() == ["1 of 1 entities begin or end inside a word (widened to the word)"]


def test_entities_without_a_word_are_counted() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    assert len(maker.examples([Document("a  b", (Entity(1, 3, "LOC"),)), Document("  ", (Entity(0, 1, "PER"),))])) == 1
    assert maker.carried.lines() == ["2 of 2 entities hold no word"]


def test_nothing_lost_is_nothing_said() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    maker.examples([_document(Entity(0, 3, "PER"))])
    assert maker.carried.lines() == []
    assert maker.carried.n_entities == 1


PARTS = st.sampled_from(
    ["Ada ", "lorem ipsum " * 9, "word. Next ", "\n", "x" * 50, "東京", "e\u0301", "! ", "a-b", " "]
)


@given(
    text=st.lists(PARTS, max_size=60).map("".join),
    n_words=st.integers(1, 60),
    scheme=st.sampled_from([IOB2, BIOES]),
)
def test_segments_of_long_documents_lose_no_word_and_teach_no_half_entity(
    text: str, n_words: int, scheme: Scheme
) -> None:
    words = split_words(text)
    firsts = range(0, len(words) - n_words + 1, n_words)
    entities = [Entity(words[first][0], words[first + n_words - 1][1], "PER") for first in firsts]
    tags = tag_set(["LOC", "PER"], scheme)
    maker = ExampleMaker(tags, scheme)
    examples = maker.examples([Document(text, tuple(entities))])
    assert all(len(example.allowed) == len(split_words(example.text)) > 0 for example in examples)
    if max((end - start for start, end in words), default=0) <= 60:
        read = {word for example in examples for word in _words(example.text)}
        assert read == set(_words(text))
    for example in examples:
        decided = example.allowed.sum(axis=1) == 1
        row = [tags[int(tag)] for tag in example.allowed.argmax(axis=1)]
        first_is_rest = decided[0] and row[0][0] in "IE"
        assert not first_is_rest
        if scheme is BIOES and decided[-1]:
            assert row[-1][0] not in "BI"
    assert maker.carried.n_entities == len(entities)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text)]


def test_an_entity_longer_than_a_segment_is_counted() -> None:
    maker = ExampleMaker(TAGS, IOB2)
    text = "word " * 300
    examples = maker.examples([Document(text, (Entity(0, 1400, "PER"), Entity(1400, 1404, "LOC")))])
    assert len(examples) > 1
    assert maker.carried.lines() == ["1 of 2 entities are longer than a segment or lie across the end of one"]
    assert _allowed(examples[0])[-1] == _allowed(examples[1])[0] == "*"
    assert any("B-LOC" in _allowed(example) for example in examples)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_examples_can_be_made_for_every_scheme(scheme: Scheme) -> None:
    tags = tag_set(["LOC", "PER"], scheme)
    (example,) = ExampleMaker(tags, scheme).examples([_document(Entity(0, 3, "PER"))])
    assert (example.allowed.sum(axis=1) == 1).all()
