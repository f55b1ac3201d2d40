import io
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.cli.writers import WRITERS
from onoma.drawing import page

NESTED = Document("University of Texas", (Entity(0, 19, "ORG"), Entity(14, 19, "LOC", 0.9)), id="a")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(format_name: str, *documents: Document, file: io.StringIO | None = None) -> tuple[str, Counter[str]]:
    file = file or io.StringIO()
    lost = WRITERS[format_name](documents, file)
    return file.getvalue(), lost


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


def test_html_is_the_drawn_page_and_counts_what_it_does_not_show() -> None:
    documents = [NESTED, Document("b", fields={"by": "me", "id": 7})]
    shown, lost = written("html", *documents)
    assert shown == page(documents)
    assert lost == {"documents' further fields": 1}


def test_table_shows_a_dash_for_a_missing_score() -> None:
    shown, _ = written("table", Document("ab", (Entity(0, 2, "X"),)))
    assert shown.splitlines()[1].split() == ["X", "ab", "–", "0–2"]


def test_table_shows_what_entities_mean_and_what_is_said_of_them() -> None:
    cue = {"start": 0, "end": 2, "text": "no"}
    entities = (
        Entity(0, 1, "X", value={"amount": 5, "unit": "mg"}),
        Entity(1, 2, "X", attributes={"negated": cue, "link": {"id": "D1", "name": "Gout", "score": 1.0}, "new": True}),
    )
    rows = written("table", Document("ab", entities))[0].splitlines()
    assert rows[0].split() == ["label", "text", "meaning", "score", "at"]
    assert rows[1].split() == ["X", "a", "5", "mg", "–", "0–1"]
    assert rows[2].split() == ["X", "b", "negated", '"no";', "link", "D1", "Gout", "1.0;", "new", "–", "1–2"]


def test_csv_has_a_string_as_it_is_and_the_rest_as_json() -> None:
    entities = (Entity(0, 1, "X", value="2026-05"), Entity(1, 2, "X", value=[1], attributes={"a": "é"}))
    assert written("csv", Document("ab", entities))[0].splitlines()[1:] == [
        ",0,1,X,a,,,2026-05,",
        ',1,2,X,b,,,[1],"{""a"": ""é""}"',
    ]


def test_text_has_brackets_and_labels_where_there_are_no_colours() -> None:
    assert written("text", NESTED)[0] == "a\n[University of [Texas LOC] ORG]\n\n"


def test_text_that_crosses_or_consists_of_parts_has_its_label_once() -> None:
    crossing = Document("abcdef", (Entity(0, 4, "A"), Entity(2, 6, "B")))
    parts = Document("left and right ear", (Entity(0, 18, "X", fragments=((0, 4), (15, 18))),))
    assert written("text", crossing)[0] == "[ab[cd] A][ef B]\n\n"
    assert written("text", parts)[0] == "[left] and right [ear X]\n\n"


def test_text_counts_what_it_does_not_show() -> None:
    document = Document("ab", (Entity(0, 1, "X", value=1), Entity(1, 2, "X", attributes={"a": 1})))
    assert written("text", document)[1] == {"entity values": 1, "entities' attributes": 1}


def test_text_is_coloured_in_a_terminal_and_says_labels_all_the_same(colours: None) -> None:
    shown, _ = written("text", NESTED, file=Terminal())
    assert "48;2;254;226;207" in shown  # the ground of ORG
    assert "48;2;209;242;215" in shown  # of LOC
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain == "a\nUniversity of Texas LOC ORG\n\n"


def test_text_in_sixteen_colours_does_not_make_all_tints_the_same(
    colours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    shown, _ = written("text", NESTED, file=Terminal())
    assert len(set(re.findall(r"\x1b\[[0-9;]*m", shown)) - {"\x1b[0m", "\x1b[1m"}) == 4


def test_no_color_is_respected_in_a_terminal(colours: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[Texas LOC]" in written("text", NESTED, file=Terminal())[0]


@given(st.text())
def test_text_commands_no_terminal(text: str) -> None:
    shown, _ = written("text", Document(text, id=text), file=Terminal())
    assert not re.search(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]", shown)
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", shown)


def test_text_stands_as_it_is_without_markup_and_breaks_no_lines() -> None:
    text = "[bold]x[/bold] :smile: " + "long " * 100 + "\nnext line"
    assert written("text", Document(text))[0] == f"{text}\n\n"
