import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.conll"
    path.write_text("Ada B-PER\nslept O\n. O\n\nin O\nOslo B-LOC\n\n", encoding="utf-8")
    return path


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text('[models.any]\nNAME = "PER"\nNUMBER = ""\n[corpora.gold]\nLOC = "PER"\n', encoding="utf-8")
    return path


def test_robustness_prints_a_row_per_perturbation(shell: Shell, gold: Path, map_path: Path) -> None:
    answer = shell("robustness", "any", gold, "--map", map_path)
    assert answer.exit_code == 0
    rows = [re.split(r" {2,}", line) for line in answer.stdout.splitlines()]
    assert rows[0] == ["perturbation", "what", "F1", "change", "support", "texts changed"]
    names = ["none", "lower case", "upper case", "typos", "no punctuation", "OCR noise", "unseen names"]
    assert [row[0] for row in rows[1:]] == names
    assert rows[1][2:] == ["100.0%", "+0.0", "2", "0"]
    assert rows[2][2:] == ["0.0%", "-100.0", "2", "2"]


def test_robustness_json_holds_scores_and_changes(shell: Shell, gold: Path, map_path: Path) -> None:
    found = json.loads(shell("robustness", "any", gold, "--map", map_path, "--json", "--seed", 7).stdout)
    assert found["seed"] == 7
    by_name = {row["perturbation"]: row for row in found["rows"]}
    assert (by_name["none"]["f1"], by_name["none"]["support"]) == (1.0, 2)
    assert (by_name["lower case"]["f1"], by_name["lower case"]["change"]) == (0.0, -1.0)
    assert by_name["unseen names"]["f1"] == 1.0


def test_robustness_says_what_only_one_side_has(shell: Shell, gold: Path) -> None:
    answer = shell("robustness", "any", gold)
    assert "the model has no LOC, PER: such entities count as missed" in answer.stderr
    assert "the corpus has no NAME, NUMBER: such entities count as wrong" in answer.stderr


def test_robustness_refuses_a_map_for_another_model(shell: Shell, gold: Path, map_path: Path) -> None:
    answer = shell("robustness", "other", gold, "--map", map_path)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "[models.any] is for nothing here" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_robustness_refuses_gold_without_entities(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "plain.conll"
    path.write_text("nothing O\nhere O\n", encoding="utf-8")
    answer = shell("robustness", "any", path)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "has no entities" in answer.stderr
