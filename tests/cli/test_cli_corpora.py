"""`onoma evaluate` and `onoma convert`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onoma.corpus import read_corpus

Shell = Callable[..., Result]

# The model finds Ada, Bob and 3; of the gold it gets Ada, misses met, and has Bob's label wrong.
GOLD = [
    {"id": "1", "text": "Ada met 3", "entities": [[0, 3, "NAME"], [4, 7, "VERB"]]},
    {"id": "2", "text": "Bob", "entities": [[0, 3, "VERB"]]},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    records = [
        {**r, "entities": [{"start": s, "end": e, "label": label} for s, e, label in r["entities"]]} for r in GOLD
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_evaluate_prints_a_row_per_type_then_micro_and_macro(shell: Shell, corpus: Path) -> None:
    answer = shell("evaluate", "any", corpus)
    assert answer.exit_code == 0
    rows = [line.split() for line in answer.stdout.splitlines()]
    assert rows == [
        ["label", "precision", "recall", "F1", "support"],
        ["NAME", "50.0%", "100.0%", "66.7%", "1"],
        ["NUMBER", "0.0%", "0.0%", "0.0%", "0"],
        ["VERB", "0.0%", "0.0%", "0.0%", "2"],
        ["micro", "33.3%", "33.3%", "33.3%", "3"],
        ["macro", "16.7%", "33.3%", "22.2%", "3"],
    ]


def test_evaluate_says_which_labels_only_one_side_has(shell: Shell, corpus: Path) -> None:
    lines = shell("evaluate", "any", corpus).stderr.splitlines()
    assert "onoma: the model has no label VERB: each such entity of the corpus counts as missed" in lines
    assert "onoma: the corpus has no label NUMBER: each such entity the model finds is wrong" in lines
    assert "onoma: --labels NAME scores what both have" in lines
    assert not shell("evaluate", "any", corpus, "--labels", "NAME").stderr


def test_evaluate_as_json_is_the_scores(shell: Shell, corpus: Path) -> None:
    answer = shell("evaluate", "any", corpus, "--json", "--labels", "NAME")
    name = {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3), "support": 1}
    assert json.loads(answer.stdout) == {"strict": {"micro": name, "macro": name, "per_type": {"NAME": name}}}


def test_evaluate_refuses_a_corpus_without_entities_and_an_unknown_label(
    shell: Shell, corpus: Path, tmp_path: Path
) -> None:
    answer = shell("evaluate", "any", corpus, "--labels", "NOUN")
    assert (answer.exit_code, "choose among NAME, NUMBER, VERB" in answer.stderr) == (2, True)
    (tmp_path / "bare.jsonl").write_text('{"text": "Ada", "entities": []}\n')
    answer = shell("evaluate", "any", tmp_path / "bare.jsonl")
    assert (answer.exit_code, "has no entities" in answer.stderr) == (2, True)


@pytest.mark.parametrize("command", [("evaluate", "any"), ("convert",)])
def test_missing_corpus_is_one_line(command: tuple[str, ...], shell: Shell, tmp_path: Path) -> None:
    target = [tmp_path / "out.jsonl"] if command == ("convert",) else []
    answer = shell(*command, tmp_path / "none.jsonl", *target)
    assert answer.exit_code == 2
    assert answer.stderr.startswith("onoma: ")
    assert answer.stderr.count("\n") == 1
    assert "none.jsonl" in answer.stderr


def test_convert_writes_the_corpus_and_counts_it(shell: Shell, corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    answer = shell("convert", corpus, target, "--to", "doccano")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr.splitlines()[-1] == f"onoma: {target}: 2 documents, 3 entities"
    found = [[(e.start, e.end, e.label) for e in d.entities] for d in read_corpus(target)]
    assert found == [[(0, 3, "NAME"), (4, 7, "VERB")], [(0, 3, "VERB")]]


def test_convert_says_what_the_target_cannot_carry(shell: Shell, tmp_path: Path) -> None:
    entity = {"start": 0, "end": 3, "label": "NAME", "score": 0.5}
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"text": "Ada", "entities": [entity], "topic": "x"}) + "\n")
    answer = shell("convert", source, tmp_path / "out.conll", "--to", "columns")
    assert answer.exit_code == 0
    assert any(line.startswith("onoma: not carried: ") and "score" in line for line in answer.stderr.splitlines())


def test_what_reading_repaired_is_said(shell: Shell, tmp_path: Path) -> None:
    source = tmp_path / "in.conll"
    source.write_text("Ada\tB-NAME\nmet\tO\nBob\tI-NAME\n\nCarl\tB-NAME\nsat\tO\n")
    for command in (("evaluate", "any", source), ("convert", source, tmp_path / "out.jsonl")):
        answer = shell(*command)
        assert answer.exit_code == 0
        assert any(line.startswith("onoma: reading: ") and f"{source}:" in line for line in answer.stderr.splitlines())
