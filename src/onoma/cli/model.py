"""The one place where commands get a model and put it to work on documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import onoma
from onoma.recognizer import Recognizer

__all__ = ["load_model", "opened_model"]


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
