"""What README and docs show is what happens."""

import os
from pathlib import Path

import pytest
from pages import agree, examples_of, run_example
from untrained import save_untrained

from onoma.bundle import bundled_names
from onoma.corpus import Corpus, read_corpus, write_corpus

ROOT = Path(__file__).parents[2]
TUTORIALS = ROOT / "docs" / "tutorials"
PAGES = sorted(
    path
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    if any(examples_of(path.read_text(encoding="utf-8")))
)


@pytest.fixture
def readers_folder(tmp_path: Path, tiny_train: Corpus, tiny_dev: Corpus, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples of the repository, and a labelled corpus of the reader's own."""
    os.symlink(ROOT / "examples", tmp_path / "examples")
    for name, corpus in (("train", tiny_train), ("dev", tiny_dev), ("test", tiny_dev)):
        write_corpus(corpus, tmp_path / f"{name}.conll")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_model_en_is_bundled() -> None:
    assert "en" in bundled_names(), "make models builds it"


def _follow(folder: Path) -> None:
    """The sample of the tutorials, and in the place of the encoder that they name one that learns in seconds.

    A folder of that name comes before an installed package.
    """
    os.symlink(TUTORIALS / "medical", folder / "medical")
    sample = read_corpus(folder / "medical" / "ward" / "train.conll")
    save_untrained(folder / "all-MiniLM-L6-v2", (document.text for document in sample), n_pieces=400, width=128)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_shows_what_happens(path: Path, readers_folder: Path) -> None:
    if path.is_relative_to(TUTORIALS) or path.name in ("spacy.md", "hugging-face.md"):
        _follow(readers_folder)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for example in examples_of(path.read_text(encoding="utf-8")):
        run_example(example, namespace)


def test_readme_is_among_the_pages_that_run() -> None:
    assert ROOT / "README.md" in PAGES


def test_readme_shows_python_and_shell_on_its_first_screen() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")
    first_screen = [example.kind for example in examples_of("\n".join(lines[:40]))]
    assert {"python", "console"} <= set(first_screen)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("PERSON 0.98", "PERSON 0.97", True),
        ("PERSON 0.98", "PERSON 0.90", False),
        ("PERSON 0.98", "LOC 0.98", False),
        ("at 7-12", "at 7-13", False),
        ("a\n…\nd", "a\nb\nc\nd", True),
        ("a\n…\nd", "a\nb\nc", False),
        ("a", "a\nb", False),
        ("a\nb", "a", False),
    ],
)
def test_comparison_of_output_forgives_figures_only(shown: str, printed: str, same: bool) -> None:
    assert agree(shown, printed) is same
