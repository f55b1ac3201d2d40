"""Gazetteers: which spellings are found, where exactly, and what they mean."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onoma.errors import SettingsError
from onoma.rules.gazetteer import Gazetteer, Term


def found(terms, text, **options):
    document = Gazetteer([Term(name, "X") for name in terms], **options)(text)
    return [document.text_of(entity) for entity in document.entities]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("Acme", "acme and ACME and Acme", ["acme", "ACME", "Acme"]),
        ("Müller", "Muller, MÜLLER, Mu\u0308ller", ["Muller", "MÜLLER", "Mu\u0308ller"]),
        ("Cafe Strasse", "im Café Straße", ["Café Straße"]),
        ("Straße", "STRASSE strasse Straße", ["STRASSE", "strasse", "Straße"]),
        ("Istanbul", "İstanbul, ISTANBUL", ["İstanbul", "ISTANBUL"]),
        ("official", "oﬃcial", ["oﬃcial"]),
        ("Łódź", "Lodz", ["Lodz"]),
        ("Ærø", "aero", ["aero"]),
        (
            "Coca-Cola",
            "Coca Cola, coca-cola, Coca‑Cola, Coca\nCola",
            ["Coca Cola", "coca-cola", "Coca‑Cola", "Coca\nCola"],
        ),
        ("AT&T", "AT & T and at and t", ["AT & T", "at and t"]),
        ("McDonald's", "McDonald’s food", ["McDonald’s"]),
        ("東京", "私は東京に行く", ["東京"]),
        ("Acme Inc.", "Acme Inc. and Acme Inc and Acme", ["Acme Inc.", "Acme Inc"]),
        ("Acme, Inc.", "Acme Inc. or Acme, Inc.", ["Acme Inc.", "Acme, Inc."]),
        ("C++", "C++ and C", ["C++"]),
    ],
)
def test_gazetteer_finds_other_spellings_of_a_term(term, text, expected):
    assert found([term], text) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("headache", "Headaches hurt.", ["Headaches"]),
        ("allergy", "two allergies", ["allergies"]),
        ("heart valve", "heart valves", ["heart valves"]),
        ("biopsy kit", "biopsy kits", ["biopsy kits"]),
        ("virus", "viruses", ["viruses"]),
        ("NGO", "NGOs met", ["NGOs"]),
        ("Acme", "Acme's boss, Acme’s shop", ["Acme", "Acme"]),
        ("boss", "bos", []),
        ("US", "uses us", []),
        ("as", "ass", []),
    ],
)
def test_gazetteer_finds_plurals_and_possessives(term, text, expected):
    assert found([term], text) == expected


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("art", "party start artful"),
        ("C", "C++ C#"),
        ("New York", "New\n\nYork"),
        ("US", "tell us"),
        ("क", "कि"),
        ("e", "e\u0301a"),
    ],
)
def test_gazetteer_keeps_to_whole_words(term, text):
    assert found([term], text) == []


def test_gazetteer_takes_the_longest_term_and_goes_on_behind_it():
    terms = ["New York", "New York Times", "York", "Times Square"]
    assert found(terms, "New York Times Square, York, New York") == ["New York Times", "York", "New York"]


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("smart", "WHO asked who", ["WHO"]),
        ("ignore", "WHO asked who", ["WHO", "who"]),
        ("exact", "Apple, apple, WHO, Äpple", ["Apple", "WHO", "Äpple"]),
        ("smart", "apple APPLE", ["apple", "APPLE"]),
    ],
)
def test_gazetteer_regards_case_as_asked(case, text, expected):
    assert found(["WHO", "Apple"], text, case=case) == expected


def test_gazetteer_gives_id_and_name_for_a_synonym():
    gazetteer = Gazetteer([Term("Acetylsalicylic acid", "DRUG", "D1", ("aspirin", "ASA"))])
    (entity,) = gazetteer("Took Aspirin.").entities
    assert (entity.start, entity.end, entity.label, entity.source) == (5, 12, "DRUG", "gazetteer")
    assert entity.value == {"id": "D1", "name": "Acetylsalicylic acid"}


def test_gazetteer_says_who_else_has_the_name():
    terms = [Term("Paris", "LOC", "L1"), Term("Paris", "PERSON", "P7"), Term("Paris", "LOC")]
    (entity,) = Gazetteer(terms)("Paris").entities
    assert entity.value == {"id": "L1", "name": "Paris"}
    assert entity.attributes["namesakes"] == [
        {"label": "PERSON", "id": "P7", "name": "Paris"},
        {"label": "LOC", "name": "Paris"},
    ]
    assert not Gazetteer([Term("Paris", "LOC"), Term("Rome", "LOC")])("Rome").entities[0].attributes


def test_gazetteer_of_more_terms_than_one_piece_of_memory_knows_them_all():
    gazetteer = Gazetteer(Term(f"name{number}x", "X", str(number)) for number in range(10_000))
    for number in (0, 4095, 4096, 8192, 9999):
        assert gazetteer(f"Name{number}x").entities[0].value == {"id": str(number), "name": f"name{number}x"}


def test_gazetteer_refuses_no_terms_and_unknown_cases():
    with pytest.raises(SettingsError, match="at least one term"):
        Gazetteer([])
    with pytest.raises(SettingsError, match="'upper'"):
        Gazetteer([Term("a", "X")], case="upper")


def _folded(text):
    folded = text.casefold().replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["Straße", "İzmir", "ﬁne Müller", "naïve", "東京"]))
def test_gazetteer_offsets_are_exact_whatever_folding_does(before, after, term):
    text = f"{before}\n\n{term}\n\n{after}"
    document = Gazetteer([Term(term, "X")])(text)
    start = len(before) + 2
    assert (start, start + len(term)) in {(entity.start, entity.end) for entity in document.entities}
    for entity in document.entities:
        assert _folded(document.text_of(entity)).split() == _folded(term).split()


@example([".", "Inc."], ".. Inc..")
@given(
    st.lists(st.text("abs -'.,", min_size=1, max_size=8), min_size=1, max_size=6), st.text("abs -'.,\n", max_size=60)
)
def test_gazetteer_never_gives_overlapping_or_ragged_entities(names, text):
    entities = Gazetteer([Term(name, "X") for name in names])(text).entities
    position = 0
    for entity in entities:
        assert position <= entity.start
        assert text[entity.start : entity.end].strip() == text[entity.start : entity.end]
        position = entity.end
