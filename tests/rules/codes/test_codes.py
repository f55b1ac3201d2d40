"""Codes: the marked sentences in `cases`, and what holds for any text."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.errors import SettingsError
from onoma.rules.codes import CODE_LABELS, Codes

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\[(\S*?\[\S+?\]\S*?|[^\s\[\]]*(?: [·x] \S+)?)\]\(([A-Z0-9]+)(?:=([^\s]*?))?\)(?!\w)")

codes = Codes()


def read_case(line):
    """`(text, {(start, end, label, value)})` of a line in which `[E119](ICD10=E11.9)` marks an entity."""
    line = line.replace("⏎", "\n")
    text, entities, last = "", set(), 0
    for match in MARK.finditer(line):
        text += line[last : match.start()]
        entities.add((len(text), len(text) + len(match[1]), match[2], match[3] or match[1]))
        text += match[1]
        last = match.end()
    return text + line[last:], entities


def lines_of(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


ALL = [line for path in sorted(CASES.glob("*.txt")) for line in lines_of(path)]


@pytest.mark.parametrize("line", ALL)
def test_codes_finds_what_is_marked_and_no_more(line):
    text, entities = read_case(line)
    assert {(e.start, e.end, e.label, e.value) for e in codes(text).entities} == entities


def test_cases_cover_every_label_with_sixty_sentences_or_nearly():
    assert {path.stem.upper() for path in CASES.glob("*.txt")} == set(CODE_LABELS)
    for path in CASES.glob("*.txt"):
        cases = [read_case(line)[1] for line in lines_of(path)]
        assert len(cases) >= 60, path.stem
        assert sum(not entities for entities in cases) >= 15, path.stem


def test_codes_gives_only_the_labels_that_were_asked_for():
    text = "ICD-10 E11.9, CAS 64-17-5 (C2H5OH)"
    assert [e.label for e in Codes(["CAS"])(text).entities] == ["CAS"]
    assert Codes(["FORMULA", "CAS"]).labels == ("CAS", "FORMULA")


def test_codes_refuses_a_label_it_does_not_know():
    with pytest.raises(SettingsError, match="ICD9"):
        Codes(["ICD9"])
    with pytest.raises(SettingsError, match="choose among"):
        Codes([])


@given(st.text(max_size=200))
def test_codes_of_any_text_lie_in_it_and_do_not_overlap(text):
    document = codes(text)
    position = 0
    for entity in document.entities:
        assert position <= entity.start
        position = entity.end
        assert document.text_of(entity).strip() == document.text_of(entity)


WORDS = """
    E11.9 I10 ICD-10 ICD-9 50-00-0 CAS A10BA02 C09 ATC 0002-8215-01 NDC 2345-7 LOINC 73211009 SNOMED |Asthma| D003920
    C01.100 MeSH tree 860975 RxNorm 99213 CPT H2O NaCl (MI) million mg % kg 5 2026 room no. and or ( ) , ; . — TX
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=10).map(" ".join) | st.lists(PIECES, max_size=10).map("".join))
def test_codes_beside_cues_and_units_lie_in_the_text_and_do_not_overlap(text):
    entities = codes(text).entities
    assert all(0 <= entity.start < entity.end <= len(text) for entity in entities)
    assert not any(one.overlaps(other) for one, other in pairwise(entities))


@given(st.text("CHNO0123456789()[]+-^₂²⁺·. LNIEDX:", max_size=60))
def test_codes_of_code_like_text_lie_in_it_and_do_not_overlap(text):
    ends = [0] + [entity.end for entity in codes(text).entities]
    starts = [entity.start for entity in codes(text).entities]
    assert all(end <= start for end, start in zip(ends, starts, strict=False))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "(",
        ")",
        "[",
        "a@",
        "1-",
        "1.",
        "CH",
        "C1",
        "C(",
        "A",
        "a11.",
        "+-",
        "₂",
        "·5H2O",
        " ",
        "Fe2O3",
        "Na+",
        "CO, ",
    ],
)
def test_codes_reads_half_a_megabyte_of_anything_at_once(piece):
    text = piece * (500_000 // len(piece))
    begin = time.process_time()
    codes(text)
    assert time.process_time() - begin < 4
