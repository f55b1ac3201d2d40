import io
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.cli.writers import WRITERS


def page(document: Document) -> str:
    file = io.StringIO()
    WRITERS["html"]([document], file)
    return file.getvalue()


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    entities = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        entities.append(Entity(start, end, draw(st.sampled_from(["A", "<b>"]))))
    return Document(text, tuple(entities))


@given(documents())
def test_html_shows_exactly_the_text_whatever_nests_or_overlaps(document: Document) -> None:
    body = page(document).partition('<p dir="auto">')[2].partition("</p>\n</article>")[0]
    without_labels = re.sub(r"<small>[^<]*</small>", "", body)
    assert unescape(re.sub(r"<[^>]*>", "", without_labels)) == document.text
    assert body.count("<mark") == body.count("</mark>")
    assert body.count("<small>") == len(document.entities)


def test_html_escapes_text_labels_and_ids() -> None:
    nasty = "<script>alert('&')</script>"
    shown = page(Document(nasty, (Entity(0, 8, '"><script>'),), id="<script>"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_html_marks_each_fragment_and_labels_the_last() -> None:
    shown = page(Document("left and right ear", (Entity(0, 18, "X", fragments=((0, 4), (15, 18))),)))
    assert re.findall(r"<mark[^>]*>([^<]*)", shown) == ["left", "ear"]
    assert shown.count("<small>") == 1


def test_table_shows_a_dash_for_a_missing_score() -> None:
    file = io.StringIO()
    WRITERS["table"]([Document("ab", (Entity(0, 2, "X"),))], file)
    assert file.getvalue().splitlines()[1].split() == ["X", "ab", "–", "0–2"]
