"""Any document, and those that are hard: full of what looks like placeholders, with entities that nest and cross."""

from hypothesis import strategies as st

from onoma import Document, Entity

LABELS = ("PERSON", "LOC", "Größe", "TEXT", "B-1", "人")
_SNIPPETS = (
    "[PERSON_1]", "[ person _ 2 ]", "[LOC_3", "PERSON_4]", "[TEXT_1]", "⟦1⟧", "【 2 】", '<x id="1"/>', "<x id=2>",
    "&lt;", "&amp;", "[1]", "[Figure 1]", "[", "]", "_", "1", "٣", "PERSON", "Ada", "ada", "Jane Doe",
    "Person-1", "Place-2", "\r\n", "\u202e", "\u200b", "😀", "e\u0301", "王小明", "\0",
)  # fmt: skip
_ANY = st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(st.one_of(st.sampled_from(_SNIPPETS), st.text(_ANY, max_size=6)), max_size=12).map("".join)


@st.composite
def documents(draw: st.DrawFn, labels: tuple[str, ...] = LABELS) -> Document:
    """A text with up to five entities anywhere in it."""
    text = draw(TEXTS)
    entities = []
    for _ in range(draw(st.integers(0, 5)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 12)))
        entities.append(Entity(start, end, draw(st.sampled_from(labels))))
    return Document(text, tuple(entities), id=draw(st.sampled_from(["a", "b", "c"])))
