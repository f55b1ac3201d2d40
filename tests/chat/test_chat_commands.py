"""`onoma chat train` and `onoma chat parse`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onoma.cli import cli

BOT = """\
intents:
  hello: {examples: [hello, hi, good day]}
  bye: {examples: [bye, goodbye, see you]}
"""
SETTINGS = """\
start_from = ""
vocabulary = 300
[network]
units = 4
embedding_width = 8
shape_width = 4
[optimiser]
epochs = 2
"""


def _run(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["chat", *map(str, words)], input=stdin, catch_exceptions=False)


def test_train_writes_a_bundle_without_slots(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(BOT, encoding="utf-8")
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    run = _run("train", tmp_path / "bot.yaml", "-o", tmp_path / "bot", "--config", tmp_path / "settings.toml")
    assert run.exit_code == 0
    assert "2 intents, 6 examples" in run.stderr
    assert run.stdout == ""
    assert "| hello | 3 |" in (tmp_path / "bot" / "card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--encoder", "all-MiniLM-L6-v2"), "--encoder is for the recipe transformer"),
        (("--recipe", "transformer", "--from", "en"), "setting start_from"),
        (("--recipe", "spacy"), "'spacy' is not one of 'bilstm', 'transformer'"),
    ],
)
def test_train_refuses_what_a_recipe_has_no_use_for(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "bot.yaml").write_text(BOT, encoding="utf-8")
    run = _run("train", tmp_path / "bot.yaml", "-o", tmp_path / "bot", *words)
    assert run.exit_code == 2
    assert said in run.stderr


def test_train_tells_the_line_of_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(BOT.replace("[bye, ", "['[bye', "), encoding="utf-8")
    run = _run("train", tmp_path / "bot.yaml", "-o", tmp_path / "bot")
    assert run.exit_code == 2
    assert "bot.yaml:3: bad bracket" in run.stderr
    assert not (tmp_path / "bot").exists()


def test_parse_prints_a_frame_for_each_line(tiny_chat: Path) -> None:
    run = _run("parse", tiny_chat, "-", "--reference", "2026-03-04", stdin="weather in Rome tomorrow\n\nbye bye\n")
    frames = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.exit_code == 0
    assert [list(frame) for frame in frames] == [["text", "intent", "score", "slots"]] * 2
    assert frames[0]["slots"] == [
        {"start": 11, "end": 15, "name": "location", "text": "Rome", "value": "Rome"},
        {"start": 16, "end": 24, "name": "date", "text": "tomorrow", "value": "2026-03-05"},
    ]


def test_parse_takes_the_reference_of_each_record(tiny_chat: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    rows = [
        {"text": "weather in Rome tomorrow", "reference": day} for day in ("2026-03-04", "2020-01-31T23:00", "blue")
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = _run("parse", tiny_chat, path)
    days = [json.loads(line)["slots"][-1]["value"] for line in run.stdout.splitlines()]
    assert days == ["2026-03-05", "2020-02-01"]
    assert run.exit_code == 2
    assert "said.jsonl:3: reference 'blue' is no time" in run.stderr


@pytest.mark.parametrize("words", [(), ("file.txt", "--text", "hi"), ("no-such-file.txt",)])
def test_parse_says_what_is_wrong_with_its_input(tiny_chat: Path, words: tuple[str, ...]) -> None:
    run = _run("parse", tiny_chat, *words)
    assert run.exit_code == 2
    assert run.stderr.count("\n") == 1
