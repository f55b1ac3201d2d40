import io
import re
from collections.abc import Iterator

from drawn_documents import EVIL, HOSTILE, documents
from hypothesis import given
from reading_html import Piece, Read, read_html

from onoma import Document, Entity
from onoma.drawing import Mark, nested, page, piece, write_page
from onoma.drawing import Piece as Part
from onoma.drawing.escaping import escaped


def read(*given_documents: Document) -> Read:
    return read_html(page(given_documents))


def shown(pieces: list[Piece]) -> list[str]:
    """What is left without labels and cards: the text."""
    return [
        part.text
        for part in pieces
        if "p" in part.tags and not part.classes & {"label", "card"} and "aside" not in part.tags
    ]


def marks(read_page: Read) -> list[dict[str, str | None]]:
    return [named for tag, named in read_page.attributes if tag == "mark"]


def strings(parts: list[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Mark):
            yield from strings(part.inside)
        else:
            yield part


def pieces_of(parts: list[Part]) -> Iterator[tuple[Mark, str]]:
    for part in parts:
        if isinstance(part, Mark):
            yield part, "".join(strings(part.inside))
            yield from pieces_of(part.inside)


@given(documents())
def test_nesting_keeps_the_text_and_every_entity(document: Document) -> None:
    parts = nested(document)
    assert "".join(strings(parts)) == document.text
    found: dict[int, str] = {}
    ends: dict[int, list[bool]] = {}
    for mark, text in pieces_of(parts):
        found[mark.number] = found.get(mark.number, "") + text
        ends.setdefault(mark.number, []).append(mark.ends)
    for number, entity in enumerate(document.entities):
        assert found[number] == "".join(document.text[start:end] for start, end in entity.spans)
        assert ends[number][-1]
        assert not any(ends[number][:-1])


def test_what_nests_is_never_cut_and_what_crosses_is_cut_once() -> None:
    nests = Document("abcdef", (Entity(0, 6, "A"), Entity(0, 4, "B"), Entity(1, 3, "C"), Entity(4, 6, "D")))
    assert [mark.entity.label for mark, _ in pieces_of(nested(nests))] == ["A", "B", "C", "D"]
    [outer] = [mark for mark, _ in pieces_of(nested(nests)) if mark.entity.label == "A"]
    assert outer.height == 3
    crosses = Document("abcdef", (Entity(0, 4, "A"), Entity(2, 6, "B")))
    assert [(m.entity.label, text, m.begins, m.ends) for m, text in pieces_of(nested(crosses))] == [
        ("A", "abcd", True, True),
        ("B", "cd", True, False),
        ("B", "ef", False, True),
    ]


def test_a_thousand_entities_within_each_other_are_drawn() -> None:
    deep = Document("a" * 2_001, tuple(Entity(n, 2_001 - n, "X") for n in range(1_000)))
    assert len(marks(read(deep))) == 1_000


@given(documents())
def test_page_shows_exactly_the_text_whatever_nests_or_crosses(document: Document) -> None:
    found = read(document)
    wanted = document.text.translate(
        {code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)} | {127: "\u2421"}
    )
    assert "".join(shown(found.pieces)) == re.sub("[\ud800-\udfff]", "\ufffd", wanted)
    assert {named["data-entity"] for named in marks(found)} == {str(n) for n in range(len(document.entities))}
    assert sum("label" in part.classes for part in found.pieces) == len(document.entities)
    focusable = [named["data-entity"] for named in marks(found) if "tabindex" in named]
    assert sorted(focusable) == sorted({str(n) for n in range(len(document.entities))})


def test_nothing_of_the_data_becomes_a_tag_or_an_attribute() -> None:
    for html in (page([HOSTILE], title=EVIL), f"<html>{piece(HOSTILE)}</html>"):
        found = read_html(html)
        assert {tag for tag, _ in found.attributes} <= {
            "html", "head", "meta", "title", "style", "body", "header", "h1", "main", "article", "h2", "p", "mark",
            "span", "bdi", "meter", "aside", "ul", "li", "label", "input", "div",
        }  # fmt: skip
        names = {name for _, named in found.attributes for name in named}
        assert not any(name.startswith("on") for name in names)
        assert names & {"style", "src", "href", "srcset"} == set()
        assert found.addresses == []
        assert "\0" not in html
        assert "\x1b" not in html


def test_page_forbids_itself_everything_but_its_own_style() -> None:
    [policy] = [str(named["content"]) for _, named in read().attributes if named.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_card_tells_what_is_known() -> None:
    entity = Entity(
        0, 3, "MONEY", 0.5, "en+values", {"amount": 3, "currency": "€"}, attributes={"negated": {"cue": "no"}}
    )
    found = read(Document("3 €, no", (entity,)))
    card = "".join(part.text for part in found.pieces if "card" in part.classes)
    value = '{"amount": 3, "currency": "€"}'
    assert card == f'labelMONEYtext3 €score0.5000value{value}negated{{"cue": "no"}}sourceen+valuescharacters0–3'


def test_card_leaves_out_what_is_not_known() -> None:
    found = read(Document("Ada", (Entity(0, 3, "PER"),)))
    assert "".join(part.text for part in found.pieces if "card" in part.classes) == "labelPERtextAdacharacters0–3"


def test_legend_counts_labels_most_frequent_first() -> None:
    found = read(
        Document("a b", (Entity(0, 1, "LOC"),), id="x"), Document("a b", (Entity(0, 1, "PER"), Entity(2, 3, "PER")))
    )
    legend = "".join(part.text for part in found.pieces if "legend" in part.classes)
    assert legend.split() == ["2", "documents,", "3", "entities", "PER2LOC1"]
    headings = [part.text for part in found.pieces if "h2" in part.tags]
    assert headings == ["x", "1 entity", "document 2", "2 entities"]


def test_a_document_in_which_nothing_was_found_says_so() -> None:
    assert "no entities" in read(Document("It was a quiet day.")).text_in("h2")


def test_a_long_label_is_cut_to_the_eye_alone() -> None:
    found = read(Document("Ada", (Entity(0, 3, "L" * 40),)))
    assert [part.text for part in found.pieces if {"label", "long"} <= part.classes] == ["L" * 40]
    assert not any("long" in part.classes for part in read(Document("Ada", (Entity(0, 3, "L" * 24),))).pieces)


def test_texts_and_names_run_in_their_own_direction() -> None:
    html = page([Document("שלום", (Entity(0, 4, "X"),))])
    assert '<p class="text" dir="auto">' in html
    assert "unicode-bidi: isolate" in html


def test_page_is_written_as_documents_come() -> None:
    file = io.StringIO()
    sizes = []

    def endless() -> Iterator[Document]:
        for _ in range(3):
            sizes.append(file.tell())
            yield Document("Ada", (Entity(0, 3, "PER"),))

    write_page(endless(), file)
    first, second, third = sizes
    assert second - first == third - second > 0


def test_document_shows_itself_in_a_notebook() -> None:
    html = Document("Ada <b>", (Entity(0, 3, "PER", 0.5),))._repr_html_()
    assert html.startswith('<div class="onoma"><style>')
    assert "Ada" in read_html(html).text_in("mark")
    assert len(html) < 12_000


def test_escaping_shows_what_does_not_show() -> None:
    assert escaped("<a href='x'>&\"\r\n\x00\x7f\ud800") == "&lt;a href=&#x27;x&#x27;&gt;&amp;&quot;&#13;\n␀␡\ufffd"
