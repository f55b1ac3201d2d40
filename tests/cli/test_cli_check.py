"""`onoma check`."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Shell = Callable[..., Result]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_check_says_plainly_that_a_corpus_is_fine(shell: Shell, tmp_path: Path) -> None:
    answer = shell("check", write(tmp_path / "a.conll", "Ada\tB-PER\nslept\tO\n"), "--strict")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[-1] == "the corpus is fine: no fault"


def test_check_prints_the_count_the_places_and_what_to_do(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "a.conll", "Ada\tB-PER\nB\tB-PER\n\n" * 4 + "Bob\tI-PER\n\n" * 3)
    answer = shell("check", path, "--show", "1")
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    at = lines.index("3 × tags that break their scheme [fault: broken-tag]")
    assert lines[at + 1] == "  → they were read as conlleval reads them (--fix does)"
    assert lines[at + 2].startswith(f"  {path}:13  I-PER after the beginning")
    assert lines[at + 3] == "  … 2 more: --show 3, or --json"
    assert shell("check", path, "--strict").exit_code == 1


def test_check_goes_on_after_a_corpus_that_cannot_be_read(shell: Shell, tmp_path: Path) -> None:
    good = write(tmp_path / "a.conll", "Ada\tB-PER\nslept\tO\n")
    bad = write(tmp_path / "b.conll", "just\nwords\n")
    answer = shell("check", tmp_path / "none.conll", bad, good, "--json")
    assert answer.exit_code == 2
    assert [line.split(": ")[1] for line in answer.stderr.splitlines()] == [f"{tmp_path / 'none.conll'}", f"{bad}:1"]
    found = json.loads(answer.stdout)
    assert [corpus["path"] for corpus in found["corpora"]] == [str(good)]
    assert len(found["unread"]) == 2
    assert shell("check", bad).exit_code == 2


def test_check_fixes_into_a_new_file_and_lists_the_changes(shell: Shell, tmp_path: Path) -> None:
    record = {"text": "Ada met Bob", "entities": [[0, 4, "PER"]]}
    path = write(tmp_path / "a.jsonl", json.dumps(record) + "\n")
    before = path.read_bytes()
    answer = shell("check", path, "--fix", tmp_path / "b.jsonl")
    assert answer.exit_code == 0
    assert f"  {path}:1  edge-space: 'Ada ' PER is now 'Ada'" in answer.stdout.splitlines()
    assert json.loads((tmp_path / "b.jsonl").read_text())["entities"] == [{"start": 0, "end": 3, "label": "PER"}]
    assert path.read_bytes() == before
    torn = write(tmp_path / "torn.jsonl", '{"text": "x\\ud800y ", "entities": [[0, 4, "X"]]}\n')
    answer = shell("check", torn, "--fix", tmp_path / "c.jsonl")
    assert (answer.exit_code, "[fault: edge-space]" in answer.stdout, "surrogate" in answer.stderr) == (2, True, True)
    refused = shell("check", path, "--fix", path)
    assert (refused.exit_code, refused.stderr.count("\n"), path.read_bytes()) == (2, 1, before)
