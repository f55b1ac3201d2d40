"""Corpora in, spaCy's best pipeline out: `spacy init config -p ner -o efficiency`, then `spacy train`.

All of it in this process, through the functions behind those commands.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training

from onoma.corpus import Corpus
from onoma.corpus.docbin import span_to_entity, spans_of, write_docbin
from onoma.document import Document, Entity
from onoma.errors import TrainingError
from onoma.evaluation import Prf, score
from onoma.training.progress import Progress
from onoma.training.settings import Settings

__all__ = ["Trained", "train"]

_ANY_LANGUAGE = "xx"
_BEST = "model-best"
_ROW = re.compile(r"E +# |---|[ \d]+\d +\d+ ")
"""Header, rule and rows of the table of a training."""

_OPEN = ("open", "unknown", "weight")
"""Fields with which a document says what its annotators left open."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A pipeline's folder, and its strict scores on dev."""

    folder: Path
    dev: Prf

    @property
    def best_f1(self) -> float:
        """Strict F1 on dev."""
        return self.dev.f1


def train(
    train_corpus: Corpus,
    dev_corpus: Corpus,
    folder: Path,
    settings: Settings,
    *,
    about: str = "",
    quiet: bool = False,
) -> Trained:
    """Train a spaCy pipeline and write it to `folder`, with `about` as its `README.md`.

    spaCy reads the texts with its own tokenizer: entities that begin or end inside one of its tokens can't be
    learnt, and are counted. What is half done lies in `FOLDER.training`.

    Raises `TrainingError` when there is nothing to train on, or when something else stands in the folder.
    """
    _check(train_corpus, dev_corpus, folder)
    progress = Progress(0, quiet=quiet)
    workshop = folder.with_name(f"{folder.name}.training")
    shutil.rmtree(workshop, ignore_errors=True)
    progress.say(f"train {len(train_corpus):,} documents, dev {len(dev_corpus):,} documents")
    progress.say(f"labels {', '.join(train_corpus.labels)}")
    blank = spacy.blank(settings.language or _ANY_LANGUAGE)
    for name, corpus in (("train", train_corpus), ("dev", dev_corpus)):
        told = _Carried(blank)
        ready = tuple(map(told.trainable, corpus))
        write_docbin(replace(corpus, documents=ready), workshop / f"{name}.spacy")
        for line in told.lines():
            progress.say(f"{name}, {line}")
    talk = _Talk(progress)
    nlp = init_nlp(_config(workshop, settings), use_gpu=-1)
    run_training(nlp, workshop, use_gpu=-1, stdout=talk, stderr=talk)
    found = _finished(workshop / _BEST, folder, settings, about, dev_corpus.documents)
    shutil.rmtree(workshop)
    progress.say(f"{folder}: a spaCy pipeline, dev F1 {found.best_f1:.4f}; as a model it is called spacy:{folder}")
    return found


class _Talk(io.StringIO):
    """Hands on the rows of spaCy's table, and nothing of folders that are gone at the end."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def write(self, text: str) -> int:
        for line in text.splitlines():
            if _ROW.match(line):
                self._progress.say(line.rstrip())
        return len(text)


def _check(train_corpus: Corpus, dev_corpus: Corpus, folder: Path) -> None:
    for corpus, lack in ((train_corpus, "learn from"), (dev_corpus, "judge by")):
        if not corpus.labels:
            raise TrainingError(f"{corpus.name}: no entity in {len(corpus)} documents; nothing to {lack}")
    if folder.exists() and not (folder / "config.cfg").is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise TrainingError(f"{folder} exists and is no spaCy pipeline; choose another folder, or remove it")


class _Carried:
    """Makes documents fit for spaCy's `ner`, and counts what they lose by that."""

    def __init__(self, blank: Language) -> None:
        self._blank = blank
        self._counts = {
            "overlapping entities left out": 0,
            "entities that begin or end inside one of spaCy's tokens, so they can't be learnt": 0,
            "documents that were annotated in part, read as if nothing were left open": 0,
        }

    def trainable(self, document: Document) -> Document:
        """The document with entities that neither overlap nor have white space around them."""
        overlapping, inside, in_part = self._counts
        kept: list[Entity] = []
        for entity in document.entities:
            text = document.text_of(entity)
            start = entity.start + len(text) - len(text.lstrip())
            if kept and start < kept[-1].end:
                self._counts[overlapping] += 1
            elif text.strip():
                kept.append(Entity(start, start + len(text.strip()), entity.label))
        if kept:
            doc = self._blank.make_doc(document.text)
            self._counts[inside] += sum(doc.char_span(entity.start, entity.end) is None for entity in kept)
        self._counts[in_part] += any(name in document.fields for name in _OPEN)
        return Document(document.text, tuple(kept), document.words)

    def lines(self) -> list[str]:
        """What was lost, as far as anything was."""
        return [f"{what}: {n:,}" for what, n in self._counts.items() if n]


def _config(workshop: Path, settings: Settings) -> spacy.Config:
    """spaCy's configuration for a CPU, with our settings where it has such."""
    config = init_config(lang=settings.language or _ANY_LANGUAGE, pipeline=["ner"], optimize="efficiency", gpu=False)
    ours = settings.spacy
    config["paths"] |= {name: str(workshop / f"{name}.spacy") for name in ("train", "dev")}
    config["system"]["seed"] = settings.seed
    config["training"] |= {
        "max_steps": ours.max_steps,
        "max_epochs": ours.max_epochs,
        "eval_frequency": ours.eval_steps,
        "patience": ours.patience,
        "dropout": ours.dropout,
    }
    return config


def _finished(best: Path, folder: Path, settings: Settings, about: str, dev: Sequence[Document]) -> Trained:
    """The best pipeline under its name, in the folder it was wanted in, and what it finds in dev."""
    nlp = spacy.load(best)
    nlp.meta["name"], nlp.meta["description"] = folder.name, settings.description
    shutil.rmtree(folder, ignore_errors=True)
    # Nothing of where it was trained.
    nlp.config["paths"] |= {"train": None, "dev": None}
    nlp.to_disk(folder)
    if about:
        (folder / "README.md").write_text(about, encoding="utf-8")
    docs = nlp.pipe((document.text for document in dev), batch_size=64)
    predicted = [
        Document(document.text, tuple(span_to_entity(span) for span, _ in spans_of(doc)))
        for document, doc in zip(dev, docs, strict=True)
    ]
    return Trained(folder, score(dev, predicted).micro)
