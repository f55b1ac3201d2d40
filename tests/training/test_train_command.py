"""`onoma train` from files to a bundle that `onoma extract` runs, and what it says when something is wrong."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onoma.bundle import open_bundle
from onoma.cli import cli
from onoma.corpus import Corpus, write_corpus
from onoma.training import Settings, defaults_of, settings_to_toml


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
    (files / "limits.md").write_text("## Limits\n\nThree names.\n", encoding="utf-8")
    done = _run(
        *("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", model),
        *("--config", files / "tiny.toml", "--about", files / "about.md", "--about", files / "limits.md"),
    )
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "free for all.\n\n## Limits\n\nThree names." in (model / "card.md").read_text(encoding="utf-8")
    found = _run("extract", "--model", model, "-", stdin="Ada lives in London .\n")
    assert found.exit_code == 0
    entities = json.loads(found.stdout.splitlines()[0])["entities"]
    assert [(entity["start"], entity["end"], entity["label"]) for entity in entities] == [
        (0, 3, "PER"),
        (13, 19, "LOC"),
    ]


def test_train_fine_tunes_the_encoder_of_a_folder(
    files: Path, tiny_encoder: Path, tiny_transformer_settings: Settings, tiny_dev: Corpus
) -> None:
    model = files / "model"
    settings = replace(
        tiny_transformer_settings,
        transformer=replace(tiny_transformer_settings.transformer, encoder="none at all"),
        optimiser=replace(tiny_transformer_settings.optimiser, epochs=9),
    )
    (files / "transformer.toml").write_text(settings_to_toml(settings), encoding="utf-8")
    done = _run(
        *("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", model, "--recipe", "transformer"),
        *("--config", files / "transformer.toml", "--encoder", tiny_encoder, "--context", 1, "--max-epochs", 2),
    )
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    manifest = open_bundle(model).manifest
    assert (manifest.kind, manifest.context) == ("transformer-crf", 1)
    assert manifest.settings["recipe"] == "transformer"
    assert "epoch 2/2" in " ".join(done.stderr.split())
    text = "Ada lives in London .\nNobody saw Marie , and nothing was said .\n"
    found = _run("extract", "--model", model, "-", stdin=text)
    assert [entity["text"] for entity in json.loads(found.stdout)["entities"]] == ["Ada", "London", "Marie"]


def test_train_takes_a_recipe_without_a_file_of_settings(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Settings]] = []

    def recipe(name: str) -> Callable[..., None]:
        return lambda train, dev, folder, settings, about: asked.append((name, settings))

    monkeypatch.setattr("onoma.cli.train.recipe_named", recipe)
    monkeypatch.chdir(files)
    command = ("train", "train.jsonl", "--dev", "dev.jsonl", "-o", "model")
    for words in ((), ("--recipe", "transformer"), ("--recipe", "transformer", "--config", "tiny.toml")):
        assert _run(*command, *words).exit_code == 0
    assert [(name, settings.recipe) for name, settings in asked] == [
        ("bilstm", "bilstm"),
        ("transformer", "transformer"),
        ("transformer", "transformer"),
    ]
    assert [settings for _, settings in asked[:2]] == [Settings(), defaults_of("transformer")]


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ({}, "an encoder's folder needs tokenizer.json; save it with"),
        ({"tokenizer.json": "{"}, "tokenizer.json: not a tokenizer that can be read"),
        ({"tokenizer.json": None}, "not an encoder that transformers can load"),
        ({"tokenizer.json": None, "config.json": "{}"}, "not an encoder that transformers can load"),
        ({"tokenizer.json": None, "config.json": None}, "not an encoder that transformers can load"),
        (
            {"tokenizer.json": None, "config.json": None, "model.safetensors": "rubbish"},
            "not an encoder that transformers can load",
        ),
    ],
    ids=["empty", "broken tokenizer", "tokenizer alone", "empty config", "no weights", "broken weights"],
)
def test_train_says_in_one_line_what_an_encoders_folder_lacks(
    files: Path, tiny_encoder: Path, contents: dict[str, str | None], message: str
) -> None:
    folder = files / "encoder"
    folder.mkdir()
    for name, content in contents.items():
        if content is None:
            shutil.copy(tiny_encoder / name, folder / name)
        else:
            (folder / name).write_text(content, encoding="utf-8")
    done = _run(
        *("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", files / "model"),
        *("--recipe", "transformer", "--encoder", folder),
    )
    assert done.exit_code == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("onoma: ")
    assert message in last
    assert not (files / "model").exists()


@pytest.mark.parametrize("name", ["nowhere/encoder", "nowhere", "nowhere/", "../nowhere", "json"])
def test_train_says_in_one_line_that_no_encoder_is_called_so(files: Path, name: str) -> None:
    done = _run(
        *("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", files / "model"),
        *("--recipe", "transformer", "--encoder", name),
    )
    assert done.exit_code == 2
    assert f"{name!r} is no folder" in done.stderr or f"{name}: no such folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [("--encoder", "x"), ("--context", 1)])
def test_train_refuses_what_a_bilstm_has_no_use_for(files: Path, words: tuple[str | int, ...]) -> None:
    done = _run("train", files / "train.jsonl", "--dev", files / "dev.jsonl", "-o", files / "model", *words)
    assert done.exit_code == 2
    assert "--encoder and --context are for the recipe transformer" in done.stderr


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
    monkeypatch.chdir(files)
    (files / "bad.toml").write_text("unitz = 3", encoding="utf-8")
    options = {"--dev": "dev.jsonl", "-o": "model", "--config": "tiny.toml"} | change
    done = _run("train", "train.jsonl", *(word for pair in options.items() for word in pair))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (files / "model").exists()


@pytest.mark.parametrize(("recipe", "extra"), [("bilstm", "train"), ("transformer", "transformers")])
def test_train_without_the_extra_prints_the_line_that_installs_it(
    files: Path, monkeypatch: pytest.MonkeyPatch, recipe: str, extra: str
) -> None:
    monkeypatch.chdir(files)
    monkeypatch.setitem(sys.modules, f"onoma.training.{recipe}", None)
    done = _run("train", "train.jsonl", "--dev", "dev.jsonl", "-o", "model", "--recipe", recipe)
    assert done.exit_code == 2
    assert f"pip install 'onoma[{extra}]'" in done.stderr
