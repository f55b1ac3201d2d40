"""The table of kinds is complete: each is documented, and each is found by some check."""

import re
from pathlib import Path

from onoma.doctor import KINDS

ROOT = Path(__file__).parents[2]


def test_page_of_the_doctor_names_every_kind() -> None:
    page = (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8").partition("## Likely")[0]
    rows = "".join(row.split("|")[1] for row in page.split("\n") if row.startswith("| `"))
    assert set(re.findall(r"`([\w-]+)`", rows)) == set(KINDS)


def test_every_kind_is_found_by_some_check() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "onoma" / "doctor").glob("[!f]*.py"))
    assert [kind for kind in KINDS if f'"{kind}"' not in code] == []
