"""One row per entity, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from onoma.cli.writers.meaning import attributes_cell, value_cell
from onoma.document import Document

__all__ = ["write_csv"]

_HEADER = ("id", "start", "end", "label", "text", "score", "source", "value", "attributes")


def write_csv(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """A header, then one row per entity; fragments and further fields don't fit and are counted.

    A value that is no string, and attributes, are JSON.
    """
    lost: Counter[str] = Counter()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_HEADER)
    for document in documents:
        for entity in document.entities:
            found = document.text_of(entity)
            place = (document.id, entity.start, entity.end, entity.label, found, entity.score, entity.source)
            rows.writerow((*place, value_cell(entity.value), attributes_cell(entity.attributes)))
            lost["entities' fragments"] += bool(entity.fragments)
        lost["documents' further fields"] += bool(document.fields.keys() - {"id"})
    return +lost
