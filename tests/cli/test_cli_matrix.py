import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]

MAP = '[models.one]\nNUMBER = ""\n[models.two]\nNUMBER = ""\n[corpora.a]\nPER = "NAME"\n[corpora.b]\nLOC = "NAME"\n'


@pytest.fixture
def corpora(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.conll", tmp_path / "b.conll"
    paths[0].write_text("Ada B-PER\nslept O\n", encoding="utf-8")
    paths[1].write_text("oslo B-LOC\nand O\nParis B-LOC\n", encoding="utf-8")
    return paths


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_matrix_takes_models_then_corpora(shell: Shell, corpora: tuple[Path, Path], map_path: Path) -> None:
    answer = shell("matrix", "one", "two", "--on", *corpora, "--map", map_path)
    assert answer.exit_code == 0
    header, *rows = (line.split() for line in answer.stdout.splitlines())
    assert header[-2:] == ["a.conll", "b.conll"]
    assert rows == [[name, "100.0%", "(1)", "66.7%", "(2)"] for name in ("one", "two")]


def test_matrix_says_which_labels_differ_and_adds_the_table_of_both(shell: Shell, corpora: tuple[Path, Path]) -> None:
    answer = shell("matrix", "one", "--on", corpora[0], "--on", corpora[1])
    assert f"one on {corpora[0]}: the model has no PER: such entities count as missed" in answer.stderr
    assert f"one on {corpora[1]}: the corpus has no NAME, NUMBER: such entities count as wrong" in answer.stderr
    assert answer.stdout.splitlines()[1].split() == ["one", "0.0%", "(1)", "0.0%", "(2)"]
    assert answer.stdout.splitlines()[3].split() == ["one", "–", "(0)", "–", "(0)"]


def test_matrix_writes_json_and_heat_map(
    shell: Shell, corpora: tuple[Path, Path], map_path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "made" / "out"
    words = ("matrix", "one", "--on", corpora[0], "--map", map_path, "--json", "-o", folder)
    map_path.write_text(MAP.split("[models.two]")[0] + '[corpora.a]\nPER = "NAME"\n', encoding="utf-8")
    answer = shell(*words)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["cells"][0]["strict"]["f1"] == 1.0
    assert (folder / "matrix.json").read_text(encoding="utf-8") == answer.stdout
    assert (folder / "matrix.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("one",), "Missing option '--on'"),
        (("--on", "a.conll"), "Missing argument"),
        (("one", "--on", "nowhere.conll"), "nowhere.conll: does not exist"),
        (("one", "one", "--on", "a.conll"), "one: is given twice"),
        (("one", "--on", "a.conll", "a.conll"), "a.conll: is given twice"),
    ],
)
def test_matrix_refuses_in_one_line(shell: Shell, words: tuple[str, ...], message: str) -> None:
    answer = shell("matrix", *words)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert message in answer.stderr
