"""The bundled models: a sentence that each must get right, what joins them, and that they stay small."""

from collections.abc import Callable

import pytest

import onoma
from onoma import Document
from onoma.bundle import bundle_path, bundled_names
from onoma.rules.codes import Codes

SENTENCE = "Tricuspid valve regurgitation and lithium carbonate toxicity in a newborn infant."
ENGLISH = ("en", "en-accurate")
MEDICAL = ("medical", "medical-accurate")
MOST_MB = {"en": 20, "en-accurate": 30, "medical": 20, "medical-accurate": 30}


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for entity in document.entities]


def test_each_is_held_to_a_size() -> None:
    assert set(MOST_MB) == set(bundled_names())


@pytest.mark.parametrize("name", MEDICAL)
def test_neighbours_in_the_sentence_of_the_lesson_stay_apart(name: str) -> None:
    assert _found(onoma.load(name)(SENTENCE)) == [
        ("Tricuspid valve regurgitation", "DISEASE"),
        ("lithium carbonate", "CHEMICAL"),
        ("toxicity", "DISEASE"),
    ]


@pytest.mark.parametrize("name", MEDICAL)
def test_codes_values_and_negation_join_the_network(name: str) -> None:
    ner = onoma.load(name)
    document = ner("She denies asthma. Given 500 mg of ibuprofen on 3 May 2026. Dx: ICD-10 E11.9.")
    found = dict(_found(document))
    assert found["asthma"] == "DISEASE"
    assert found["ibuprofen"] == "CHEMICAL"
    assert (found["500 mg"], found["3 May 2026"], found["E11.9"]) == ("QUANTITY", "DATE", "ICD10")
    assert [document.text_of(e) for e in document.entities if "negated" in e.attributes] == ["asthma"]
    assert {"DISEASE", "CHEMICAL", *Codes().labels} <= set(ner.labels)


@pytest.mark.parametrize("name", ENGLISH)
@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_names_and_values_in_any_case(name: str, change: Callable[[str], str]) -> None:
    sentence = change("Dr. Angela Merkel flew from Austin, Texas, to Berlin for $500 on 3 May 2026.")
    assert _found(onoma.load(name)(sentence)) == [
        (change("Angela Merkel"), "PERSON"),
        (change("Austin"), "LOC"),
        (change("Texas"), "LOC"),
        (change("Berlin"), "LOC"),
        ("$500", "MONEY"),
        (change("3 May 2026"), "DATE"),
    ]


@pytest.mark.parametrize(("name", "most_mb"), MOST_MB.items())
def test_a_bundle_is_no_larger_than_promised(name: str, most_mb: int) -> None:
    assert sum(file.stat().st_size for file in bundle_path(name).iterdir()) < most_mb * 1_000_000
