"""The training data of the medical models: our labels, each text once, and nothing that is held out anywhere."""

import gzip
from pathlib import Path

import pytest
from preparing import lay, prepared, records


def _pubtator(*documents: tuple[str, str, str, str]) -> str:
    """Documents of an id, a title, an entity in it and the entity's type; the abstract is always the same."""
    blocks = []
    for id, title, entity, label in documents:
        start = title.index(entity)
        row = f"{id}\t{start}\t{start + len(entity)}\t{entity}\t{label}\tD000001"
        blocks.append(f"{id}|t|{title}\n{id}|a|Nothing was found.\n{row}\n")
    return "\n".join(blocks) + "\n"


FILES = {
    "bc5cdr/pubtator/CDR_TrainingSet.PubTator.txt": _pubtator(("1", "Gout and rest.", "Gout", "Disease")),
    "bc5cdr/pubtator/CDR_DevelopmentSet.PubTator.txt": _pubtator(("2", "Zinc in water.", "Zinc", "Chemical")),
    "bc5cdr/pubtator/CDR_TestSet.PubTator.txt": _pubtator(("3", "Iron in rust.", "Iron", "Chemical")),
    "ncbi-disease/pubtator/NCBItrainset_corpus.txt": _pubtator(
        ("1", "Gout and rest.", "Gout", "SpecificDisease"),
        ("3", "Iron in rust.", "rust", "Modifier"),
        ("4", "Rickets again.", "Rickets", "CompositeMention"),
    ),
    "ncbi-disease/pubtator/NCBIdevelopset_corpus.txt": _pubtator(("5", "Mumps today.", "Mumps", "DiseaseClass")),
    "ncbi-disease/pubtator/NCBItestset_corpus.txt": _pubtator(("6", "Measles today.", "Measles", "DiseaseClass")),
    "biored/Train.PubTator": _pubtator(
        ("2", "Zinc in water.", "Zinc", "ChemicalEntity"),
        ("6", "Measles today.", "Measles", "DiseaseOrPhenotypicFeature"),
        ("7", "Scurvy at sea.", "Scurvy", "DiseaseOrPhenotypicFeature"),
        ("8", "TP53 at rest.", "TP53", "GeneOrGeneProduct"),
        ("9", "Lead in paint.", "Lead", "ChemicalEntity"),
    ),
    "biored/pmids-in-bc5cdr-or-ncbi-test.txt": "9\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lay(tmp_path, FILES)
    (tmp_path / "biomed-text").mkdir()
    for name in ("abstracts", "open-medical"):
        with gzip.open(tmp_path / "biomed-text" / f"{name}.txt.gz", "wt") as file:
            file.write("A heading\n" + "".join(f"Passage {number} {'goes on ' * 40}\n" for number in range(5)))
    return tmp_path


def _prepare(monkeypatch: pytest.MonkeyPatch, data: Path) -> int:
    return prepared(monkeypatch, "medical/prepare.py", data, "--texts", "4")


def test_medical_training_data_has_each_text_once_and_none_that_is_held_out(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _prepare(monkeypatch, data) == 0
    train = {record["id"]: record for record in records(data, "train")}
    assert set(train) == {"bc5cdr-1", "ncbi-disease-4", "biored-7", "biored-8"}
    assert [record["id"] for record in records(data, "dev")] == ["bc5cdr-2", "ncbi-disease-5"]
    assert train["ncbi-disease-4"]["entities"] == [{"start": 0, "end": 7, "label": "DISEASE"}]
    assert train["ncbi-disease-4"]["open"] == ["CHEMICAL"]
    assert train["bc5cdr-1"]["open"] == []
    assert train["biored-8"]["entities"] == []


def test_medical_texts_are_the_training_texts_and_passages_long_enough(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prepare(monkeypatch, data)
    texts = [record["text"] for record in records(data, "texts")]
    assert len(texts) == 4 + 4
    assert sum(text.startswith("Passage") for text in texts) == 4
    assert not any("rust" in text or "Measles" in text or "water" in text for text in texts)


def test_medical_recipe_names_the_files_that_are_missing(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "biored" / "Train.PubTator").unlink()
    assert _prepare(monkeypatch, data) == 1
    assert "no file biored/Train.PubTator;" in capsys.readouterr().err
