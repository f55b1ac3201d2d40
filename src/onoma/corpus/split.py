"""A split that anyone can make again: by a hash of each text, with no seed and no order in it.

A text falls into the same part however the corpus grows, and identical texts are kept once, so that
none stands on both sides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onoma.corpus.losses import place_of
from onoma.corpus.records import Note, Tally
from onoma.document import Document
from onoma.errors import SettingsError

__all__ = ["Split", "split_by_hash"]


@dataclass(frozen=True, slots=True)
class Split:
    """Documents to train on, to choose by, and to score on; `notes` counts what was dropped."""

    train: tuple[Document, ...]
    dev: tuple[Document, ...]
    test: tuple[Document, ...]
    notes: tuple[Note, ...] = ()


def split_by_hash(
    documents: Iterable[Document],
    *,
    n_parts: int = 10,
    test: Collection[int] = (0,),
    dev: Collection[int] = (1,),
) -> Split:
    """Of `n_parts` equal parts, those in `test`, those in `dev`, and the rest to train on.

    A document's part is the SHA-1 of its words joined by single spaces, as a number, modulo `n_parts`;
    without words, what white space parts counts as words. Of identical texts the first is kept.
    """
    _check(n_parts, test, dev)
    tally = Tally()
    seen: set[str] = set()
    parts: dict[str, list[Document]] = {"train": [], "dev": [], "test": []}
    for number, document in enumerate(documents, 1):
        key = _words(document)
        if key in seen:
            tally.add("document with the text of an earlier one left out", place_of(document, number))
            continue
        seen.add(key)
        part = int(hashlib.sha1(key.encode("utf-8"), usedforsecurity=False).hexdigest(), 16) % n_parts
        parts["test" if part in test else "dev" if part in dev else "train"].append(document)
    return Split(tuple(parts["train"]), tuple(parts["dev"]), tuple(parts["test"]), tally.notes)


def _words(document: Document) -> str:
    if document.words is None:
        return " ".join(document.text.split())
    return " ".join([document.text[start:end] for start, end in document.words])


def _check(n_parts: int, test: Collection[int], dev: Collection[int]) -> None:
    outside = sorted(part for part in {*test, *dev} if not 0 <= part < n_parts)
    if outside:
        raise SettingsError(f"part {outside[0]} does not exist; {n_parts} parts are numbered from 0 to {n_parts - 1}")
    both = sorted(set(test) & set(dev))
    if both:
        raise SettingsError(f"part {both[0]} cannot be both test and dev; name different parts")
