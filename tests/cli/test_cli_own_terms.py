"""`onoma extract` with a user's own terms and patterns."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]

TERMS = "name,id,label,synonyms\nAda Lovelace,P1,PERSON,Countess of Lovelace\nEngine,M7,,\n"
PATTERNS = "[[pattern]]\nlabel = 'TICKET'\nname = 'jira'\nregex = '[A-Z]+-\\d+'\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "machines.csv").write_text(TERMS)
    (tmp_path / "more.txt").write_text("Analytical Engine\n")
    (tmp_path / "my.toml").write_text(PATTERNS)
    return tmp_path


def found(answer: Result) -> list[tuple[str, str, str]]:
    assert answer.exit_code == 0, answer.stderr
    (line,) = answer.stdout.splitlines()
    return [(entity["text"], entity["label"], entity["source"]) for entity in json.loads(line)["entities"]]


def test_gazetteer_joins_the_model_and_comes_first(shell: Shell, files: Path) -> None:
    answer = shell("extract", "--gazetteer", files / "machines.csv", "--text", "Ada Lovelace met Bob 3 times")
    assert found(answer) == [
        ("Ada Lovelace", "PERSON", "gazetteer"),
        ("Bob", "NAME", "regex"),
        ("3", "NUMBER", "regex"),
    ]
    assert json.loads(answer.stdout)["entities"][0]["value"] == {"id": "P1", "name": "Ada Lovelace"}


def test_several_gazetteers_are_one_and_the_longest_term_of_any_wins(shell: Shell, files: Path) -> None:
    first, second = files / "machines.csv", f"DEVICE={files / 'more.txt'}"
    answer = shell(
        "extract", "--model", "none", "--gazetteer", first, "--gazetteer", second, "--text", "an analytical engine"
    )
    assert found(answer) == [("analytical engine", "DEVICE", "gazetteer")]


def test_model_none_finds_own_terms_patterns_and_named_rules_only(shell: Shell, files: Path) -> None:
    words = (
        "--model",
        "none",
        "--gazetteer",
        files / "machines.csv",
        "--patterns",
        files / "my.toml",
        "--rules",
        "codes",
    )
    answer = shell("extract", *words, "--text", "Bob saw engines, AB-12 and NaCl")
    assert found(answer) == [
        ("engines", "MACHINES", "gazetteer"),
        ("AB-12", "TICKET", "patterns"),
        ("NaCl", "FORMULA", "codes"),
    ]


def test_context_reaches_own_terms(shell: Shell, files: Path) -> None:
    words = ("--model", "none", "--context", "--gazetteer", files / "machines.csv")
    answer = shell("extract", *words, "--text", "No evidence of engines.")
    assert "negated" in json.loads(answer.stdout)["entities"][0]["attributes"]


def test_model_none_without_anything_else_is_refused(shell: Shell) -> None:
    answer = shell("extract", "--model", "none", "--text", "Ada")
    assert answer.exit_code == 2
    assert "add --gazetteer, --patterns or --rules" in answer.stderr


def test_broken_files_are_named_with_their_line_and_nothing_is_written(shell: Shell, files: Path) -> None:
    (files / "bad.csv").write_text("name,id\nx,1\ny,2,3\n")
    (files / "bad.toml").write_text("[[pattern]]\nlabel = 'X'\nregex = '(a'\n")
    for option, name, said in (
        ("--gazetteer", "bad.csv", "bad.csv:3: "),
        ("--patterns", "bad.toml", "bad.toml: pattern 1: "),
    ):
        answer = shell("extract", option, files / name, "--text", "x")
        assert answer.exit_code == 2
        assert said in answer.stderr
        assert answer.stdout == ""
