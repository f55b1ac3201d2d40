"""Gold and answers as commands name them: a labelled file; a model that reads its texts, or a file of predictions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from onoma.bridges import is_bridged
from onoma.bundle import bundled_names
from onoma.cli import model
from onoma.cli.talk import watched
from onoma.corpus import ColumnOptions, Corpus, format_of, read_corpus
from onoma.corpus.label_map import LabelMap, Names, Relabelled, relabelled, renamed
from onoma.document import Document, Span
from onoma.encoding import segments, split_words
from onoma.errors import InputError
from onoma.evaluation import Loss, Reading, Side, align, out_of_reach
from onoma.recognizer import annotated
from onoma.schemes import Repair

__all__ = ["Answers", "Gold", "ReadAs", "find_answers", "read_gold", "read_train"]


_OF_B_AND_I = ("IOB1", "IOB2")


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How labelled files are read.

    `repair` says what becomes of broken tags; `scheme` is the tagging scheme, where not the one that fits best.
    `label_map` gives the names under which gold and answers meet.
    """

    repair: Repair = "conlleval"
    scheme: str | None = None
    label_map: LabelMap = field(default_factory=LabelMap)


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
    as_it_is = read_as.repair == "conlleval" and read_as.scheme is None
    plain = corpus if as_it_is else _read(path, corpus_format, ReadAs())
    n_raw = sum(len(document.entities) for document in plain)
    if not n_raw:
        raise InputError(f"{path}: has no entities; there is nothing to score against")
    names = read_as.label_map.of_corpus(path)
    labels = frozenset(renamed(corpus.labels, names))
    return Gold(_side(corpus, path, names), labels, _reading("gold", path, corpus), _notes(corpus), n_raw)


def read_train(path: str, read_as: ReadAs) -> tuple[Document, ...]:
    """The training documents of that file, under the names of the map; broken tags are repaired."""
    names = read_as.label_map.of_corpus(path)
    return tuple(relabelled(document, names) for document in read_corpus(path))


def find_answers(
    name: str, gold: Gold, answers_format: str | None, read_as: ReadAs, *, rules: model.Rules = True
) -> Answers:
    """What the model of that name and its rules find in the gold texts, or what the file of that name says.

    Raises `InputError` when a file's texts are not the gold's, in their order.
    """
    names = read_as.label_map.of_model(name)
    if _is_model(name):
        return _ask(name, gold, names, rules)
    corpus = _read_like(gold, name, answers_format, read_as)
    documents, notes = align(gold.side, _side(corpus, name, names))
    labels, reading = frozenset(renamed(corpus.labels, names)), _reading("predicted", name, corpus)
    return Answers(name, tuple(documents), labels, reading, (), (*_notes(corpus), *notes))


def _is_model(name: str) -> bool:
    if is_bridged(name):
        return True
    path = Path(name)
    if path.suffix and not path.exists():
        raise InputError(f"{name}: does not exist; name a file of predictions, a bundle's folder or a bundled model")
    is_file = path.is_file() or (path.is_dir() and any(path.glob("*.ann")))
    return name in bundled_names() or not is_file


def _ask(name: str, gold: Gold, names: Names, rules: model.Rules) -> Answers:
    whole, idle = model.scored_model(name, rules, gold.labels, names)
    recognizer = Relabelled(whole, names)
    documents = gold.side.documents
    found = tuple(watched(annotated(recognizer, documents), total=len(documents)))
    # What other people's words and stretches are, only they know.
    losses = () if is_bridged(name) else out_of_reach(gold.side, split_words, _stretches)
    notes = (Loss(f"labels that only rules give and the gold lacks, not scored ({', '.join(idle)})", len(idle)),)
    return Answers(name, found, frozenset(recognizer.labels), None, losses, notes if idle else ())


def _stretches(text: str) -> list[Span]:
    return [(segment.start, segment.end) for segment in segments(text)]


def _read(path: str, corpus_format: str | None, read_as: ReadAs) -> Corpus:
    format = corpus_format or format_of(path)
    options = ColumnOptions(scheme=read_as.scheme) if read_as.scheme and format == "columns" else None
    return read_corpus(path, format=format, options=options, repair=read_as.repair)


def _read_like(gold: Gold, path: str, corpus_format: str | None, read_as: ReadAs) -> Corpus:
    """The answers, in the scheme of the gold where both write B and I alone.

    What a system left of the begin tags would look like a scheme of its own, which nothing breaks.
    """
    corpus = _read(path, corpus_format, read_as)
    wanted = gold.reading.scheme
    if corpus.tagging is None or wanted is None or corpus.tagging.scheme == wanted or read_as.scheme:
        return corpus
    if wanted not in _OF_B_AND_I or corpus.tagging.scheme not in (*_OF_B_AND_I, "IO"):
        return corpus
    return _read(path, corpus_format, replace(read_as, scheme=wanted))


def _side(corpus: Corpus, path: str, names: Names) -> Side:
    documents = tuple(relabelled(document, names) for document in corpus) if names else corpus.documents
    return Side(path, documents, tuple(origin.place for origin in corpus.origins))


def _reading(side: str, path: str, corpus: Corpus) -> Reading:
    tagging = corpus.tagging
    if tagging is None:
        return Reading(side, path)
    return Reading(side, path, tagging.scheme, tagging.repair, tagging.n_repaired, tagging.n_left_out)


def _notes(corpus: Corpus) -> tuple[Loss, ...]:
    return tuple(Loss(note.what, note.count, note.place) for note in corpus.notes)
