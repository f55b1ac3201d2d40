"""Medical abstracts, so that drugs, diseases and genes are not taken for people.

BC5CDR and NCBI-disease name no people; the persons in their eponyms ("Parkinson's disease") are not
meant as such. Places, groups, makers and brands do occur and were not marked: they are open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reading import read_documents
from record import Record

__all__ = ["bc5cdr_records", "ncbi_records"]

OPEN = ("LOC", "NORP", "ORG", "PRODUCT")
WEIGHT = 0.4


def bc5cdr_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """The training part of BC5CDR; its other parts stay unseen, for medical models are tested on them."""
    yield from _nameless(folder / "pubtator" / "CDR_TrainingSet.PubTator.txt", "bc5cdr")


def ncbi_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """The training part of the NCBI disease corpus."""
    yield from _nameless(folder / "pubtator" / "NCBItrainset_corpus.txt", "ncbi-disease")


def _nameless(path: Path, source: str) -> Iterator[tuple[str, Record]]:
    for number, document in enumerate(read_documents(path, "pubtator")):
        record = Record(f"{source}-{document.id}-{number}", document.text, (), source, open=OPEN, weight=WEIGHT)
        yield "train", record
