"""`onoma train` from files to a bundle that `onoma extract` runs, and what it says when something is wrong."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onoma.cli import cli
from onoma.corpus import Corpus, write_corpus
from onoma.training import Settings, settings_to_toml


def _run(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin, catch_exceptions=False)


@pytest.fixture
def files(tmp_path: Path, tiny_train: Corpus, tiny_dev: Corpus, tiny_settings: Settings) -> Path:
    write_corpus(tiny_train, tmp_path / "train.jsonl")
    write_corpus(tiny_dev, tmp_path / "dev.jsonl")
    (tmp_path / "tiny.toml").write_text(settings_to_toml(tiny_settings), encoding="utf-8")
    (tmp_path / "about.md").write_text("## Data\n\nMade-up sentences, free for all.\n", encoding="utf-8")
    return tmp_path


def test_train_writes_a_bundle_that_extract_runs(files: Path) -> None:
    model = files / "model"
    done = _run(
        *("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", model),
        *("--config", files / "tiny.toml", "--about", files / "about.md"),
    )
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "free for all" in (model / "card.md").read_text(encoding="utf-8")
    found = _run("extract", "--model", model, "-", stdin="Ada lives in London .\n")
    assert found.exit_code == 0
    entities = json.loads(found.stdout.splitlines()[0])["entities"]
    assert [(entity["start"], entity["end"], entity["label"]) for entity in entities] == [
        (0, 3, "PER"),
        (13, 19, "LOC"),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"--dev": "nowhere.jsonl"}, "nowhere.jsonl"),
        ({"--config": "nowhere.toml"}, "nowhere.toml: no such file"),
        ({"--config": "bad.toml"}, "bad.toml: there is no setting unitz"),
        ({"--about": "nowhere.md"}, "nowhere.md: can't be read"),
        ({"-o": "."}, "exists and is not a bundle"),
        ({"--embeddings": "nowhere/encoder"}, "encoder"),
    ],
)
def test_train_says_in_one_line_what_is_wrong(
    files: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], message: str
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(files)
    (files / "bad.toml").write_text("unitz = 3", encoding="utf-8")
    options = {"--dev": "dev.jsonl", "-o": "model", "--config": "tiny.toml"} | change
    done = _run("train", "train.jsonl", *(word for pair in options.items() for word in pair))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (files / "model").exists()


def test_train_without_the_extra_prints_the_line_that_installs_it(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    monkeypatch.setitem(sys.modules, "onoma.training.bilstm", None)
    done = _run("train", "train.jsonl", "--dev", "dev.jsonl", "-o", "model")
    assert done.exit_code == 2
    assert "pip install 'onoma[train]'" in done.stderr
