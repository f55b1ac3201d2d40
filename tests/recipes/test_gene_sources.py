"""The training data of the model genes: four labels, what a corpus does not tell left open, nothing of a test part."""

import json
from pathlib import Path
from typing import Any

import pytest
from preparing import lay, prepared, records

GENES = "medical/genes.py"


def _record(id: str, text: str, *entities: tuple[str, str]) -> str:
    places = [[text.index(name), text.index(name) + len(name), label] for name, label in entities]
    return json.dumps({"id": id, "text": text, "entities": places}) + "\n"


def _columns(*sentences: str) -> str:
    """Words with `*` before those of a gene, which stand together."""
    lines: list[str] = []
    for sentence in sentences:
        inside = False
        for word in sentence.split():
            tag = ("I-GENE" if inside else "B-GENE") if word.startswith("*") else "O"
            inside = tag != "O"
            lines.append(f"{word.lstrip('*')}\t{tag}\n")
        lines.append("\n")
    return "".join(lines)


FILES = {
    "jnlpba/train.standoff.jsonl": _record("1", "IL-2 acts on T cells.", ("IL-2", "protein"), ("T cells", "cell_type"))
    + _record("2", "Jurkat holds c-fos mRNA.", ("Jurkat", "cell_line"), ("c-fos mRNA", "RNA"))
    + _record("3", "The IL-2 gene is long.", ("IL-2 gene", "DNA")),
    "jnlpba/devel-ids.txt": "3\n",
    "jnlpba/test.standoff.jsonl": _record("4", "STAT-3 binds.", ("STAT-3", "protein")),
    "bc2gm/train.tsv": _columns("*S - *100 and the *actin *promoter .", "STAT - 3 binds .", "*p53 binds ."),
    "bc2gm/devel.tsv": _columns("*p21 acts ."),
    "bc2gm/test.tsv": _columns("*p53 binds ."),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return lay(tmp_path, FILES)


def _by_text(data: Path, part: str) -> dict[str, dict[str, Any]]:
    return {record["text"]: record for record in records(data, part)}


def _found(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(record["text"][e["start"] : e["end"]], e["label"]) for e in record["entities"]]


def test_four_labels_stand_for_the_types_of_both_corpora(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared(monkeypatch, GENES, data) == 0
    train = _by_text(data, "train")
    assert _found(train["IL-2 acts on T cells."]) == [("IL-2", "GENE"), ("T cells", "CELL")]
    assert _found(train["Jurkat holds c-fos mRNA."]) == [("Jurkat", "CELL"), ("c-fos mRNA", "RNA")]
    assert _found(_by_text(data, "dev")["The IL-2 gene is long."]) == [("IL-2 gene", "DNA")]


def test_of_what_may_be_dna_nothing_is_known_where_one_label_is_all_there_is(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(monkeypatch, GENES, data)
    (record,) = (record for text, record in _by_text(data, "train").items() if "promoter" in text)
    assert _found(record) == [("S", "GENE"), ("100", "GENE")]
    assert [record["text"][start:end] for start, end in record["unknown"]] == ["actin promoter"]
    assert record["open"] == ["CELL", "DNA", "RNA"]


def test_no_text_of_a_test_part_is_learnt_whichever_corpus_has_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(monkeypatch, GENES, data)
    texts = set(_by_text(data, "train"))
    assert not any("STAT" in text or "p53" in text for text in texts)
    assert len(texts) == 3


def test_a_missing_corpus_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "bc2gm" / "test.tsv").unlink()
    assert prepared(monkeypatch, GENES, data) == 1
    assert "no file bc2gm/test.tsv;" in capsys.readouterr().err
