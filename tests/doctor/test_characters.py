"""Characters that were lost, mangled or cannot be seen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import examined, kinds, records

from onoma.doctor.characters import unmangled


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cafÃ© au lait", "mojibake"),
        ("it â€™s late", "mojibake"),
        ("lost \ufffd here", "replacement"),
        ("half \ud83d of one", "replacement"),
        ("a\x07bell", "control"),
        ("a\x85b", "control"),
        ("zero\u200bwidth", "invisible"),
        ("no\u00a0break", "odd-space"),
        ("R&amp;D", "html"),
        ("cafe\u0301", "unnormalised"),
    ],
)
def test_doctor_finds_characters_that_should_not_be_there(text: str, kind: str, tmp_path: Path) -> None:
    diagnosis = examined(records(tmp_path, ("plain", []), (text, [])))
    assert kinds(diagnosis) == {kind}
    assert diagnosis.findings[0].place.endswith("sample.jsonl:2")


@pytest.mark.parametrize("text", ["naïve café", "AT&T", "tabs\tand\nlines", "“quotes” – …", "Ãngel", "日本語", "👩‍🔬"])
def test_doctor_leaves_good_text_alone(text: str, tmp_path: Path) -> None:
    assert kinds(examined(records(tmp_path, (text, [])))) == set()


@given(st.characters(min_codepoint=0xA0, exclude_categories=["Cs", "Cc"]))
def test_mangled_characters_are_told_from_what_they_were(character: str) -> None:
    for encoding in ("cp1252", "latin-1"):
        mangled = character.encode("utf-8").decode(encoding, errors="replace")
        if "\ufffd" not in mangled:
            assert unmangled(mangled) == character
