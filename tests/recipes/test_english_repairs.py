import pytest
from boundaries import mark_events, split_offices, tidy
from record import place, render
from surfaces import fill, join_listed
from tagged import UNKNOWN, Sentence, Span
from titles import untitle


def marked(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.surface(span), span.label) for span in sentence.spans]


def sentence_of(text: str, *spans: tuple[int, int, str]) -> Sentence:
    return Sentence(tuple(text.split()), tuple(Span(*span) for span in spans))


@pytest.mark.parametrize(
    ("text", "spans", "names"),
    [
        ("President Ana Lopes spoke", [(0, 3, "PERSON")], [("Ana Lopes", "PERSON")]),
        (
            "Prime Minister Omar Sy met Mr. King",
            [(0, 4, "PERSON")],
            [("Omar Sy", "PERSON"), ("King", "PERSON")],
        ),
        ("Secretary of State Jane Roe left", [(2, 5, "ORG")], [("Jane Roe", "PERSON")]),
        ("The President spoke", [(1, 2, "PERSON")], []),
        ("General Motors grew", [(0, 2, "ORG")], [("General Motors", "ORG")]),
        ("General Sy grew angry", [(0, 2, "ORG")], [("Sy", "PERSON")]),
        ("Foreign Ministry officials", [(0, 2, "ORG")], [("Foreign Ministry", "ORG")]),
        ("Dr. Martin Luther King spoke", [(1, 4, "PERSON")], [("Martin Luther King", "PERSON")]),
        ("President Abbas Friday said", [], [("Abbas", "PERSON")]),
    ],
)
def test_untitle_finds_the_name_after_a_title(
    text: str, spans: list[tuple[int, int, str]], names: list[tuple[str, str]]
) -> None:
    assert marked(untitle(sentence_of(text, *spans))) == names


@pytest.mark.parametrize(
    ("text", "spans", "names"),
    [
        ("Baghdad , Iraq burned", [(0, 3, "LOC")], [("Baghdad", "LOC"), ("Iraq", "LOC")]),
        ("in the Netherlands today", [(1, 3, "LOC")], [("Netherlands", "LOC")]),
        ("in The Hague", [(1, 3, "LOC")], [("The Hague", "LOC")]),
        ("southern Mali 's towns", [(0, 3, "LOC")], [("Mali", "LOC")]),
        ("Roe 's Party won", [(0, 3, "PERSON")], [("Roe", "PERSON"), ("Party", UNKNOWN)]),
        ("Bosnia and Herzegovina", [(0, 3, "LOC")], [("Bosnia and Herzegovina", "LOC")]),
    ],
)
def test_tidy_cuts_entities_to_their_names(
    text: str, spans: list[tuple[int, int, str]], names: list[tuple[str, str]]
) -> None:
    assert marked(tidy(sentence_of(text, *spans))) == names


def test_split_offices_keeps_the_organisation_alone() -> None:
    assert marked(split_offices(sentence_of("U.N. Secretary-General Ban", (0, 2, "ORG")))) == [("U.N.", "ORG")]
    assert marked(split_offices(sentence_of("U.S. Defense Secretary", (0, 2, "ORG")))) == [("U.S.", "LOC")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("after Hurricane Ida came", "Hurricane Ida"),
        ("the 2018 World Cup began", "2018 World Cup"),
        ("in World War II many", "World War II"),
        ("the Africa Cup of Nations ended", "Africa Cup of Nations"),
    ],
)
def test_mark_events_takes_the_whole_name(text: str, event: str) -> None:
    assert marked(mark_events(sentence_of(text))) == [(event, "EVENT")]


def test_mark_events_leaves_common_words_alone() -> None:
    assert marked(mark_events(sentence_of("the war and a cup of tea after The War"))) == []


def test_join_listed_mends_a_name_that_was_cut_up() -> None:
    assert marked(join_listed(sentence_of("South Korean media", (1, 2, "LOC")))) == [("South Korean", "NORP")]


def test_fill_marks_only_what_nothing_holds() -> None:
    sentence = sentence_of("Iraqi officials in Iraq Museum", (3, 5, "ORG"))
    assert marked(fill(sentence, {})) == [("Iraqi", "NORP"), ("Iraq Museum", "ORG")]


def test_render_moves_spans_to_the_natural_text() -> None:
    sentence = sentence_of("Mr. Roe 's dog , in Mali .", (1, 2, "PERSON"), (6, 7, "LOC"))
    record = render(sentence, name="x", source="s", weight=1.0)
    assert record.text == "Mr. Roe's dog, in Mali."
    assert [record.text[start:end] for start, end, _ in record.entities] == ["Roe", "Mali"]


def test_place_resolves_compounds_and_leaves_other_unknowns() -> None:
    text = "U.S.-led Foo-Bar"
    sentence = Sentence(("U.S.-led", "Foo-Bar"), (Span(0, 1, UNKNOWN), Span(1, 2, UNKNOWN)))
    record = place(sentence, text, [(0, 8), (9, 16)], name="x", source="s", weight=1.0)
    assert record.entities == ((0, 4, "LOC"),)
    assert record.unknown == ((9, 16),)


def test_record_refuses_entities_that_overlap() -> None:
    sentence = Sentence(("a", "b"), (Span(0, 2, "LOC"), Span(1, 2, "ORG")))
    with pytest.raises(ValueError, match="overlaps"):
        render(sentence, name="x", source="s", weight=1.0)
