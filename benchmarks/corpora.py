"""The corpora that the benchmarks score on, in the splits that they state. Paths are arguments, never constants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onoma.corpus import Corpus, read_corpus, split_by_hash

__all__ = ["CORPORA", "Parts", "read_parts"]


@dataclass(frozen=True)
class Parts:
    """A corpus in three."""

    train: Corpus
    dev: Corpus
    test: Corpus


def _gmb(data: Path) -> Parts:
    """GMB: identical sentences removed, then split by the SHA-1 of the words (0 test, 1 dev, the rest train)."""
    split = split_by_hash(read_corpus(data / "gmb" / "ner_dataset.csv", format="gmb"))
    return Parts(
        Corpus(tuple(split.train), "gmb train"),
        Corpus(tuple(split.dev), "gmb dev"),
        Corpus(tuple(split.test), "gmb test"),
    )


def _wnut17(data: Path) -> Parts:
    files = ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
    return Parts(*(read_corpus(data / "wnut17" / file, format="columns") for file in files))


CORPORA = {"gmb": _gmb, "wnut17": _wnut17}


def read_parts(name: str, data: Path) -> Parts:
    """The parts of a corpus, read below the folder `data`."""
    return CORPORA[name](data)
