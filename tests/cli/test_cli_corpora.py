"""`onoma convert`, and what the commands that read corpora have in common."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onoma.corpus import read_corpus

Shell = Callable[..., Result]

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


@pytest.mark.parametrize("command", [("evaluate", "any"), ("convert",)])
def test_missing_corpus_is_one_line(command: tuple[str, ...], shell: Shell, tmp_path: Path) -> None:
    target = [tmp_path / "out.jsonl"] if command == ("convert",) else []
    answer = shell(*command, tmp_path / "none.jsonl", *target)
    assert answer.exit_code == 2
    assert answer.stderr.startswith("onoma: ")
    assert answer.stderr.count("\n") == 1
    assert "none.jsonl" in answer.stderr


def test_convert_onto_what_it_reads_is_refused(shell: Shell, corpus: Path) -> None:
    before = corpus.read_text()
    answer = shell("convert", corpus, corpus)
    assert (answer.exit_code, answer.stderr) == (
        2,
        f"onoma: {corpus}: is the file to be read; write another one\n",
    )
    assert corpus.read_text() == before


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
