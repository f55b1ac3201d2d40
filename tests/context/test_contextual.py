"""What the words around an entity say about it, and with which words."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.context import ATTRIBUTES, Contextual, read_cues, usual_cues, with_context
from onoma.errors import InputError
from onoma.recognizer import annotated


def _marked(text: str) -> Document:
    """The document of a text in which `[…]` are findings and `<…>` are dates."""
    plain, entities, start = "", [], 0
    for char in text:
        if char in "[<":
            start = len(plain)
        elif char in "]>":
            entities.append(Entity(start, len(plain), "FINDING" if char == "]" else "DATE", 0.9, "m"))
        else:
            plain += char
    return Document(plain, tuple(entities))


def _said(text: str) -> list[dict[str, str]]:
    document = with_context(_marked(text))
    for entity in document.entities:
        for cue in entity.attributes.values():
            assert isinstance(cue, dict)
            assert document.text[cue["start"] : cue["end"]] == cue["text"]
    return [{name: cue["text"] for name, cue in e.attributes.items()} for e in document.entities]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("There is no evidence of [pneumonia].", {"negated": "no evidence of"}),
        ("She denies [chest pain].", {"negated": "denies"}),
        ("[Stroke] was ruled out.", {"negated": "was ruled out"}),
        ("[Fever]: none", {"negated": ": none"}),
        ("The scan doesn’t show [metastases].", {"negated": "doesn’t show"}),
        ("r/o [sepsis]", {"uncertain": "r/o"}),
        ("[Embolism] is unlikely.", {"uncertain": "is unlikely"}),
        ("We cannot rule out [embolism].", {"uncertain": "cannot rule out"}),
        ("History of [gout].", {"historical": "History of"}),
        ("S/p [appendectomy].", {"historical": "S/p"}),
        ("Mother had [breast cancer].", {"family": "Mother"}),
        ("Return if you develop [fever].", {"hypothetical": "Return if"}),
        ("No history of [asthma].", {"negated": "No", "historical": "history of"}),
        ("He has [asthma].", {}),
    ],
)
def test_cue_is_named_with_its_own_span(text: str, said: dict[str, str]) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "There was no increase in [edema].",
        "The pain is not only [migraine].",
        "[Gram]-negative sepsis",
        "Not certain whether to treat her [rash].",
        "History of present illness: [cough].",
        "Mother reports that he has [diarrhea].",
        "The [mass] has not changed.",
        "The drug did not reduce [mortality].",
        "In May [asthma] returned.",
        "Room No. 5, [asthma]",
    ],
)
def test_what_only_looks_like_a_cue_says_nothing(text: str) -> None:
    assert _said(text) == [{}]


def test_a_list_is_negated_to_its_end_and_no_further() -> None:
    said = _said("No [fever], [chills] or [cough], but [weight loss].\n[Rash] since May.")
    assert [bool(one) for one in said] == [True, True, True, False, False]


def test_a_word_that_stops_one_attribute_lets_the_others_pass() -> None:
    assert _said("No family history of [asthma], has [cough].") == [
        {"negated": "No", "family": "family history of"},
        {"family": "family history of"},
    ]


def test_the_nearest_of_several_cues_is_the_evidence() -> None:
    assert _said("No mass and no [effusion].") == [{"negated": "no"}]
    assert with_context(_marked("No mass and no [effusion].")).entities[0].attributes["negated"] == {
        "start": 12,
        "end": 14,
        "text": "no",
    }


def test_a_cue_that_speaks_of_the_last_leaves_those_before_it() -> None:
    assert _said("She has [asthma] and [stroke] was excluded.") == [{}, {"negated": "was excluded"}]
    assert _said("[Hepatitis B] and [hepatitis C] were excluded.") == [{"negated": "were excluded"}] * 2


def test_a_cue_within_an_entity_is_a_part_of_its_name() -> None:
    assert _said("[No-reflow phenomenon] and [shock]") == [{}, {}]


def test_a_long_way_without_entities_ends_the_reach() -> None:
    assert _said("No " + "and then the other of them " * 3 + "[asthma].") == [{}]


def test_nothing_is_said_of_values() -> None:
    assert _said("No [fever] before <3 May>.") == [{"negated": "No"}, {}]


def test_sentences_end_at_stops_and_where_lines_have_room_left_but_not_after_titles() -> None:
    assert _said("No cough\n[Fever] today") == [{}]
    assert _said("No signs of it per Dr. [Fever] today") == [{"negated": "No signs of"}]
    wrapped = "The examination of the abdomen and of the chest showed no\nsign of [ascites]."
    assert _said(wrapped) == [{"negated": "no\nsign of"}]


def test_what_is_known_of_an_entity_stays() -> None:
    entity = Entity(3, 8, "FINDING", 0.5, "m", "v", attributes={"id": "x"})
    (kept,) = with_context(Document("No fever", (entity,), id="7", fields={"a": 1})).entities
    assert kept.attributes == {"id": "x", "negated": {"start": 0, "end": 2, "text": "No"}}
    assert (kept.score, kept.source, kept.value) == (0.5, "m", "v")


class Fevers:
    """Finds the word fever, wherever a document allows it."""

    labels = ("FINDING",)

    def __call__(self, text: str) -> Document:
        at = text.find("fever")
        return Document(text, (Entity(at, at + 5, "FINDING", source="fevers"),) if at >= 0 else ())

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_contextual_is_the_recognizer_with_more_to_say() -> None:
    recognizer = Contextual(Fevers())
    assert recognizer.labels == ("FINDING",)
    assert set(recognizer("no fever").entities[0].attributes) == {"negated"}
    assert [len(d.entities[0].attributes) for d in recognizer.stream(["no fever", "fever"])] == [1, 0]
    (document,) = annotated(recognizer, [Document("no fever", id="7", fields={"a": 1})])
    assert (document.id, document.fields, set(document.entities[0].attributes)) == ("7", {"a": 1}, {"negated"})


def test_the_usual_table_speaks_of_every_attribute() -> None:
    assert usual_cues().attributes == tuple(sorted(ATTRIBUTES))


def test_a_table_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_text('[classes]\nad = ["ad", "reklame"]\n[sponsored]\nbefore = ["in an <ad> for"]\n', encoding="utf-8")
    text = _marked("seen in an ad for [Cola]")
    (entity,) = with_context(text, read_cues(path)).entities
    assert entity.attributes == {"sponsored": {"start": 5, "end": 17, "text": "in an ad for"}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[negated", "is no TOML"),
        ("[negated]\nbehind = ['no']", "choose among before, after"),
        ("[negated]\nbefore = 'no'", "write a list of phrases"),
        ("[negated]\nbefore = ['<kin>']", "names the class 'kin'"),
        ("negated = 3", "write a table"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as refusal:
        read_cues(path)
    assert str(path) in str(refusal.value)


@given(
    st.lists(st.sampled_from(["no ", "not ", "[x] ", "history of ", "but ", ". ", "\n", "May ", "1999 ", "é ", "<3> "]))
)
def test_text_and_spans_stay_whatever_the_words(parts: list[str]) -> None:
    document = _marked("".join(parts))
    said = with_context(document)
    assert said.text == document.text
    assert [(e.start, e.end, e.label) for e in said.entities] == [(e.start, e.end, e.label) for e in document.entities]
    assert all(not entity.attributes for entity in said.entities if entity.label == "DATE")
