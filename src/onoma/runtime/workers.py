"""Several processes as one Recognizer, for more text than one core should read.

Each worker has a session of one thread; that is faster than one session with several threads. Texts
travel in chunks, entities come back as plain tuples, and documents come out in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType

from onoma.bundle import bundle_path, open_bundle
from onoma.document import Document, Entity
from onoma.runtime.loading import load
from onoma.runtime.recognizer import BundleRecognizer

__all__ = ["Workers"]

_CHUNK_CHARACTERS = 100_000
_CHUNKS_AHEAD = 3

_Found = list[tuple[int, int, str, float | None]]


class Workers:
    """A bundle on `n_workers` processes; a context manager, since processes have to be ended.

    >>> with Workers("en", 2) as ner:                                    # doctest: +SKIP
    ...     for document in ner.stream(texts):
    ...         ...

    Raises `BundleError` at once, and not in a worker, when there is no such bundle or it is damaged.
    """

    def __init__(self, model: str | Path, n_workers: int) -> None:
        if n_workers < 1:
            raise ValueError(f"n_workers is {n_workers}; give at least 1")
        folder = bundle_path(model)
        self.manifest = open_bundle(folder).manifest
        self._n_workers = n_workers
        self._pool = ProcessPoolExecutor(n_workers, get_context("spawn"), _load, (folder,))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that the bundle can give, sorted."""
        return tuple(sorted(self.manifest.labels))

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return next(self.stream([text]))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order; a few chunks of text are read ahead."""
        running: deque[tuple[list[str], Future[list[_Found]]]] = deque()
        for chunk in _chunks(texts):
            running.append((chunk, self._pool.submit(_find, chunk)))
            if len(running) > self._n_workers * _CHUNKS_AHEAD:
                yield from self._documents(*running.popleft())
        while running:
            yield from self._documents(*running.popleft())

    def _documents(self, chunk: list[str], future: Future[list[_Found]]) -> Iterator[Document]:
        for text, found in zip(chunk, future.result(), strict=True):
            yield Document(text, tuple(Entity(*item, self.manifest.name) for item in found))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    n_characters = 0
    for text in texts:
        chunk.append(text)
        n_characters += len(text) + 1
        if n_characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, n_characters = [], 0
    if chunk:
        yield chunk


_worker: BundleRecognizer | None = None


def _load(folder: Path) -> None:
    global _worker
    _worker = load(folder)


def _find(texts: list[str]) -> list[_Found]:
    assert _worker is not None  # the pool's initializer has run
    return [
        [(entity.start, entity.end, entity.label, entity.score) for entity in document.entities]
        for document in _worker.stream(texts)
    ]
