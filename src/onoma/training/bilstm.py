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

from onoma.bundle import Manifest, check_place
from onoma.corpus import Corpus
from onoma.errors import TrainingError
from onoma.evaluation import Prf
from onoma.training.examples import ExampleMaker
from onoma.training.finish import Finished, write_trained
from onoma.training.fit import Fitting, Run
from onoma.training.judge import judged
from onoma.training.keras_network import chain_of, recognizer_of_tagger
from onoma.training.network import Tagger
from onoma.training.progress import Progress
from onoma.training.settings import Settings, settings_to_dict
from onoma.training.start import started

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
    exported model doesn't do what the trained one does, and `BundleError` when the folder is taken.
    """
    check_place(folder)
    _check(train_corpus, dev_corpus)
    keras.utils.set_random_seed(settings.seed)
    progress = Progress(settings.optimiser.epochs, quiet=quiet)
    start = started(train_corpus, settings)
    tagger = start.tagger
    maker = ExampleMaker(tagger.tags, tagger.scheme)
    examples = maker.examples(train_corpus)
    for line in _told(train_corpus, dev_corpus, len(examples), maker):
        progress.say(line)

    manifest = _manifest(folder.name, train_corpus.labels, tagger, settings)
    recognizer = recognizer_of_tagger(tagger, manifest, start.encoder)

    def judge() -> Prf:
        recognizer.replace_chain(chain_of(tagger))
        return judged(recognizer, dev_corpus.documents).micro

    workshop = folder.with_name(folder.name + ".training")
    fitting = Fitting(tagger, start.encoder, examples, settings, workshop)
    run = fitting.run(_key(train_corpus, dev_corpus, settings), judge, progress)
    finished = Finished(tagger, start.tokenizer, manifest, run, settings, tuple(maker.carried.lines()))
    manifest = write_trained(folder, finished, train_corpus, dev_corpus, about)
    progress.say(f"{folder}: {manifest.total_bytes / 1e6:.1f} MB, {manifest.precision}, dev F1 {run.best_f1:.4f}")
    shutil.rmtree(workshop, ignore_errors=True)
    return run


def _check(train_corpus: Corpus, dev_corpus: Corpus) -> None:
    for corpus, lack in ((train_corpus, "learn from"), (dev_corpus, "judge by")):
        if not corpus.labels:
            raise TrainingError(f"{corpus.name}: no entity in {len(corpus)} documents; nothing to {lack}")


def _told(train_corpus: Corpus, dev_corpus: Corpus, n_examples: int, maker: ExampleMaker) -> Iterator[str]:
    yield f"train {len(train_corpus):,} documents in {n_examples:,} segments, dev {len(dev_corpus):,} documents"
    yield f"labels {', '.join(train_corpus.labels)}"
    unknown = sorted(set(dev_corpus.labels) - set(train_corpus.labels))
    if unknown:
        yield f"labels of dev that training never sees, so they count as missed: {', '.join(unknown)}"
    yield from (f"not carried: {line}" for line in maker.carried.lines())


def _manifest(name: str, labels: tuple[str, ...], tagger: Tagger, settings: Settings) -> Manifest:
    return Manifest(
        name=name,
        labels=labels,
        tags=tagger.tags,
        scheme=tagger.scheme.name,
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
