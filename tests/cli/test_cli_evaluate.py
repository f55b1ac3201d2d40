"""`onoma evaluate`: a model or a file of predictions, held against the gold."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]
Spans = Sequence[tuple[int, int, str]]

# The model finds Ada, Bob and 3; of the gold it gets Ada, misses met, and has Bob's label wrong.
GOLD: list[tuple[str, Spans]] = [("Ada met 3", [(0, 3, "NAME"), (4, 7, "VERB")]), ("Bob", [(0, 3, "VERB")])]

IOB1 = "Ada I-PER\nsat O\n\nBob I-PER\nRay B-PER\nsat O\n"


def write_json(path: Path, records: Sequence[tuple[str, Spans]]) -> Path:
    lines = [
        {"text": text, "entities": [{"start": start, "end": end, "label": label} for start, end, label in spans]}
        for text, spans in records
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_json(tmp_path / "gold.jsonl", GOLD)


def rows(answer: Result) -> list[list[str]]:
    return [line.split() for line in answer.stdout.splitlines()]


def refusal(answer: Result) -> str:
    assert (answer.exit_code, answer.stdout) == (2, "")
    (line,) = answer.stderr.splitlines()
    return line


def test_evaluate_prints_a_row_per_type_then_micro_and_macro(shell: Shell, gold: Path) -> None:
    answer = shell("evaluate", "any", gold)
    assert answer.exit_code == 0
    found = rows(answer)
    first = found.index(["label", "precision", "recall", "F1", "support"])
    assert found[first + 1 : first + 6] == [
        ["NAME", "50.0%", "100.0%", "66.7%", "1"],
        ["NUMBER", "0.0%", "0.0%", "0.0%", "0"],
        ["VERB", "0.0%", "0.0%", "0.0%", "2"],
        ["micro", "33.3%", "33.3%", "33.3%", "3"],
        ["macro", "16.7%", "33.3%", "22.2%", "3"],
    ]


def test_evaluate_prints_the_four_kinds_of_matching(shell: Shell, gold: Path) -> None:
    found = {row[0]: row[1:5] for row in rows(shell("evaluate", "any", gold)) if row}
    assert found["strict"] == ["33.3%", "33.3%", "33.3%", "3"]
    assert found["exact"] == ["66.7%", "66.7%", "66.7%", "3"]
    assert found["partial"] == ["66.7%", "66.7%", "66.7%", "3"]
    assert found["type"] == ["33.3%", "33.3%", "33.3%", "3"]


def test_evaluate_says_which_labels_only_one_side_has(shell: Shell, gold: Path) -> None:
    lines = shell("evaluate", "any", gold).stderr.splitlines()
    assert "onoma: only the gold has the label VERB: each such entity counts as missed" in lines
    assert "onoma: the gold has no label NUMBER: each such entity that was found is wrong" in lines
    assert "onoma: --labels NAME scores what both have" in lines
    assert not shell("evaluate", "any", gold, "--labels", "NAME").stderr


def test_evaluate_never_proposes_to_leave_out_what_a_file_missed(shell: Shell, gold: Path, tmp_path: Path) -> None:
    answers = write_json(tmp_path / "answers.jsonl", [(GOLD[0][0], [(0, 3, "NAME")]), ("Bob", [])])
    assert shell("evaluate", answers, gold).stderr.splitlines() == [
        "onoma: only the gold has the label VERB: each such entity counts as missed"
    ]


def test_evaluate_as_json_has_a_key_per_kind_of_matching(shell: Shell, gold: Path) -> None:
    found = json.loads(shell("evaluate", "any", gold, "--json", "--labels", "NAME").stdout)
    name = {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3), "support": 1}
    for mode in ("strict", "exact", "partial", "type"):
        assert found[mode] == {"micro": name, "macro": name, "per_type": {"NAME": name}}
    assert found["support"] == {"scored": 1, "raw": 3}
    assert "1 of 3 gold entities were scored" in found["warnings"][0]


def test_evaluate_takes_a_file_for_predictions(shell: Shell, gold: Path, tmp_path: Path) -> None:
    answers = write_json(tmp_path / "answers.jsonl", [(GOLD[0][0], GOLD[0][1]), ("Bob", [(0, 2, "VERB")])])
    found = json.loads(shell("evaluate", answers, gold, "--json").stdout)
    assert found["strict"]["micro"]["f1"] == pytest.approx(2 / 3)
    assert found["type"]["micro"]["f1"] == 1.0
    assert found["errors"]["wrong boundary"] == 1
    assert found["calibration"] is None


def test_evaluate_lays_words_in_columns_over_a_text_with_its_own_spacing(shell: Shell, tmp_path: Path) -> None:
    gold = write_json(tmp_path / "gold.jsonl", [("Ada's  cat", [(0, 5, "NAME")])])
    answers = tmp_path / "answers.conll"
    answers.write_text("Ada B-NAME\n's I-NAME\ncat O\n")
    answer = shell("evaluate", answers, gold, "--json")
    found = json.loads(answer.stdout)
    assert found["strict"]["micro"]["f1"] == 1.0
    assert "other white space" in answer.stderr
    assert [reading["scheme"] for reading in found["readings"]] == [None, "IOB2"]


def test_evaluate_tells_seen_from_unseen_mentions(shell: Shell, gold: Path, tmp_path: Path) -> None:
    train = write_json(tmp_path / "train.jsonl", [("Ada slept", [(0, 3, "NAME")]), ("Bob", [])])
    answer = shell("evaluate", "any", gold, "--train", train, "--json")
    seen = json.loads(answer.stdout)["seen"]
    assert (seen["seen"]["support"], seen["seen"]["f1"]) == (1, 1.0)
    assert (seen["unseen"]["support"], seen["unseen"]["f1"]) == (2, 0.0)
    assert seen["texts_in_train"] == 1
    assert "seen in training" in shell("evaluate", "any", gold, "--train", train).stdout


def test_evaluate_states_scheme_and_repairs(shell: Shell, tmp_path: Path) -> None:
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\nsat O\nBob B-PER\n")
    answers.write_text("Ada B-PER\nsat O\nBob I-PER\n")
    repaired = shell("evaluate", answers, gold)
    assert "100.0%" in repaired.stdout
    assert f"{answers}: IOB2, tags repaired as conlleval does: 1" in repaired.stdout
    assert "tags that break their scheme" in repaired.stdout
    dropped = shell("evaluate", answers, gold, "--repair", "discard", "--json")
    assert json.loads(dropped.stdout)["strict"]["micro"]["recall"] == 0.5
    assert f"{answers}:3" in refusal(shell("evaluate", answers, gold, "--repair", "strict"))


def test_evaluate_reads_predictions_in_the_scheme_of_the_gold(shell: Shell, tmp_path: Path) -> None:
    """Alone they would be IO, in which an I- breaks nothing."""
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\nByron I-PER\n")
    answers.write_text("Ada I-PER\nByron I-PER\n")
    repaired = json.loads(shell("evaluate", answers, gold, "--json").stdout)
    assert (repaired["strict"]["micro"]["f1"], repaired["readings"][1]["n_repaired"]) == (1.0, 1)
    dropped = json.loads(shell("evaluate", answers, gold, "--json", "--repair", "discard").stdout)
    assert (dropped["strict"]["micro"]["f1"], dropped["readings"][1]["n_discarded"]) == (0.0, 1)


def test_evaluate_takes_predictions_in_another_scheme_than_the_gold(shell: Shell, tmp_path: Path) -> None:
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\nByron I-PER\n")
    answers.write_text("Ada B-PER\nByron E-PER\n")
    found = json.loads(shell("evaluate", answers, gold, "--json").stdout)
    assert found["strict"]["micro"]["f1"] == 1.0
    assert [reading["scheme"] for reading in found["readings"]] == ["IOB2", "BIOES"]


def test_evaluate_says_what_tags_without_begin_cannot_tell(shell: Shell, tmp_path: Path) -> None:
    gold = tmp_path / "gold.conll"
    gold.write_text("Ada I-PER\nByron I-PER\n")
    assert f"{gold} is in IO, which cannot tell neighbours" in shell("evaluate", "any", gold).stdout.replace("\n", " ")


def test_evaluate_in_a_wrong_scheme_shows_how_little_was_scored(shell: Shell, tmp_path: Path) -> None:
    gold = tmp_path / "gold.conll"
    gold.write_text(IOB1)
    answer = shell("evaluate", gold, gold, "--scheme", "IOB2", "--repair", "discard", "--json")
    found = json.loads(answer.stdout)
    assert found["strict"]["micro"]["f1"] == 1.0
    assert found["support"] == {"scored": 1, "raw": 3}
    assert found["warnings"][0].startswith("1 of 3 gold entities were scored")


def test_evaluate_under_other_names_of_labels(shell: Shell, gold: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    names.write_text('[models.any]\nNAME = "person"\nNUMBER = ""\n[corpora.gold]\nNAME = "person"\n')
    train = write_json(tmp_path / "train.jsonl", [("Ada", [(0, 3, "person")])])
    answer = shell("evaluate", "any", gold, "--map", names, "--train", train, "--json")
    found = json.loads(answer.stdout)
    assert found["strict"]["per_type"]["person"]["f1"] == pytest.approx(2 / 3)
    assert set(found["strict"]["per_type"]) == {"VERB", "person"}
    assert found["seen"]["seen"]["support"] == 1
    assert found["support"] == {"scored": 3, "raw": 3}


def test_evaluate_writes_a_report_into_a_folder(shell: Shell, gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    answer = shell("evaluate", "any", gold, "--json", "-o", folder)
    assert answer.exit_code == 0
    assert json.loads((folder / "report.json").read_text()) == json.loads(answer.stdout)
    assert (folder / "report.html").exists()


def test_evaluate_names_the_place_of_a_text_that_differs(shell: Shell, tmp_path: Path) -> None:
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\n\nBob B-PER\nsat O\n")
    answers.write_text("Ada B-PER\nsat O\n\nBob B-PER\nran O\n")
    line = refusal(shell("evaluate", answers, gold))
    assert f"{answers}:1 and {gold}:1" in line
    assert "the texts differ from character 3" in line


def test_evaluate_names_what_has_no_partner(shell: Shell, tmp_path: Path) -> None:
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\n\nBob B-PER\n")
    answers.write_text("Ada B-PER\n")
    line = refusal(shell("evaluate", answers, gold))
    assert f"{gold}:3 has no partner" in line


def test_evaluate_counts_what_predictions_that_were_cut_short_lose(shell: Shell, tmp_path: Path) -> None:
    gold, answers = tmp_path / "gold.conll", tmp_path / "answers.conll"
    gold.write_text("Ada B-PER\nmet O\nBob B-PER\n")
    answers.write_text("Ada B-PER\nmet O\n")
    line = refusal(shell("evaluate", answers, gold))
    assert "texts cut short: 1; gold entities beyond the cuts: 1 of 2 (50.0%)" in line


def test_evaluate_counts_gold_that_words_and_windows_put_out_of_reach(shell: Shell, tmp_path: Path) -> None:
    gold = write_json(tmp_path / "gold.jsonl", [("Adaline sat\nand Bob", [(0, 3, "NAME"), (8, 15, "NAME")])])
    answer = shell("evaluate", "any", gold, "--json")
    losses = json.loads(answer.stdout)["losses"]
    assert [(loss["what"], loss["count"]) for loss in losses] == [
        ("gold entity that begins or ends inside a word of the model", 1),
        ("gold entity that is cut by the model's reading window", 1),
    ]


def test_evaluate_says_when_predictions_are_no_file(shell: Shell, gold: Path, tmp_path: Path) -> None:
    assert "answers.conll: does not exist" in refusal(shell("evaluate", tmp_path / "answers.conll", gold))


def test_evaluate_refuses_a_corpus_without_entities_and_an_unknown_label(
    shell: Shell, gold: Path, tmp_path: Path
) -> None:
    assert "choose among NAME, NUMBER, VERB" in refusal(shell("evaluate", "any", gold, "--labels", "NOUN"))
    assert "has no entities" in refusal(shell("evaluate", "any", write_json(tmp_path / "bare.jsonl", [("Ada", [])])))


def test_evaluate_without_matplotlib_says_so_before_the_work(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    # The gold is not there, so whoever begins with the work complains of that.
    line = refusal(shell("evaluate", "any", tmp_path / "nowhere.jsonl", "-o", tmp_path / "report"))
    assert "pip install 'onoma[report]'" in line


def test_evaluate_does_not_score_labels_that_only_rules_give_and_the_gold_lacks(
    shell: Shell, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onoma.runtime.rule_labels", lambda model, additions: frozenset({"NUMBER", "VERB"}))
    answer = shell("evaluate", "any", gold, "--json")
    assert set(json.loads(answer.stdout)["strict"]["per_type"]) == {"NAME", "VERB"}
    lines = answer.stderr.splitlines()
    assert "onoma: reading: labels that only rules give and the gold lacks, not scored (NUMBER): 1" in lines
    assert not any("the gold has no label" in line for line in lines)
