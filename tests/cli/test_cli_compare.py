"""`onoma compare`: two files of predictions, or a model and a file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Gold; A, which is right about Ada and Cy; B, which is right about Ada, Bob and Di."""
    tags = {
        "gold": ["B-PER", "B-PER", "B-LOC", "B-PER"],
        "a": ["B-PER", "B-LOC", "B-LOC", "O"],
        "b": ["B-PER", "B-PER", "B-PER", "B-PER"],
    }
    for name, row in tags.items():
        words = zip(("Ada", "Bob", "Cy", "Di"), row, strict=True)
        (tmp_path / f"{name}.conll").write_text("\n".join(f"{word} {tag}\n" for word, tag in words))
    return tmp_path / "gold.conll", tmp_path / "a.conll", tmp_path / "b.conll"


def test_compare_gives_difference_interval_and_p(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, b = files
    found = json.loads(shell("compare", a, b, gold, "--json").stdout)
    assert found["a"]["strict"]["micro"]["f1"] == pytest.approx(4 / 7)
    assert found["b"]["strict"]["micro"]["f1"] == 0.75
    assert found["difference"] == pytest.approx(0.75 - 4 / 7)
    assert found["interval"][0] < found["difference"] < found["interval"][1]
    assert 0.05 < found["p_value"] <= 1.0


def test_compare_lists_what_only_one_gets_right(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, b = files
    found = json.loads(shell("compare", a, b, gold, "--json").stdout)
    (only_a,) = found["only_a_right"]
    assert only_a == {
        "document": 2,
        "place": f"{gold}:5",
        "text": "Cy",
        "gold": ["Cy (LOC)"],
        "A": ["Cy (LOC)"],
        "B": ["Cy (PER)"],
    }
    assert [one["text"] for one in found["only_b_right"]] == ["Bob", "Di"]
    assert (found["n_both_right"], found["n_both_wrong"]) == (1, 0)


def test_compare_shows_as_many_documents_as_asked_for(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, b = files
    answer = shell("compare", a, b, gold, "-n", "1")
    assert answer.exit_code == 0
    assert "B less A: +17.86 points of F1" in answer.stdout
    assert "documents right: both 1, only A 1, only B 2, neither 0" in answer.stdout
    assert answer.stdout.count("only B: ") == answer.stdout.count("only A: ") == 1
    assert "only B: " not in shell("compare", a, b, gold, "-n", "0").stdout


def test_compare_of_one_with_itself_finds_nothing(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, _ = files
    found = json.loads(shell("compare", a, a, gold, "--json").stdout)
    assert (found["difference"], found["interval"], found["p_value"]) == (0.0, [0.0, 0.0], 1.0)
    assert found["only_a_right"] == found["only_b_right"] == []


def test_compare_takes_a_model_beside_a_file(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, _ = files
    found = json.loads(shell("compare", a, "any", gold, "--json").stdout)
    assert found["b"]["strict"]["micro"]["f1"] == 0.0


def test_compare_refuses_predictions_for_other_texts(shell: Shell, files: tuple[Path, Path, Path]) -> None:
    gold, a, b = files
    b.write_text("Ada B-PER\n")
    answer = shell("compare", a, b, gold)
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert f"{gold}:3 has no partner" in answer.stderr
