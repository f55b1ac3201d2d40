"""Any spaCy pipeline as a Recognizer: the entities of `doc.ents` and of all span groups."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from onoma.bridges.spacy.extensions import LABEL, SCORE, SOURCE
from onoma.corpus.docbin import span_to_entity, spans_of
from onoma.document import Document, Entity
from onoma.encoding import Segment, SegmentLimits, segments
from onoma.errors import InputError, reason_of

__all__ = ["Recognizer", "load"]

_TEXTS_AT_ONCE = 64
_CHARACTERS_AT_ONCE = 100_000
"""Texts that are read side by side; one that is longer than this is read in stretches."""

_HALVES = dict.fromkeys(range(55296, 57344), "�")
_SILENT = ("attribute_ruler", "doc_cleaner", "token_splitter", "merge_noun_chunks", "merge_subtokens", "merge_entities")
"""Components of spaCy that do not tell what they assign, and find no entity."""

_ASSIGNED = ("doc.ents", "doc.spans", "token.ent_type")


@dataclass(slots=True)
class _Pending:
    """A document, the stretches of it that have not been read yet, and what was found in the others."""

    text: str
    waiting: deque[Segment]
    entities: list[Entity] = field(default_factory=list)


class Recognizer:
    """Finds what a spaCy pipeline finds, with the pipeline's own tokenizer and batches.

    `labels` are needed for a component that does not tell its own; `n_process` are processes of `nlp.pipe`.
    Scores are those that a span categoriser or the component `onoma` gives; spaCy's `ner` gives none.
    """

    def __init__(self, nlp: Language, *, labels: Collection[str] | None = None, n_process: int = 1) -> None:
        self.nlp = nlp
        self._labels = labels
        self._n_process = n_process
        self._source = f"{nlp.meta['lang']}_{nlp.meta['name']}"

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that the components which find entities know, sorted."""
        if self._labels is not None:
            return tuple(sorted(set(self._labels)))
        finders = [
            component
            for name, component in self.nlp.pipeline
            if set(_ASSIGNED) & set(self.nlp.get_pipe_meta(name).assigns)
        ]
        return tuple(sorted({label for component in finders for label in getattr(component, "labels", ())}))

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return next(self._stream([text], n_process=1))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order; 64 texts are read ahead, or what `n_process` processes hold."""
        if self._n_process > 1:
            yield from self._stream(texts, self._n_process)
            return
        for chunk in _chunks(texts):
            with self._zone():  # without which the pipeline would remember every word that it ever read
                documents = list(self._stream(chunk, n_process=1))
            yield from documents

    def _zone(self) -> AbstractContextManager[object]:
        zone: AbstractContextManager[object] = (
            nullcontext() if self.nlp.vocab.in_memory_zone else self.nlp.memory_zone()
        )
        return zone

    def _stream(self, texts: Iterable[str], n_process: int) -> Iterator[Document]:
        pending: deque[_Pending] = deque()

        def cut() -> Iterator[str]:
            for text in texts:
                stretches = deque(_stretches(text, min(_CHARACTERS_AT_ONCE, self.nlp.max_length)))
                pending.append(_Pending(text, stretches))
                # Half a surrogate pair is no character that spaCy could hold.
                yield from (text[stretch.start : stretch.end].translate(_HALVES) for stretch in tuple(stretches))

        for doc in self.nlp.pipe(cut(), batch_size=_TEXTS_AT_ONCE, n_process=n_process):
            current = pending[0]
            current.entities += self._entities(doc, current.text, current.waiting.popleft())
            if not current.waiting:
                yield Document(current.text, tuple(current.entities))
                pending.popleft()

    def _entities(self, doc: Doc, text: str, stretch: Segment) -> Iterator[Entity]:
        """The entities that begin in the core of a stretch, without white space around them."""
        for span, score in spans_of(doc):
            entity = self._entity(span, score)
            found = text[stretch.start + entity.start : stretch.start + entity.end]
            start = stretch.start + entity.start + len(found) - len(found.lstrip())
            if found.strip() and stretch.core_start <= start < stretch.core_end:
                yield replace(entity, start=start, end=start + len(found.strip()))

    def _entity(self, span: Span, score: float | None) -> Entity:
        entity = span_to_entity(span, score, self._source)
        if span._.get(LABEL) == span.label_:
            entity = replace(entity, score=span._.get(SCORE), source=span._.get(SOURCE))
        return entity


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    n_characters = 0
    for text in texts:
        chunk.append(text)
        n_characters += len(text)
        if len(chunk) == _TEXTS_AT_ONCE or n_characters >= _CHARACTERS_AT_ONCE:
            yield chunk
            chunk, n_characters = [], 0
    if chunk:
        yield chunk


def _stretches(text: str, limit: int) -> Iterator[Segment]:
    """The whole text, or segments of a long one that are put together to be nearly as long as may be."""
    if len(text) <= limit:
        yield Segment(0, len(text), 0, len(text))
        return
    begun: Segment | None = None
    for segment in segments(text, SegmentLimits(limit)):
        if begun is None:
            begun = segment
        elif segment.end - begun.start > limit:
            yield begun
            begun = segment
        else:
            begun = Segment(begun.start, segment.end, begun.core_start, segment.core_end)
    yield begun or Segment(0, 0, 0, 0)


def load(name: str | Path, *, n_process: int = 1) -> Recognizer:
    """The Recognizer of a pipeline's name or folder.

    Raises `InputError` when there is no such pipeline, or when it can't be loaded.
    """
    try:
        nlp = spacy.load(name)
    except Exception as error:  # what a pipeline raises that lacks a package or a file is of any class
        raise InputError(_why_not(str(name), error)) from None
    if _finds_nothing(nlp):
        holds = ", ".join(nlp.pipe_names) or "no component"
        raise InputError(f"{name}: a spaCy pipeline that finds no entities (it has {holds}); take one with ner")
    return Recognizer(nlp, n_process=n_process)


def _finds_nothing(nlp: Language) -> bool:
    """Whether no component can find an entity. One that does not tell what it does may."""
    told = [nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names if name not in _SILENT]
    return all(told) and not any(set(_ASSIGNED) & set(assigned) for assigned in told)


def _why_not(name: str, error: Exception) -> str:
    if "[E050]" in str(error) or "[E052]" in str(error):
        if name.isidentifier():  # as the name of a package is, and hardly any folder that was misspelt
            return f"no spaCy pipeline is called {name!r} here; python -m spacy download {name}"
        return f"{name}: no such folder; name a folder that holds a spaCy pipeline, or a pipeline's package"
    return f"{name}: is no spaCy pipeline that can be loaded ({reason_of(error)}); see python -m spacy validate"
