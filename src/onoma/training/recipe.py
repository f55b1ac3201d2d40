"""What every recipe does: corpora in, a verified bundle out, whatever network is trained."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from onoma.bundle import Manifest, check_place
from onoma.corpus import Corpus
from onoma.errors import TrainingError
from onoma.evaluation import Prf
from onoma.runtime import BundleRecognizer
from onoma.training.examples import ExampleMaker
from onoma.training.finish import Finished, write_trained
from onoma.training.fit import Fitting, Run
from onoma.training.judge import judged
from onoma.training.learner import Learner
from onoma.training.lessons import Lessons
from onoma.training.progress import Progress
from onoma.training.settings import Settings
from onoma.training.settings_file import settings_to_dict

__all__ = ["train_with"]

_TRAIN = "onoma train TRAIN --dev DEV -o FOLDER --config settings.toml"
_DISTIL = "onoma distil TEACHER TEXTS TRAIN --dev DEV -o FOLDER --config settings.toml"


def train_with(
    made: Callable[[Corpus, Settings], Learner],
    train_corpus: Corpus,
    dev_corpus: Corpus,
    folder: Path,
    settings: Settings,
    *,
    about: str = "",
    quiet: bool = False,
    lessons: Lessons | None = None,
) -> Run:
    """Train the learner that `made` makes and write its bundle to `folder`; goes on where it was interrupted.

    Progress is kept in `FOLDER.training` beside it, which is removed when the bundle is written. `about`
    is Markdown for the card. With `lessons`, teachers say what is to be learnt.

    Raises `TrainingError` when there is nothing to train on, or when the exported model doesn't do what
    the trained one does, and `BundleError` when the folder is taken.
    """
    check_place(folder)
    _check(train_corpus, dev_corpus)
    progress = Progress(settings.optimiser.epochs, quiet=quiet)
    learner = made(train_corpus, settings)
    maker = ExampleMaker(learner.tags, learner.scheme, learner.limits)
    examples = maker.examples(train_corpus)
    for line in _told(train_corpus, dev_corpus, len(examples), maker):
        progress.say(line)
    if lessons is not None:
        examples = lessons.given(examples, learner, progress)
    learner.prepare(examples)
    manifest = _manifest(folder.name, train_corpus.labels, learner, settings)
    recognizer = BundleRecognizer(manifest, learner.encoder, learner.network, learner.tables().chain(manifest))

    def judge() -> Prf:
        recognizer.replace_chain(learner.tables().chain(manifest))
        return judged(recognizer, dev_corpus.documents).micro

    workshop = folder.with_name(folder.name + ".training")
    key = _key(train_corpus, dev_corpus, settings, lessons.key if lessons else "")
    run = Fitting(learner, settings.optimiser, workshop).run(key, judge, progress)
    finished = Finished(learner, manifest, run, settings, tuple(maker.carried.lines()), _DISTIL if lessons else _TRAIN)
    manifest = write_trained(folder, finished, train_corpus, dev_corpus, about)
    progress.say(f"{folder}: {manifest.total_bytes / 1e6:.1f} MB, {manifest.precision}, dev F1 {run.best_f1:.4f}")
    if beside := learner.leave_beside(folder):
        progress.say(beside)
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


def _manifest(name: str, labels: tuple[str, ...], learner: Learner, settings: Settings) -> Manifest:
    return Manifest(
        name=name,
        labels=labels,
        tags=learner.tags,
        scheme=learner.scheme.name,
        files={},
        kind=learner.traits.kind,
        word_pieces=learner.encoder.max_pieces,
        segment_characters=learner.limits.characters,
        context=learner.limits.context,
        share=settings.transformer.share if settings.recipe == "transformer" else 0.0,
        language=settings.language,
        description=settings.description,
        made_by=f"onoma {version('onoma')}",
        settings=settings_to_dict(settings),
    )


def _key(train_corpus: Corpus, dev_corpus: Corpus, settings: Settings, lessons: str) -> str:
    """What must be the same for an interrupted training to go on: settings, texts, entities and lessons."""
    digest = hashlib.sha256(json.dumps([settings_to_dict(settings), lessons], sort_keys=True).encode())
    for document in chain(train_corpus, dev_corpus):
        digest.update(repr((document.text, document.entities, dict(document.fields))).encode())
    return digest.hexdigest()
