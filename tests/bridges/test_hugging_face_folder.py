"""A bundle's encoder as a folder for transformers, and back."""

from pathlib import Path

import pytest
from made_up import made_up
from transformers import pipeline

import onoma
from onoma import Document
from onoma.bridges.hugging_face.importing import import_checkpoint
from onoma.runtime import load
from onoma.runtime.word_by_word import WordByWord
from onoma.schemes import IOB2

SENTENCES = [document.text for document in made_up(500, seed=5)]


def _found(document: Document) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label) for entity in document.entities]


@pytest.fixture(scope="module")
def folder(tiny_hugging_face: Path) -> Path:
    return tiny_hugging_face.with_name(f"{tiny_hugging_face.name}-hf")


def test_transformers_answers_as_the_bundle_does_without_its_crf(tiny_hugging_face: Path, folder: Path) -> None:
    """In IOB2 and without shapes, which that library has no place for, as it has none for scores of tag after tag."""
    ours = load(tiny_hugging_face)
    ours.replace_chain(WordByWord(ours.manifest.tags, IOB2))
    ask = pipeline("token-classification", model=str(folder), aggregation_strategy="first")
    theirs = [[(one["start"], one["end"], one["entity_group"]) for one in answer] for answer in ask(SENTENCES)]
    differ = [
        text
        for text, one, other in zip(SENTENCES, map(_found, ours.stream(SENTENCES)), theirs, strict=True)
        if one != other
    ]
    assert sum(map(len, theirs)) > 600
    assert differ == []


def test_the_folder_imported_again_answers_as_transformers_does(folder: Path, tmp_path: Path) -> None:
    imported = import_checkpoint(str(folder), tmp_path / "again")
    assert (imported.manifest.labels, imported.manifest.scheme) == (("LOC", "PER"), "IOB2")
    ask = pipeline("token-classification", model=str(folder), aggregation_strategy="first")
    theirs = [[(one["start"], one["end"], one["entity_group"]) for one in answer] for answer in ask(SENTENCES)]
    assert list(map(_found, onoma.load(tmp_path / "again").stream(SENTENCES))) == theirs
