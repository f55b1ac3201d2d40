"""The one place where commands get a model and put it to work on documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import tee

import onoma
from onoma.document import Document
from onoma.recognizer import Recognizer

__all__ = ["annotate", "load_model", "opened_model"]


def load_model(name: str) -> Recognizer:
    """The recognizer of a bundled model's name or of a bundle's folder."""
    return onoma.load(name)


@contextmanager
def opened_model(name: str, n_workers: int) -> Iterator[Recognizer]:
    """The recognizer of that name, on several processes when more than one worker is asked for."""
    if n_workers == 1:
        yield load_model(name)
        return
    from onoma.runtime import Workers

    with Workers(name, n_workers) as workers:
        yield workers


def annotate(recognizer: Recognizer, documents: Iterable[Document]) -> Iterator[Document]:
    """The same documents, in order, with the entities that the recognizer finds.

    Holds as many documents as the recognizer reads ahead.
    """
    given, ahead = tee(documents)
    found = recognizer.stream(document.text for document in ahead)
    for document, answer in zip(given, found, strict=True):
        yield replace(document, entities=answer.entities, words=answer.words)
