"""Several processes as one Recognizer, for more text than one core should read.

Each worker has a session of one thread; that is faster than one session with several threads. Texts
travel in chunks, entities come back as plain tuples, and documents come out in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from onoma.bundle import bundle_path, open_bundle
from onoma.document import Document, Entity, Span, Value
from onoma.recognizer import Recognizer, annotated
from onoma.runtime.assembling import Additions, additions_of, assembled, rule_labels

__all__ = ["Workers"]

_CHUNK_CHARACTERS = 30_000
"""Few enough that no worker is idle for long when the last chunks are read, and enough to sort segments by length."""
_CHUNKS_AHEAD = 3

_Given: TypeAlias = tuple[str, Mapping[str, Value]]
"""A text, and the fields that came with it."""

_Parts: TypeAlias = (
    tuple[int, int, str, float | None, str]
    | tuple[int, int, str, float | None, str, Value, tuple[Span, ...], Mapping[str, Value]]
)
"""What an `Entity` is made of, as far as it has something to say."""

_Found: TypeAlias = list[_Parts]


class Workers:
    """A bundle and its additions on `n_workers` processes; a context manager, since processes have to be ended.

    `additions` are those of `assembled`.

    >>> with Workers("en", 2) as ner:                                    # doctest: +SKIP
    ...     for document in ner.stream(texts):
    ...         ...

    Raises `BundleError` at once, and not in a worker, when there is no such bundle or it is damaged.
    """

    def __init__(self, model: str | Path, n_workers: int, additions: Additions | None = None) -> None:
        if n_workers < 1:
            raise ValueError(f"n_workers is {n_workers}; give at least 1")
        folder = bundle_path(model)
        wanted = additions_of(model) if additions is None else additions
        self.manifest = open_bundle(folder).manifest
        self.labels = tuple(sorted({*self.manifest.labels, *rule_labels(self.manifest.labels, wanted)}))
        """Every label that the bundle and its rules can give, sorted."""
        self._n_workers = n_workers
        self._pool = ProcessPoolExecutor(n_workers, get_context("spawn"), _load, (folder, wanted))

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return next(self.stream([text]))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order; a few chunks of text are read ahead."""
        return self.annotate(map(Document, texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with the entities that were found; rules see the documents' fields."""
        running: deque[tuple[list[Document], Future[list[_Found]]]] = deque()
        for chunk in _chunks(documents):
            given = [(document.text, document.fields) for document in chunk]
            running.append((chunk, self._pool.submit(_find, given)))
            if len(running) > self._n_workers * _CHUNKS_AHEAD:
                yield from _documents(*running.popleft())
        while running:
            yield from _documents(*running.popleft())

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    n_characters = 0
    for document in documents:
        chunk.append(document)
        n_characters += len(document.text) + 1
        if n_characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, n_characters = [], 0
    if chunk:
        yield chunk


def _documents(chunk: list[Document], future: Future[list[_Found]]) -> Iterator[Document]:
    for document, found in zip(chunk, future.result(), strict=True):
        yield document.with_entities(Entity(*item) for item in found)


_worker: Recognizer | None = None


def _load(folder: Path, additions: Additions) -> None:
    global _worker
    _worker = assembled(folder, additions)


def _find(given: list[_Given]) -> list[_Found]:
    assert _worker is not None  # the pool's initializer has run
    documents = (Document(text, fields=fields) for text, fields in given)
    return [[_parts(entity) for entity in document.entities] for document in annotated(_worker, documents)]


def _parts(entity: Entity) -> _Parts:
    brief = entity.start, entity.end, entity.label, entity.score, entity.source
    if entity.value is None and not entity.fragments and not entity.attributes:
        return brief
    return *brief, entity.value, entity.fragments, dict(entity.attributes)
