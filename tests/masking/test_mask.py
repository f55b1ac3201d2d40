from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marked_documents import documents

from onoma import Document, Entity
from onoma.errors import SettingsError
from onoma.masking import STYLES, Masker, MaskKey, unmask


def of(text: str, *mentions: str, label: str = "PERSON", id: str = "letter") -> Document:
    """A document in which every one of these mentions is an entity, wherever it stands."""
    spans = [(at, at + len(m)) for m in mentions for at in range(len(text)) if text.startswith(m, at)]
    return Document(text, tuple(Entity(start, end, label) for start, end in spans), id=id)


LETTER = Document(
    "Ada Lovelace met Ada in London.",
    (Entity(0, 12, "PERSON"), Entity(17, 20, "PERSON"), Entity(24, 30, "LOC")),
    id="letter",
)


@pytest.mark.parametrize(
    ("style", "masked"),
    [
        ("label", "[PERSON_1] met [PERSON_2] in [LOC_3]."),
        ("number", "⟦1⟧ met ⟦2⟧ in ⟦3⟧."),
        ("tag", '<x id="1"/> met <x id="2"/> in <x id="3"/>.'),
    ],
)
def test_every_entity_becomes_a_placeholder(style: str, masked: str) -> None:
    assert Masker(MaskKey(style))(LETTER) == masked


def test_same_text_with_same_label_has_the_same_placeholder_in_all_documents() -> None:
    masker = Masker(MaskKey())
    assert masker(of("Ada, Bob, Ada", "Ada", "Bob")) == "[PERSON_1], [PERSON_2], [PERSON_1]"
    assert masker(of("Bob", "Bob", id="other")) == "[PERSON_2]"


def test_unknown_style_is_refused() -> None:
    with pytest.raises(SettingsError, match="'emoji'; choose among label, number, tag"):
        MaskKey("emoji")


def test_nested_and_crossing_entities_are_one_placeholder() -> None:
    nested = Document("University of Texas", (Entity(0, 19, "ORG"), Entity(14, 19, "LOC")))
    crossing = Document("abcdef", (Entity(0, 4, "A"), Entity(2, 6, "B")))
    assert Masker(MaskKey())(nested) == "[ORG_1]"
    assert Masker(MaskKey())(crossing) == "[A_1]"


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(documents(), max_size=4))
@example([Document("[PERSON_1] Ada", (Entity(11, 14, "PERSON"),)), Document("[PERSON_1][LOC_2]")])
@example([Document("[PERSON_1]", id="a"), Document("[", (Entity(0, 1, "PERSON"),), id="b")])
def test_unmask_restores_what_mask_replaced_exactly(style: str, given_documents: list[Document]) -> None:
    key = MaskKey(style)
    masker = Masker(key)
    masked = [masker(document) for document in given_documents]
    # The key is read when all is masked: what a later document brought must not change an earlier one.
    restored = MaskKey.from_json(key.to_json())
    last = {document.id: text for document, text in zip(given_documents, masked, strict=True)}
    for document, text in zip(given_documents, masked, strict=True):
        assert unmask(text, restored).text == document.text
        if text == last[document.id]:
            answer = unmask(text, restored, document.id)
            assert answer.text == document.text
            assert answer.is_whole
            assert not answer.changed


@given(documents())
def test_no_entity_is_left_in_a_masked_text(document: Document) -> None:
    bare = document.with_entities([])
    masked, untouched = Masker(MaskKey("number"))(document), Masker(MaskKey("number"))(bare)
    covered = sum(1 for at in range(len(document.text)) if any(e.start <= at < e.end for e in document.entities))
    letters = len(document.text) - covered
    assert len([part for part in masked if part not in "⟦⟧"]) <= letters + 3 * len(document.entities) + len(untouched)


@pytest.mark.parametrize(
    "translated",
    [
        "In [LOC_3] traf [PERSON_1] auf [PERSON_2].",
        "In [loc_3] traf [person_1] auf [Person_2].",
        "In [ LOC_3 ] traf [PERSON_ 1] auf [PERSON _2].",
        "In [LOC 3] traf [PERSON-1] auf [PERSON–2].",
        "In [LOC\\_3] traf \\[PERSON\\_1\\] auf [PERSON\\_2].",
        "In ［LOC＿3］ traf 【PERSON_1】 auf 〔PERSON_２〕.",
        "In [ORT_3] traf [PERSONNE_1] auf [الشخص_2].",
        "In [3_LOC] traf [1_PERSON] auf [PERSON_٢].",
        "In LOC_3 traf Person 1 auf PERSON_2.",
        "In (LOC_3) traf {PERSON_1} auf <PERSON_2>.",
        "In \u200e[LOC_3\u200e] traf [\u200fPERSON_1] auf [3], nein [2].".replace("[3], nein ", ""),
    ],
)
def test_placeholders_are_known_again_whatever_a_translator_made_of_them(translated: str) -> None:
    key = MaskKey()
    Masker(key)(LETTER)
    answer = unmask(translated, key, "letter")
    assert answer.text.replace("\u200e", "").replace("\\", "") == "In London traf Ada Lovelace auf Ada."
    assert answer.is_whole


@pytest.mark.parametrize(
    ("style", "translated"),
    [
        ("number", "In ⟦ 3 ⟧ traf 【1】 auf [2]."),
        ("number", "In ⟦٣⟧ traf [[1]] auf ⟦2⟧."),
        ("tag", "In <x id='3' /> traf <X ID=\"1\"></X> auf < x id = “2” / >."),
        ("tag", 'In &lt;x id="3"/&gt; traf <g id="1"> auf <x id="2"/>.'),
    ],
)
def test_other_styles_are_known_again_too(style: str, translated: str) -> None:
    key = MaskKey(style)
    Masker(key)(LETTER)
    assert unmask(translated, key, "letter").text == "In London traf Ada Lovelace auf Ada."


def test_tag_style_escapes_the_text_and_resolves_what_the_translator_escaped() -> None:
    key = MaskKey("tag")
    assert Masker(key)(of("R&D < Ada", "Ada")) == 'R&amp;D &lt; <x id="1"/>'
    assert unmask('R&amp;D &lt; <x id="1"/> l&#39;homme', key).text == "R&D < Ada l'homme"


def test_missing_repeated_and_unknown_placeholders_are_reported() -> None:
    key = MaskKey()
    Masker(key)(LETTER)
    answer = unmask("[PERSON_1] und [PERSON_1], [PERSON_99] in [LOC_3].", key, "letter")
    assert answer.text == "Ada Lovelace und Ada Lovelace, [PERSON_99] in London."
    assert [(lost.placeholder, lost.text, lost.times) for lost in answer.missing] == [("[PERSON_2]", "Ada", 1)]
    assert [(twice.placeholder, twice.times) for twice in answer.repeated] == [("[PERSON_1]", 1)]
    assert answer.unknown == ("[PERSON_99]",)
    assert not answer.is_whole


def test_changed_placeholders_are_told() -> None:
    key = MaskKey()
    Masker(key)(LETTER)
    assert unmask("[person_1] [PERSON_2] [LOC_3]", key, "letter").changed == (("[person_1]", "[PERSON_1]"),)


def test_what_only_resembles_a_placeholder_stays_when_none_is_missing() -> None:
    key = MaskKey()
    masked = Masker(key)(of("Ada, see [Figure 1] and Person 1.", "Ada"))
    assert masked == "[PERSON_2], see [Figure 1] and Person 1."
    assert unmask(masked, key, "letter").text == "Ada, see [Figure 1] and Person 1."


def test_text_that_looks_like_a_placeholder_is_masked_and_comes_back() -> None:
    key = MaskKey()
    masked = Masker(key)(of("Ada wrote [person_1].", "Ada"))
    assert masked == "[PERSON_2] wrote [TEXT_3]."
    assert unmask("[TEXT_3] schrieb [PERSON_2].", key, "letter").text == "[person_1] schrieb Ada."


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("make", [lambda n: "[" * n, lambda n: "[a" * n, lambda n: "1" * n, lambda n: "<x id=" * n])
def test_a_megabyte_of_beginnings_takes_no_time(style: str, make: Callable[[int], str]) -> None:
    text = make(200_000)
    key = MaskKey(style)
    masked = Masker(key)(Document(text + " Ada", (Entity(len(text) + 1, len(text) + 4, "PERSON"),), id="a"))
    assert unmask(masked.replace("PERSON", "x"), key, "a").text
