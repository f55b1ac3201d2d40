from hypothesis import given
from hypothesis import strategies as st
from reading_html import read_html

from onoma import Document, Entity
from onoma.reporting.marking import Mark, marked, shortened

TEXTS = st.text(st.sampled_from("a<&\"'é\U0001f600\u0301 \n>"), min_size=1, max_size=20)


@st.composite
def entities_of(draw: st.DrawFn, text: str) -> Entity:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    return Entity(spans[0][0], spans[-1][1], "<A&", fragments=spans if len(spans) > 1 else ())


@given(st.data())
def test_marks_lie_on_exactly_the_code_points_of_the_entities(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    sides = st.sampled_from(["gold", "predicted"])
    entities = data.draw(st.lists(entities_of(text), max_size=4))
    marks = [Mark(entity, data.draw(sides), data.draw(st.booleans())) for entity in entities]
    pieces = read_html(marked(Document(text), marks, (0, len(text)))).pieces
    classes = [piece.classes for piece in pieces if "sup" not in piece.tags for _ in piece.text]
    assert "".join(piece.text for piece in pieces if "sup" not in piece.tags) == text
    for side in ("gold", "predicted"):
        for name, wanted in ((side, [m for m in marks if m.side == side]), (f"strong-{side}", [])):
            if name.startswith("strong"):
                wanted = [mark for mark in marks if mark.side == side and mark.strong]
            covered = {at for mark in wanted for start, end in mark.entity.spans for at in range(start, end)}
            assert {at for at, names in enumerate(classes) if name in names} == covered
    assert [piece.text for piece in pieces if "sup" in piece.tags] == ["<A&"] * len(marks)


@given(st.data(), st.integers(0, 8))
def test_shortened_keeps_the_entities_whole(data: st.DataObject, around: int) -> None:
    text = data.draw(TEXTS)
    entities = data.draw(st.lists(entities_of(text), min_size=1, max_size=2))
    start, end = shortened(text, entities, around)
    first, last = min(entity.start for entity in entities), max(entity.end for entity in entities)
    assert first - around <= start <= first
    assert last <= end <= last + around


def test_shortened_text_shows_that_it_is_and_cuts_between_words() -> None:
    text = "one two three Ada four five six"
    entity = Entity(14, 17, "PER")
    window = shortened(text, [entity], 8)
    read = read_html(marked(Document(text), [Mark(entity, "gold", True)], window))
    assert "".join(piece.text for piece in read.pieces) == "… three AdaPER four …"


def test_marked_leaves_out_what_lies_outside_the_window() -> None:
    marks = [Mark(Entity(0, 1, "A"), "gold", False), Mark(Entity(4, 5, "B"), "gold", False)]
    assert "A" not in marked(Document("x y z"), marks, (2, 5))
