"""Gold and answers as commands name them: a labelled file; a model that reads its texts, or a file of predictions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onoma.bundle import bundled_names
from onoma.cli import model
from onoma.cli.talk import watched
from onoma.corpus import ColumnOptions, Corpus, read_corpus
from onoma.document import Document, Span
from onoma.encoding import segments, split_words
from onoma.errors import InputError
from onoma.evaluation import Loss, Reading, Side, align, out_of_reach

__all__ = ["Answers", "Gold", "ReadAs", "find_answers", "read_gold"]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How tags are read: what becomes of broken ones, and in which scheme, where not the one that fits best."""

    repair: str = "conlleval"
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold documents, how they were read, and how many entities they have under the plainest reading."""

    side: Side
    labels: frozenset[str]
    reading: Reading
    notes: tuple[Loss, ...]
    n_raw: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model or a file found in the gold texts; `labels` are all that it can give.

    `reading` is None for a model. `losses` are gold entities out of its reach, `notes` what reading noted.
    """

    name: str
    documents: tuple[Document, ...]
    labels: frozenset[str]
    reading: Reading | None
    losses: tuple[Loss, ...]
    notes: tuple[Loss, ...]


def read_gold(path: str, corpus_format: str | None, read_as: ReadAs) -> Gold:
    """The gold of that file. Raises `InputError` when it has no entities."""
    corpus = _read(path, corpus_format, read_as)
    plain = corpus if read_as == ReadAs() else _read(path, corpus_format, ReadAs())
    n_raw = sum(len(document.entities) for document in plain)
    if not n_raw:
        raise InputError(f"{path}: has no entities; there is nothing to score against")
    return Gold(_side(corpus, path), frozenset(corpus.labels), _reading("gold", path, corpus), _notes(corpus), n_raw)


def find_answers(name: str, gold: Gold, answers_format: str | None, read_as: ReadAs) -> Answers:
    """What the model of that name finds in the gold texts, or what the file of that name says.

    Raises `InputError` when a file's texts are not the gold's, in their order.
    """
    if _is_model(name):
        return _ask(name, gold)
    corpus = _read(name, answers_format, read_as)
    documents, notes = align(gold.side, _side(corpus, name))
    labels, reading = frozenset(corpus.labels), _reading("predicted", name, corpus)
    return Answers(name, tuple(documents), labels, reading, (), (*_notes(corpus), *notes))


def _is_model(name: str) -> bool:
    path = Path(name)
    is_file = path.is_file() or (path.is_dir() and any(path.glob("*.ann")))
    return name in bundled_names() or not is_file


def _ask(name: str, gold: Gold) -> Answers:
    recognizer = model.load_model(name)
    documents = gold.side.documents
    found = tuple(watched(model.annotate(recognizer, documents), total=len(documents)))
    losses = out_of_reach(gold.side, split_words, _stretches)
    return Answers(name, found, frozenset(recognizer.labels), None, losses, ())


def _stretches(text: str) -> list[Span]:
    return [(segment.start, segment.end) for segment in segments(text)]


def _read(path: str, corpus_format: str | None, read_as: ReadAs) -> Corpus:
    options = ColumnOptions(scheme=read_as.scheme) if read_as.scheme else None
    return read_corpus(path, format=corpus_format, options=options)


def _side(corpus: Corpus, path: str) -> Side:
    return Side(path, corpus.documents)


def _reading(side: str, path: str, corpus: Corpus) -> Reading:
    return Reading(side, path)


def _notes(corpus: Corpus) -> tuple[Loss, ...]:
    return tuple(Loss(note.what, note.count, note.place) for note in corpus.notes)
