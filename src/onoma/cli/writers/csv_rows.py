"""One row per entity, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from onoma.document import Document

__all__ = ["write_csv"]

_HEADER = ("id", "start", "end", "label", "text", "score", "source")


def write_csv(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """A header, then one row per entity; values, fragments and further fields don't fit and are counted."""
    lost: Counter[str] = Counter()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_HEADER)
    for document in documents:
        for entity in document.entities:
            found = document.text_of(entity)
            rows.writerow((document.id, entity.start, entity.end, entity.label, found, entity.score, entity.source))
            lost["entity values"] += entity.value is not None
            lost["entities' fragments"] += bool(entity.fragments)
        lost["documents' further fields"] += bool(document.fields.keys() - {"id"})
    return +lost
