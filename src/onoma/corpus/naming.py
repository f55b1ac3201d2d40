"""One id per document that a format can write and that no other document has."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from onoma.corpus.losses import place_of
from onoma.corpus.records import Corpus, Tally

__all__ = ["distinct_ids"]


def distinct_ids(corpus: Corpus, fits: Callable[[str], bool], number_format: str, tally: Tally) -> list[str]:
    """Each document's own id where it fits and is the first of its kind, else a number.

    Ids that differ in case only count as one, as they do in many file systems. A number is never an id
    that another document has.
    """
    theirs = {document.id.casefold() for document in corpus if document.id is not None}
    used: set[str] = set()
    ids: list[str] = []
    for number, document in enumerate(corpus, 1):
        id = document.id
        if id is None or id.casefold() in used or not fits(id):
            if id is not None:
                tally.add("document id replaced by a number", place_of(document, number))
            numbers = (format(other, number_format) for other in count(number))
            id = next(name for name in numbers if name not in used and name not in theirs)
        used.add(id.casefold())
        ids.append(id)
    return ids
