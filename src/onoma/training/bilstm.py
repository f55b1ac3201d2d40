"""The recipe `bilstm`: corpora in, a verified bundle out."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.bundle import Manifest
from onoma.corpus import Corpus
from onoma.encoding import MAX_PIECES, WordEncoder
from onoma.errors import TrainingError
from onoma.evaluation import Prf
from onoma.schemes import scheme_named
from onoma.training.embeddings import Table, encoder_folder, random_table, read_encoder, train_tokenizer
from onoma.training.examples import ExampleMaker
from onoma.training.finish import Finished, write_trained
from onoma.training.fit import Fitting, Run
from onoma.training.judge import judged
from onoma.training.keras_network import chain_of, recognizer_of_tagger
from onoma.training.network import build_tagger
from onoma.training.progress import Progress
from onoma.training.settings import Settings, settings_to_dict

__all__ = ["train"]


def train(
    train_corpus: Corpus,
    dev_corpus: Corpus,
    folder: Path,
    settings: Settings,
    *,
    about: str = "",
    quiet: bool = False,
) -> Run:
    """Train a BiLSTM-CRF and write its bundle to `folder`; goes on where an earlier call was interrupted.

    Progress is kept in `FOLDER.training` beside it, which is removed when the bundle is written. `about`
    is Markdown for the card. Raises `TrainingError` when there is nothing to train on, or when the
    exported model doesn't do what the trained one does.
    """
    labels = _checked(train_corpus, dev_corpus)
    keras.utils.set_random_seed(settings.seed)
    progress = Progress(settings.optimiser.epochs, quiet=quiet)
    tokenizer, table = _word_pieces(train_corpus, settings)
    encoder = WordEncoder(tokenizer)
    tuned = _tuned_pieces(train_corpus, encoder, settings)
    tagger = build_tagger(labels, table, tuned, settings.network)
    maker = ExampleMaker(tagger.tags, scheme_named(settings.network.scheme))
    examples = maker.examples(train_corpus)
    for line in _told(train_corpus, dev_corpus, len(examples), maker):
        progress.say(line)

    manifest = _manifest(folder.name, labels, tagger.tags, settings)
    recognizer = recognizer_of_tagger(tagger, manifest, encoder)

    def judge() -> Prf:
        recognizer.replace_chain(chain_of(tagger))
        return judged(recognizer, dev_corpus.documents).micro

    workshop = folder.with_name(folder.name + ".training")
    fitting = Fitting(tagger, encoder, examples, settings, workshop)
    run = fitting.run(_key(train_corpus, dev_corpus, settings), judge, progress)
    finished = Finished(tagger, tokenizer, manifest, run, settings, tuple(maker.carried.lines()))
    manifest = write_trained(folder, finished, train_corpus, dev_corpus, about)
    progress.say(
        f"{folder}: {manifest.total_bytes / 1e6:.1f} MB, {manifest.precision}, dev F1 {run.best_f1:.4f}"
    )
    shutil.rmtree(workshop, ignore_errors=True)
    return run


def _checked(train_corpus: Corpus, dev_corpus: Corpus) -> tuple[str, ...]:
    """The labels to train, sorted."""
    if not train_corpus.labels:
        raise TrainingError(
            f"{train_corpus.name}: no entity in {len(train_corpus)} documents; nothing to learn from"
        )
    if not dev_corpus.labels:
        raise TrainingError(
            f"{dev_corpus.name}: no entity in {len(dev_corpus)} documents; nothing to judge by"
        )
    return train_corpus.labels


def _word_pieces(corpus: Corpus, settings: Settings) -> tuple[Tokenizer, Table]:
    if settings.embeddings:
        return read_encoder(encoder_folder(settings.embeddings))
    tokenizer = train_tokenizer((document.text for document in corpus), settings.vocabulary)
    width = settings.network.embedding_width
    return tokenizer, random_table(tokenizer.get_vocab_size(), width, settings.seed)


def _tuned_pieces(corpus: Corpus, encoder: WordEncoder, settings: Settings) -> NDArray[np.intp]:
    """Ids of the pieces whose vectors are trained, in order."""
    if not settings.embeddings:
        return np.arange(encoder.n_pieces)
    counts = np.zeros(encoder.n_pieces + 1, np.intp)
    for document in corpus:
        if rows := encoder.rows(document.text):
            np.add.at(counts, encoder.features(rows)[:, :MAX_PIECES].ravel(), 1)
    frequent = np.argsort(-counts[:-1], kind="stable")[: settings.network.tuned_pieces]
    return np.sort(frequent[counts[frequent] > 1])


def _told(train_corpus: Corpus, dev_corpus: Corpus, n_examples: int, maker: ExampleMaker) -> Iterator[str]:
    yield f"train {len(train_corpus):,} documents in {n_examples:,} segments, dev {len(dev_corpus):,} documents"
    yield f"labels {', '.join(train_corpus.labels)}"
    unknown = sorted(set(dev_corpus.labels) - set(train_corpus.labels))
    if unknown:
        yield f"labels of dev that training never sees, so they count as missed: {', '.join(unknown)}"
    yield from (f"not carried: {line}" for line in maker.carried.lines())


def _manifest(name: str, labels: tuple[str, ...], tags: tuple[str, ...], settings: Settings) -> Manifest:
    return Manifest(
        name=name,
        labels=labels,
        tags=tags,
        scheme=settings.network.scheme,
        files={},
        language=settings.language,
        description=settings.description,
        made_by=f"onoma {version('onoma')}",
        settings=settings_to_dict(settings),
    )


def _key(train_corpus: Corpus, dev_corpus: Corpus, settings: Settings) -> str:
    """What must be the same for an interrupted training to go on: settings, texts and entities."""
    digest = hashlib.sha256(json.dumps(settings_to_dict(settings), sort_keys=True).encode())
    for document in chain(train_corpus, dev_corpus):
        digest.update(repr((document.text, document.entities, dict(document.fields))).encode())
    return digest.hexdigest()
