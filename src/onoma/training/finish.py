"""From a fitted tagger to its bundle: export, quantise, calibrate, write the card."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onoma.bundle import CARD, CHAIN, MODEL, TOKENIZER, Calibration, Manifest, write_bundle
from onoma.corpus import Corpus
from onoma.document import Document
from onoma.encoding import Batch, WordEncoder
from onoma.evaluation import Reliability, Scores, reliability, score, scored_pairs
from onoma.runtime import BundleRecognizer, Session
from onoma.training.calibrate import cross_fitted, fit_platt
from onoma.training.card import CardFacts, card_markdown
from onoma.training.curves import curves_png, reliability_png, training_csv
from onoma.training.export import export_fp32, export_int8
from onoma.training.fit import Run
from onoma.training.judge import predictions
from onoma.training.keras_network import chain_of
from onoma.training.network import Tagger
from onoma.training.settings import Settings, settings_to_toml

__all__ = ["Finished", "write_trained"]

_PARITY_DOCUMENTS = 64
_VERSIONS_OF = ("keras", "jax", "onnx", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Finished:
    """A training that has run: its tagger holds the best weights. `losses` is what the encoding left out."""

    tagger: Tagger
    tokenizer: Tokenizer
    manifest: Manifest
    run: Run
    settings: Settings
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Exported:
    """The network as it will run, what it finds in dev, and what quantising it costs."""

    model: bytes
    precision: str
    predicted: Sequence[Document]
    fp32_f1: float
    int8_f1: float


def write_trained(folder: Path, finished: Finished, train: Corpus, dev: Corpus, about: str) -> Manifest:
    """Write the bundle, with card, curves and settings. Raises `TrainingError` when ONNX and Keras differ."""
    exported = _exported(finished, dev.documents)
    scores = score(dev.documents, exported.predicted)
    calibration, diagram = _calibrated(dev.documents, exported.predicted)
    manifest = replace(
        finished.manifest,
        precision=exported.precision,
        calibration=calibration,
        scores={"dev": scores.to_json(), "dev_calibration_error": diagram.ece},
    )
    files = {
        MODEL: exported.model,
        TOKENIZER: finished.tokenizer.to_str().encode(),
        CHAIN: _chain_json(finished.tagger),
        "settings.toml": settings_to_toml(finished.settings).encode(),
        "training.csv": training_csv(finished.run.epochs),
        "curves.png": curves_png(finished.run.epochs),
        "reliability.png": reliability_png(diagram),
    }
    n_bytes = sum(map(len, files.values()))
    facts = _facts(finished, exported, scores, diagram, (len(train), len(dev), n_bytes), about)
    return write_bundle(folder, manifest, {**files, CARD: card_markdown(facts).encode()})


def _exported(finished: Finished, dev: Sequence[Document]) -> _Exported:
    encoder = WordEncoder(finished.tokenizer)
    full = export_fp32(finished.tagger, _samples(encoder, dev))
    small = export_int8(finished.tagger)
    found = {model: _found(model, finished, encoder, dev) for model in (full, small)}
    fp32_f1, int8_f1 = (score(dev, found[model]).micro.f1 for model in (full, small))
    if 100 * (fp32_f1 - int8_f1) <= finished.settings.max_int8_loss:
        return _Exported(small, "int8", found[small], fp32_f1, int8_f1)
    return _Exported(full, "fp32", found[full], fp32_f1, int8_f1)


def _samples(encoder: WordEncoder, documents: Sequence[Document]) -> list[Batch]:
    rows = [rows for document in documents[:_PARITY_DOCUMENTS] if (rows := encoder.rows(document.text))]
    return [encoder.batch(rows[first : first + 16]) for first in range(0, len(rows), 16)]


def _found(model: bytes, finished: Finished, encoder: WordEncoder, dev: Sequence[Document]) -> list[Document]:
    session = Session(model, Path(MODEL))
    recognizer = BundleRecognizer(finished.manifest, encoder, session, chain_of(finished.tagger))
    return predictions(recognizer, dev)


def _calibrated(gold: Sequence[Document], predicted: Sequence[Document]) -> tuple[Calibration, Reliability]:
    """The scaling fitted on all of dev, and how reliable scaling is, judged across halves of dev."""
    scores, correct = scored_pairs(gold, predicted)
    halves = np.repeat(np.arange(len(predicted)) % 2 == 0, [len(document.entities) for document in predicted])
    return fit_platt(scores, correct), reliability(cross_fitted(scores, correct, halves), correct)


def _chain_json(tagger: Tagger) -> bytes:
    names = ("transitions", "start", "end")
    scores = (np.asarray(table).round(5).tolist() for table in tagger.chain.scores())
    return json.dumps(dict(zip(names, scores, strict=True))).encode()


def _facts(
    finished: Finished,
    exported: _Exported,
    scores: Scores,
    diagram: Reliability,
    counts: tuple[int, int, int],
    about: str,
) -> CardFacts:
    manifest, run = finished.manifest, finished.run
    return CardFacts(
        name=manifest.name,
        description=manifest.description,
        language=manifest.language,
        labels=manifest.labels,
        n_train=counts[0],
        n_dev=counts[1],
        n_bytes=counts[2],
        dev=scores,
        calibration=diagram,
        fp32_f1=exported.fp32_f1,
        int8_f1=exported.int8_f1,
        precision=exported.precision,
        n_epochs=len(run.epochs),
        best_epoch=run.best.epoch if run.best else 0,
        command="onoma train TRAIN --dev DEV -o FOLDER --config settings.toml",
        losses=finished.losses,
        about=about,
        versions={"Python": sys.version.split()[0], **{name: version(name) for name in _VERSIONS_OF}},
    )
