"""Documents to draw: any, and one with something hostile in every place."""

from hypothesis import strategies as st

from onoma import Document, Entity

EVIL = (
    "</style></title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "\"'><svg onload=document.title='owned'> javascript:document.title='owned' &lt;b&gt; <!-- ]]> \x00\x1b[31m\u202e"
)
HOSTILE = Document(
    f"Ada {EVIL} London",
    (
        Entity(0, 3, EVIL, 0.5, EVIL, EVIL, attributes={EVIL: {EVIL: [EVIL]}}),
        Entity(4, 4 + len(EVIL), "X", None, "", {EVIL: EVIL}),
        Entity(2, 20, "Y"),
    ),
    id=EVIL,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text, with entities that nest, cross, fall together or consist of parts."""
    text = draw(st.text(max_size=30))
    entities = []
    for _ in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        parts = ((start, start + 1), (end - 1, end)) if end - start > 2 and draw(st.booleans()) else ()
        entities.append(Entity(start, end, draw(st.sampled_from(["A", "<b>", "é"])), fragments=parts))
    return Document(text, tuple(entities))
