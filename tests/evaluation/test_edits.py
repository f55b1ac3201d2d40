from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.evaluation.edits import Edit, borders, edited

TEXTS = st.text(st.sampled_from("aB ß.İ\u0301\U0001f600\n-,1"), min_size=1, max_size=30)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text with entities that may nest, overlap and have gaps."""
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    entities = []
    for cuts in draw(st.lists(st.lists(offsets, min_size=2, max_size=5, unique=True), max_size=5)):
        cuts.sort()
        spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
        fragments = spans if len(spans) > 1 else ()
        entities.append(Entity(spans[0][0], spans[-1][1], draw(st.sampled_from("AB")), fragments=fragments))
    return Document(text, tuple(entities))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits in order, apart or touching, wherever they fall."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(st.sampled_from(["", "x", "yz", "ß "]))) for start, end in pairs]


def spliced(text: str, edits: list[Edit], start: int, end: int) -> str:
    """`text[start:end]` after the edits inside it, made from the last to the first."""
    for edit in reversed([edit for edit in edits if start <= edit.start and edit.end <= end]):
        text = text[: edit.start] + edit.text + text[edit.end :]
        end += len(edit.text) - (edit.end - edit.start)
    return text[start:end]


@given(st.data())
def test_edited_entities_cover_exactly_their_changed_mentions(data: st.DataObject) -> None:
    document = data.draw(documents())
    cuts = borders(document)
    edits = [
        edit
        for edit in data.draw(edits_of(document.text))
        if edit.text and not any(edit.start < cut < edit.end for cut in cuts)
    ]
    after = edited(document, edits)
    assert after.text == spliced(document.text, edits, 0, len(document.text))
    expected = sorted(
        (
            entity.label,
            [
                (spliced(document.text, edits, 0, start), spliced(document.text, edits, start, end))
                for start, end in entity.spans
            ],
        )
        for entity in document.entities
    )
    found = sorted(
        (entity.label, [(after.text[:start], after.text[start:end]) for start, end in entity.spans])
        for entity in after.entities
    )
    assert found == expected


@given(st.data())
def test_edited_loses_no_entity_whatever_the_edits(data: st.DataObject) -> None:
    document = data.draw(documents())
    after = edited(document, data.draw(edits_of(document.text)))
    shapes = [sorted((e.label, len(e.spans)) for e in one.entities) for one in (document, after)]
    assert shapes[0] == shapes[1]
    assert len(borders(after)) == len(borders(document))


def test_edited_leaves_out_an_edit_across_a_border() -> None:
    document = Document("barn owl", (Entity(0, 3, "A"),))
    assert edited(document, [Edit(2, 4, "m"), Edit(5, 6, "O")]).text == "barn Owl"


def test_edited_keeps_a_mention_that_would_vanish_and_changes_the_rest() -> None:
    document = Document("a ... b.", (Entity(2, 5, "A"),))
    after = edited(document, [Edit(2, 3, ""), Edit(3, 4, ""), Edit(4, 5, ""), Edit(7, 8, "")])
    assert (after.text, after.text_of(after.entities[0])) == ("a ... b", "...")


def test_edited_keeps_the_gap_between_fragments() -> None:
    document = Document("a/b c", (Entity(0, 3, "A", fragments=((0, 1), (2, 3))),))
    assert edited(document, [Edit(1, 2, "")]).text == "a/b c"


def test_edited_keeps_score_id_and_fields_and_drops_words() -> None:
    document = Document("ab", (Entity(1, 2, "A", 0.5, "rule"),), words=((0, 2),), id="d", fields={"k": 1})
    after = edited(document, [Edit(0, 1, "xyz")])
    assert after == Document("xyzb", (Entity(3, 4, "A", 0.5, "rule"),), id="d", fields={"k": 1})
