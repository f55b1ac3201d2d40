"""Marks of slots in examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.chat.marked_text import MarkError, marked_text_to_document


@pytest.mark.parametrize(
    ("marked", "text", "entities"),
    [
        ("to [Rome](city) now", "to Rome now", [("Rome", "city", None)]),
        ("[NYC](city:New York)", "NYC", [("NYC", "city", "New York")]),
        ('[NYC]{"entity": "city", "value": "New York"}!', "NYC!", [("NYC", "city", "New York")]),
        ('[Rome]{"entity": "city", "role": "origin"}', "Rome", [("Rome", "origin", None)]),
        (r"a \[b\] [c](d)", "a [b] c", [("c", "d", None)]),
        ("(no) marks", "(no) marks", []),
    ],
)
def test_marks_become_entities(marked: str, text: str, entities: list[tuple[str, str, str | None]]) -> None:
    document = marked_text_to_document(marked)
    assert document.text == text
    assert [(document.text_of(e), e.label, e.value) for e in document.entities] == entities


@pytest.mark.parametrize(
    "marked",
    ["[a", "a]", "[a]", "[](b)", "[[a](b)", "[a] (b)", '[a]{"value": "x"}', '[a]{"entity": 3}', "[a]{", "[a]()"],
)
def test_bad_marks_are_refused(marked: str) -> None:
    with pytest.raises(MarkError):
        marked_text_to_document(marked)


@given(st.text(alphabet='ab []()\\{}:"', max_size=30))
def test_any_text_is_read_or_refused(marked: str) -> None:
    try:
        document = marked_text_to_document(marked)
    except MarkError:
        return
    assert all(document.text_of(entity) for entity in document.entities)
