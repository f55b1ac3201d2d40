"""The pages that are made from the code are those of this code, and every table is complete."""

import importlib.util
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import pytest
from pages import bodies_of

from onoma.bundle import Manifest
from onoma.corpus import FORMATS, read_corpus
from onoma.training import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _maker(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"make_{name}", DOCS / f"make_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli", "settings"])
def test_generated_page_is_current(name: str) -> None:
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == _maker(name).page(), "make docs writes it anew"


def test_settings_page_names_every_setting() -> None:
    rows = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]+) \|", _maker("settings").page(), re.MULTILINE))))
    settings = Settings()
    records = [settings, *(getattr(settings, item.name) for item in fields(settings))]
    names = {item.name for record in records if is_dataclass(record) for item in fields(record)}
    assert rows == names - {"network", "transformer", "optimiser", "augment", "distil", "spacy"}


def test_bundle_page_names_every_field_of_a_manifest() -> None:
    page = (DOCS / "bundle.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page.split("## manifest.json")[1].split("\n## ")[0], re.MULTILINE)
    assert set(rows) == {"format", "format_version", *(item.name for item in fields(Manifest))}


def test_formats_page_lists_every_format_and_suffix() -> None:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[`(\w+)`\]\(#\w+\) \| ([^|]*) \|", page, re.MULTILINE))
    assert rows.keys() == FORMATS.keys()
    for name, suffixes in rows.items():
        assert tuple(re.findall(r"`(\.\w+)`", suffixes)) == FORMATS[name].suffixes, name


def _example_of(name: str) -> list[str]:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    return bodies_of(section, "")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "spacy"])  # whose files no page can show
def test_example_of_a_format_is_read_in_that_format(name: str, tmp_path: Path) -> None:
    examples = _example_of(name)
    paths = [tmp_path / "example.txt", tmp_path / "example.ann"] if name == "brat" else [tmp_path / "example"]
    for path, example in zip(paths, examples, strict=True):
        path.write_text(example, encoding="utf-8", newline="")
    corpus = read_corpus(tmp_path if name == "brat" else paths[0], format=name)
    found = {(entity.label, document.text_of(entity)) for document in corpus for entity in document.entities}
    assert found == {("PER", "Ada Lovelace"), ("LOC", "London")}
