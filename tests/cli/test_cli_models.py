from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onoma.bundle import CARD, FileRecord, Manifest

Shell = Callable[..., Result]


@pytest.fixture
def _bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = Manifest(
        name="en",
        labels=("ORG", "PERSON"),
        tags=("O",),
        scheme="BIOES",
        files={"model.onnx": FileRecord("00", 7_340_000)},
        language="en",
        description="News and [more]",
    )
    (tmp_path / CARD).write_text("# en\n\nA card, déjà vu\n", encoding="utf-8")
    monkeypatch.setattr("onoma.cli.models.bundled_names", lambda: ("en",))
    monkeypatch.setattr("onoma.cli.models.bundled_folder", lambda name: tmp_path)
    monkeypatch.setattr("onoma.cli.models.read_manifest", lambda folder: manifest)


@pytest.mark.usefixtures("_bundled")
def test_models_lists_name_labels_and_size(shell: Shell) -> None:
    answer = shell("models")
    assert answer.exit_code == 0
    assert " ".join(answer.stdout.splitlines()[1].split()) == "en en ORG, PERSON values 7.3 MB News and [more]"


@pytest.mark.usefixtures("_bundled")
def test_models_with_a_folder_prints_the_card(shell: Shell, tmp_path: Path) -> None:
    assert shell("models", tmp_path).stdout == "# en\n\nA card, déjà vu\n"


def test_models_without_any_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoma.cli.models.bundled_names", lambda: ())
    answer = shell("models")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "no model is bundled" in answer.stderr


def test_models_with_an_unknown_name_is_one_line(shell: Shell) -> None:
    answer = shell("models", "klingon")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith("onoma: no bundled model is called 'klingon'")
    assert answer.stderr.count("\n") == 1
