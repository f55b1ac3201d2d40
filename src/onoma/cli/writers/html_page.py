"""A page that shows each text with its entities marked; how it looks is `onoma.drawing`'s business."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from onoma.document import Document
from onoma.drawing import write_page

__all__ = ["write_html"]


def write_html(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """The page. It shows no fields of documents, which are counted."""
    lost: Counter[str] = Counter()

    def counted() -> Iterable[Document]:
        for document in documents:
            lost["documents' further fields"] += bool(document.fields.keys() - {"id"})
            yield document

    write_page(counted(), file)
    return +lost
