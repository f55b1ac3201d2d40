"""The corpora as `Sentence`s, each as its publishers stored it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tagged import Sentence, from_tags

__all__ = ["column_sentences", "gmb_sentences"]


def gmb_sentences(folder: Path) -> Iterator[Sentence]:
    """The sentences of `ner_dataset.csv`."""
    words: list[str] = []
    tags: list[str] = []
    with (folder / "ner_dataset.csv").open(encoding="cp1252", newline="") as lines:
        for mark, word, _, tag in list(csv.reader(lines))[1:]:
            if mark and words:
                yield from_tags(words, tags)
                words, tags = [], []
            if word.strip():
                words.append(word.strip())
                tags.append(tag)
    yield from_tags(words, tags)


def column_sentences(path: Path, *, word: int = 0, tag: int = 1) -> Iterator[Sentence]:
    """The sentences of a file with tab separated columns; a blank line ends a sentence."""
    words: list[str] = []
    tags: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.rstrip("\r").split("\t")
        if not line.strip() or len(columns) <= tag:
            if words:
                yield from_tags(words, tags)
            words, tags = [], []
        elif columns[word].strip():
            words.append(columns[word].strip())
            tags.append(columns[tag].strip() or "O")
    if words:
        yield from_tags(words, tags)
