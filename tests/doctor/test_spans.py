"""Entities against their text and each other."""

from pathlib import Path

import pytest
from samples import columns, examined, found, kinds, records

SENTENCES = [f"Person{n} lives in Rome now" for n in range(20)]


def inclusive(folder: Path, *, also_right: int = 0) -> list[tuple[str, list[object]]]:
    """Twenty documents whose ends count the last character in, some of them with right ends too."""
    wrong = [(text, [[0, text.index(" ") - 1, "PER"]]) for text in SENTENCES]
    return wrong + [(f"{text} {n}", [[0, text.index(" "), "PER"]]) for n, text in enumerate(SENTENCES[:also_right])]


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [(0, 4, "edge-space"), (3, 7, "edge-space"), (0, 2, "off-word"), (5, 7, "off-word"), (4, 7, None), (0, 7, None)],
)
def test_doctor_finds_edges_in_white_space_or_inside_words(
    start: int, end: int, kind: str | None, tmp_path: Path
) -> None:
    diagnosis = examined(records(tmp_path, ("a b c d", []), ("Ada met Bob", [[start, end, "X"]])))
    assert kinds(diagnosis) == ({kind} if kind else set())
    assert all(finding.place.endswith("sample.jsonl:2") for finding in diagnosis.findings)


def test_doctor_finds_ends_that_count_the_last_character_in(tmp_path: Path) -> None:
    diagnosis = examined(records(tmp_path, *inclusive(tmp_path)))
    assert kinds(diagnosis) == {"inclusive-end"}
    assert found(diagnosis, "inclusive-end")[0][1] == "20 entities end one character short of a word, first 'Person'"


def test_doctor_takes_few_short_ends_for_slips(tmp_path: Path) -> None:
    diagnosis = examined(records(tmp_path, *inclusive(tmp_path, also_right=10)))
    assert kinds(diagnosis) == {"off-word"}
    assert len(diagnosis.findings) == 20


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ([0, 12, "PER"], "repeated-entity"),
        ([0, 12, "ORG"], "rival-labels"),
        ([0, 3, "PER"], "nested"),
        ([4, 16, "PER"], "overlapping"),
        ([13, 16, "PER"], None),
    ],
)
def test_doctor_tells_how_two_entities_overlap(second: list[object], kind: str | None, tmp_path: Path) -> None:
    diagnosis = examined(records(tmp_path, ("Ada Lovelace won it", [[0, 12, "PER"], second])))
    assert kinds(diagnosis) - {"surface-labels"} == ({kind} if kind else set())


def test_doctor_finds_a_mark_annotated_apart_from_its_name(tmp_path: Path) -> None:
    diagnosis = examined(columns(tmp_path, "hi/O @/B-PER ada/B-PER !/O", "./B-ORG Ada/B-PER Bob/B-PER"))
    assert found(diagnosis, "cut-mark") == [("sample.conll:3", "'@' then 'ada' PER")]
    assert found(diagnosis, "mark-alone") == [("sample.conll:6", "'.' ORG")]
    assert found(diagnosis, "touching") == [("sample.conll:8", "'Ada' then 'Bob' PER")]


def test_doctor_notices_that_entities_of_one_label_never_touch(tmp_path: Path) -> None:
    sentences = [f"Ada{n}/B-PER Rome/B-LOC x/O Bob/B-PER" for n in range(1_700)]
    assert "never-touching" in kinds(examined(columns(tmp_path, *sentences)))
    assert "never-touching" not in kinds(examined(columns(tmp_path, *sentences, "Ada/B-PER Bob/B-PER")))
