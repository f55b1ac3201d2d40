"""spaCy's own trainer on our corpora."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from onoma import Document, Entity
from onoma.cli import cli
from onoma.corpus import Corpus, write_corpus
from onoma.errors import SettingsError, TrainingError
from onoma.training import Settings, defaults_of
from onoma.training.settings import SpacySettings
from onoma.training.spacy import train

FAST = Settings(recipe="spacy", spacy=SpacySettings(max_steps=4, eval_steps=2))


def test_a_pipeline_is_written_under_its_name_and_nothing_is_left_beside_it(
    tiny_train: Corpus, tiny_dev: Corpus, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    settings = replace(FAST, description="Made-up people.", seed=3)
    train(tiny_train, tiny_dev, folder, settings, about="# About", quiet=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    nlp = spacy.load(folder)
    assert (nlp.meta["name"], nlp.meta["description"], nlp.pipe_names) == (
        "mine",
        "Made-up people.",
        ["tok2vec", "ner"],
    )
    assert nlp.config["system"]["seed"] == 3
    assert (folder / "README.md").read_text(encoding="utf-8") == "# About"
    assert str(tmp_path) not in (folder / "config.cfg").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_pipeline(tiny_train: Corpus, tiny_dev: Corpus, tmp_path: Path) -> None:
    for name in ("one", "other"):
        train(tiny_train, tiny_dev, tmp_path / name, FAST, quiet=True)
    one, other = (bytes((tmp_path / name / "ner" / "model").read_bytes()) for name in ("one", "other"))
    assert one == other


def test_what_spacy_cannot_learn_is_said(tmp_path: Path, tiny_dev: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    documents = (
        Document("Londoners met Ada", (Entity(0, 6, "LOC"), Entity(14, 17, "PER"))),
        Document("University of London", (Entity(0, 20, "ORG"), Entity(14, 20, "LOC"))),
        Document("in Rome ", (Entity(2, 8, "LOC"),), fields={"open": ["PER"]}),
    )
    train(Corpus(documents, "odd"), tiny_dev, tmp_path / "odd", FAST)
    talk = " ".join(capsys.readouterr().err.split())
    assert "train, overlapping entities left out: 1" in talk
    assert "train, entities that begin or end inside one of spaCy's tokens, so they can't be learnt: 1" in talk
    assert "train, documents that were annotated in part, read as if nothing were left open: 1" in talk
    assert "dev, " not in talk.replace("dev, 32", "").split("train, documents")[1].split("odd")[0]


def test_nothing_to_learn_from_and_a_taken_folder_are_refused(tiny_dev: Corpus, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="empty: no entity in 1 documents; nothing to learn from"):
        train(Corpus((Document("a"),), "empty"), tiny_dev, tmp_path / "x", FAST, quiet=True)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TrainingError, match="taken exists and is no spaCy pipeline"):
        train(tiny_dev, tiny_dev, tmp_path / "taken", FAST, quiet=True)
    assert (tmp_path / "taken" / "thesis.txt").is_file()


def test_settings_of_spacy_are_checked() -> None:
    with pytest.raises(SettingsError, match=r"spacy\.patience = 0 is out of range"):
        SpacySettings(patience=0)
    with pytest.raises(SettingsError, match="empty: spaCy starts from nothing"):
        replace(defaults_of("spacy"), embeddings="all-MiniLM-L6-v2")


def test_the_command_trains_a_pipeline_that_is_a_model(tiny_train: Corpus, tiny_dev: Corpus, tmp_path: Path) -> None:
    for name, corpus in (("train", tiny_train), ("dev", tiny_dev)):
        write_corpus(corpus, tmp_path / f"{name}.conll")
    (tmp_path / "fast.toml").write_text('recipe = "spacy"\n[spacy]\neval_steps = 20\n', encoding="utf-8")
    words = ["train", tmp_path / "train.conll", "--dev", tmp_path / "dev.conll", "-o", tmp_path / "mine"]
    words += ["--recipe", "spacy", "--config", tmp_path / "fast.toml", "--max-epochs", "6"]
    run = CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False)
    assert run.exit_code == 0, run.stderr
    assert run.stdout == ""
    words = ["extract", "--model", f"spacy:{tmp_path / 'mine'}", "--text", "Ada lives in London .", "--format", "jsonl"]
    run = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert [entity["label"] for entity in json.loads(run.stdout)["entities"]] == ["PER", "LOC"]
