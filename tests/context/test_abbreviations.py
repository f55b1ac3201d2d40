"""Abbreviations that a text explains, and the entities that are tied by them."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.context import Abbreviated, definitions, with_abbreviations


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*pair.long)], text[slice(*pair.short)]) for pair in definitions(text)]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("a man with chronic heart failure (CHF) and", "chronic heart failure", "CHF"),
        ("CHF (chronic heart failure) is", "chronic heart failure", "CHF"),
        ("newly diagnosed multiple myeloma (MM)", "multiple myeloma", "MM"),
        ("transforming growth factor-beta1 (TGF-beta1)", "transforming growth factor-beta1", "TGF-beta1"),
        ("given 2-bromoethylamine (BEA) twice", "2-bromoethylamine", "BEA"),
        ("the World Health Organization [WHO] said", "World Health Organization", "WHO"),
        ("acute kidney injury (AKI; n = 20)", "acute kidney injury", "AKI"),
        ("deoxyribonucleic acid (DNA)", "deoxyribonucleic acid", "DNA"),
    ],
)
def test_definition_is_found_whichever_form_stands_in_the_parenthesis(text: str, long: str, short: str) -> None:
    assert _pairs(text) == [(long, short)]


@pytest.mark.parametrize(
    "text",
    [
        "six patients (all)",
        "the dose (5 mg) was",
        "in vitro (Fig. 2)",
        "Chronic pain. Heart (CHF) rate",
        "aspirin (Bayer) was",
        "CHF (CHF)",
        "(CHF)",
        "poly(ADP-ribose)",
    ],
)
def test_other_parentheses_define_nothing(text: str) -> None:
    assert _pairs(text) == []


def _document(text: str, *found: str) -> Document:
    entities = [Entity(text.index(name), text.index(name) + len(name), "DISEASE", 0.9, "m") for name in found]
    return Document(text, tuple(entities), id="7", fields={"a": 1})


def _said(document: Document) -> list[tuple[str, str, str]]:
    said = []
    for entity in document.entities:
        for name, form in entity.attributes.items():
            assert isinstance(form, dict)
            assert document.text[form["start"] : form["end"]] == form["text"]
            said.append((document.text_of(entity), name, str(form["text"])))
    return said


TEXT = "Chronic heart failure (CHF) is common. CHF kills; CHFs differ."


def test_both_forms_and_later_mentions_are_tied() -> None:
    assert _said(with_abbreviations(_document(TEXT, "Chronic heart failure"))) == [
        ("Chronic heart failure", "abbreviated", "CHF"),
        ("CHF", "abbreviation_of", "Chronic heart failure"),
        ("CHF", "abbreviation_of", "Chronic heart failure"),
        ("CHFs", "abbreviation_of", "Chronic heart failure"),
    ]


def test_the_form_that_was_not_found_gets_label_and_score_of_the_other() -> None:
    for name in ("Chronic heart failure", "CHF", "CHF kills"[:3]):
        document = with_abbreviations(_document(TEXT, name))
        assert {(e.label, e.score) for e in document.entities} == {("DISEASE", 0.9)}
        assert [document.text_of(e) for e in document.entities] == ["Chronic heart failure", "CHF", "CHF", "CHFs"]
        assert sorted({e.source for e in document.entities}) == ["abbreviations", "m"]
        assert (document.id, document.fields) == ("7", {"a": 1})


def test_a_later_mention_alone_gives_the_others_away() -> None:
    at = TEXT.index("CHF kills")
    document = with_abbreviations(Document(TEXT, (Entity(at, at + 3, "DISEASE"),)))
    assert len(document.entities) == 4


def test_nothing_is_added_unless_wanted() -> None:
    document = with_abbreviations(_document(TEXT, "Chronic heart failure", "CHF"), complete=False)
    assert _said(document) == [
        ("Chronic heart failure", "abbreviated", "CHF"),
        ("CHF", "abbreviation_of", "Chronic heart failure"),
    ]


def test_a_form_is_tied_to_what_ends_with_it_and_is_not_added_over_anything() -> None:
    document = with_abbreviations(_document(TEXT, "heart failure"))
    assert [document.text_of(e) for e in document.entities] == ["heart failure", "CHF", "CHF", "CHFs"]
    crossing = with_abbreviations(
        _document("Chronic heart failure (CHF) or CHF kills", "CHF kills", "Chronic heart failure")
    )
    assert [crossing.text_of(e) for e in crossing.entities] == ["Chronic heart failure", "CHF", "CHF kills"]


def test_labels_of_both_forms_stay_as_they_were_found() -> None:
    text = "Chronic heart failure (CHF)"
    entities = (Entity(0, 21, "DISEASE", source="m"), Entity(23, 26, "GENE", source="m"))
    document = with_abbreviations(Document(text, entities))
    assert [(e.label, set(e.attributes)) for e in document.entities] == [
        ("DISEASE", {"abbreviated"}),
        ("GENE", {"abbreviation_of"}),
    ]


def test_a_short_form_that_is_explained_again_means_the_new_long_form() -> None:
    text = "multiple sclerosis (MS), then MS; mitral stenosis (MS), then MS"
    said = _said(with_abbreviations(_document(text, "multiple sclerosis", "mitral stenosis")))
    assert [long for short, _, long in said if short == "MS"] == ["multiple sclerosis"] * 2 + ["mitral stenosis"] * 2


class Nothing:
    """Finds the first word."""

    labels = ("DISEASE",)

    def __call__(self, text: str) -> Document:
        return _document(text, "Chronic heart failure") if "failure" in text else Document(text)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_abbreviated_is_the_recognizer_with_more_found() -> None:
    recognizer = Abbreviated(Nothing())
    assert recognizer.labels == ("DISEASE",)
    assert [len(d.entities) for d in recognizer.stream([TEXT, ""])] == [4, 0]
    assert len(recognizer(TEXT).entities) == 4
    assert [len(d.entities) for d in recognizer.annotate([Document(TEXT)])] == [4]


@given(
    st.lists(st.sampled_from(["(", ")", "[", "AB", " ", "alpha beta", "A", "é", ". ", "\n", "ab-", "1"]), max_size=12)
)
def test_any_text_is_read_and_spans_lie_within_it(parts: list[str]) -> None:
    text = "".join(parts)
    for pair in definitions(text):
        assert text[slice(*pair.short)].strip()
        assert text[slice(*pair.long)].strip()
    if text:
        document = with_abbreviations(Document(text, (Entity(0, 1, "X"),)))
        assert document.entities[0].label == "X"
        assert document.text == text


def test_a_million_parentheses_are_read_quickly() -> None:
    assert list(definitions("(" * 1_000_000)) == []
    assert list(definitions("a (" * 100_000)) == []
    assert list(definitions("a" * 1_000_000)) == []
    assert len(list(definitions("alpha beta (AB) " * 10_000))) == 10_000
