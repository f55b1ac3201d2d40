"""The bundled medical models: the lesson's sentence, what joins them, and that they stay small."""

import pytest

import onoma
from onoma import Document
from onoma.bundle import bundle_path
from onoma.rules.codes import Codes

SENTENCE = "Tricuspid valve regurgitation and lithium carbonate toxicity in a newborn infant."
MOST_MB = {"medical": 20, "medical-accurate": 30}


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for entity in document.entities]


@pytest.mark.parametrize("name", MOST_MB)
def test_neighbours_in_the_sentence_of_the_lesson_stay_apart(name: str) -> None:
    assert _found(onoma.load(name)(SENTENCE)) == [
        ("Tricuspid valve regurgitation", "DISEASE"),
        ("lithium carbonate", "CHEMICAL"),
        ("toxicity", "DISEASE"),
    ]


@pytest.mark.parametrize("name", MOST_MB)
def test_codes_values_and_negation_join_the_network(name: str) -> None:
    ner = onoma.load(name)
    document = ner("She denies asthma. Given 500 mg of ibuprofen on 3 May 2026. Dx: ICD-10 E11.9.")
    found = dict(_found(document))
    assert found["asthma"] == "DISEASE"
    assert found["ibuprofen"] == "CHEMICAL"
    assert (found["500 mg"], found["3 May 2026"], found["E11.9"]) == ("QUANTITY", "DATE", "ICD10")
    assert [document.text_of(e) for e in document.entities if "negated" in e.attributes] == ["asthma"]
    assert {"DISEASE", "CHEMICAL", *Codes().labels} <= set(ner.labels)


@pytest.mark.parametrize(("name", "most_mb"), MOST_MB.items())
def test_a_bundle_is_no_larger_than_promised(name: str, most_mb: int) -> None:
    assert sum(file.stat().st_size for file in bundle_path(name).iterdir()) < most_mb * 1_000_000
