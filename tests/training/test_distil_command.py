"""`onoma distil`: teachers, texts and a corpus in, a small bundle out; one line when something is wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onoma import Document
from onoma.bundle import open_bundle
from onoma.cli import cli
from onoma.corpus import Corpus, write_corpus
from onoma.evaluation import score
from onoma.runtime import load
from onoma.training import Settings, settings_to_toml
from onoma.training.lessons import Lessons


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def files(tmp_path: Path, tiny_train: Corpus, tiny_dev: Corpus, tiny_settings: Settings) -> Path:
    """A few labelled sentences, more without labels, and settings of a small student."""
    write_corpus(Corpus(tiny_train.documents[:16], "few"), tmp_path / "few.jsonl")
    write_corpus(tiny_dev, tmp_path / "dev.jsonl")
    texts = [document.text for document in tiny_train.documents[16:]]
    (tmp_path / "texts.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    settings = replace(tiny_settings, optimiser=replace(tiny_settings.optimiser, epochs=6, patience=6))
    (tmp_path / "tiny.toml").write_text(settings_to_toml(settings), encoding="utf-8")
    return tmp_path


def test_distil_writes_a_student_of_two_transformers_that_knows_what_they_know(
    files: Path, tiny_transformer: Path, tiny_dev: Corpus
) -> None:
    folder = files / "student"
    done = _run(
        *("distil", tiny_transformer, tiny_transformer, files / "texts.txt", files / "few.jsonl"),
        *("--dev", files / "dev.jsonl", "-o", folder, "--config", files / "tiny.toml"),
    )
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert "teachers read 16 labelled and 80 unlabelled segments" in " ".join(done.stderr.split())
    manifest = open_bundle(folder).manifest
    assert (manifest.kind, manifest.scheme, manifest.labels) == ("bilstm-crf", "BIOES", ("LOC", "PER"))
    predicted = load(folder).stream(document.text for document in tiny_dev)
    assert score(tiny_dev, predicted).micro.f1 > 0.9
    assert sorted(path.name for path in files.iterdir() if path.is_dir()) == ["student"]


def test_distil_reads_only_so_many_texts_and_takes_settings_from_its_words(
    files: Path, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Settings, Lessons]] = []

    def distil(train: Corpus, dev: Corpus, folder: Path, settings: Settings, *, about: str, lessons: Lessons) -> None:
        asked.append((settings, lessons))

    monkeypatch.setattr("onoma.cli.distil.recipe_named", lambda name, action: distil)
    words = ("distil", tiny_bundle, files / "dev.jsonl", files / "few.jsonl", "--dev", files / "dev.jsonl")
    options = ("-o", files / "student", "--config", files / "tiny.toml")
    for more in ((), ("--max-texts", 7), ("--max-texts", 0, "--max-epochs", 1, "--seed", 3, "--embeddings", "x")):
        assert _run(*words, *options, *more).exit_code == 0
    assert [len(lessons.texts) for _, lessons in asked] == [32, 7, 0]
    first, last = asked[0][0], asked[2][0]
    assert (first.optimiser.epochs, first.seed, first.embeddings) == (6, 0, "")
    assert (last.optimiser.epochs, last.seed, last.embeddings) == (1, 3, "x")
    assert first.network.scheme == "IOB2"  # the teacher's


@pytest.fixture
def wrong(files: Path, tiny_dev: Corpus) -> Path:
    """The same and more, of what can't be used."""
    renamed = [d.with_entities(replace(e, label="THING") for e in d.entities) for d in tiny_dev]
    write_corpus(Corpus(tuple(renamed), "things"), files / "things.jsonl")
    write_corpus(Corpus((Document("nothing here"),), "none"), files / "unlabelled.jsonl")
    (files / "empty.txt").write_text("", encoding="utf-8")
    (files / "bad.toml").write_text("[distil]\ngold_share = 2.0\n", encoding="utf-8")
    return files


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("klingon", "texts.txt", "few.jsonl"), "klingon"),
        (("TEACHER", "nowhere.txt", "few.jsonl"), "nowhere.txt"),
        (("TEACHER", "empty.txt", "few.jsonl"), "empty.txt: no text could be read; give texts to learn from"),
        (("TEACHER", "texts.txt", "nowhere.jsonl"), "nowhere.jsonl"),
        (("TEACHER", "texts.txt", "unlabelled.jsonl"), "no entity in 1 documents; nothing to learn from"),
        (("TEACHER", "texts.txt", "things.jsonl"), "the student is to tag B-THING"),
        (("TEACHER", "texts.txt", "few.jsonl", "--config", "bad.toml"), "distil.gold_share = 2.0 is out of range"),
        (("TEACHER", "texts.txt", "few.jsonl", "-o", "."), "exists and is not a bundle"),
    ],
)
def test_distil_says_in_one_line_what_is_wrong(
    wrong: Path, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(wrong)
    named = [str(tiny_bundle) if word == "TEACHER" else word for word in words]
    done = _run("distil", "--dev", "dev.jsonl", "-o", "student", "--config", "tiny.toml", *named)
    assert done.exit_code == 2
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("onoma: ")
    assert message in last
    assert not (wrong / "student").exists()


def test_teachers_of_other_schemes_are_refused_together(
    files: Path, tiny_bundle: Path, tiny_transformer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    done = _run(
        *("distil", tiny_bundle, tiny_transformer, "texts.txt", "few.jsonl", "--dev", "dev.jsonl", "-o", "student")
    )
    assert done.exit_code == 2
    assert "teachers 'tiny' and 'tiny-transformer' differ in their tags (IOB2: LOC, PER; BIOES: LOC, PER)" in (
        done.stderr
    )


def test_only_a_bundle_teaches(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    monkeypatch.setattr("onoma.cli.distil.load_model", lambda *_: json)
    done = _run("distil", "rules", "texts.txt", "few.jsonl", "--dev", "dev.jsonl", "-o", "student")
    assert done.exit_code == 2
    assert "rules: only a bundle can teach" in done.stderr
