"""From a fitted tagger to its bundle: export, quantise, calibrate, write the card."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from onoma.bundle import CARD, CHAIN, MODEL, TOKENIZER, Manifest, write_bundle
from onoma.corpus import Corpus
from onoma.document import Document
from onoma.evaluation import Reliability, Scores, score
from onoma.evaluation.robustness import RobustnessRow, robustness
from onoma.plots import reliability_png
from onoma.runtime import BundleRecognizer, network_of
from onoma.training.balance import Balance, ChainTables, Consistent, balanced, chosen_consistency
from onoma.training.calibrate import calibrated
from onoma.training.card import CardFacts, card_markdown
from onoma.training.curves import curves_png, training_csv
from onoma.training.fit import Run
from onoma.training.judge import Remembering, fully_annotated, judged, predictions
from onoma.training.learner import Learner
from onoma.training.quantise import int8_weights
from onoma.training.settings import Settings
from onoma.training.settings_file import settings_to_toml
from onoma.training.smoothing import sample_batches, sample_inputs

__all__ = ["Finished", "write_trained"]

_TOUCHED_CHARACTERS = 120_000
"""About so much of dev, documents spread evenly, on which less tidy text is tried."""
_VERSIONS_OF = ("onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Finished:
    """A training that has run: its learner holds the best weights. `losses` is what the encoding left out, `command`
    what starts such a training."""

    learner: Learner
    manifest: Manifest
    run: Run
    settings: Settings
    losses: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class _Exported:
    """The network as it will run, what its decoder is told, what it finds in dev, and what quantising costs.

    `manifest` tells precision and consistency.
    """

    model: bytes
    manifest: Manifest
    consistent: Consistent
    balance: Balance
    predicted: Sequence[Document]
    robustness: Sequence[RobustnessRow]
    fp32_f1: float
    int8_f1: float | None


def write_trained(folder: Path, finished: Finished, train: Corpus, dev: Corpus, about: str) -> Manifest:
    """Write the bundle, with card, curves and settings. Raises `TrainingError` when ONNX does
    not give what the trained network gives."""
    exported = _exported(finished, dev.documents)
    scores = score(dev.documents, exported.predicted)
    calibration, diagram = calibrated(dev.documents, exported.predicted)
    manifest = replace(
        exported.manifest,
        calibration=calibration,
        scores={"dev": scores.to_json(), "dev_calibration_error": diagram.ece},
    )
    files = {
        MODEL: exported.model,
        TOKENIZER: finished.learner.tokenizer.to_str().encode(),
        CHAIN: _chain_json(exported.balance.tables),
        "settings.toml": settings_to_toml(finished.settings).encode(),
        "training.csv": training_csv(finished.run.epochs),
        "curves.png": curves_png(finished.run.epochs),
        "reliability.png": reliability_png(diagram, "dev"),
    }
    n_bytes = sum(map(len, files.values()))
    facts = _facts(finished, exported, scores, diagram, (len(train), len(dev), n_bytes), about)
    return write_bundle(folder, manifest, {**files, CARD: card_markdown(facts).encode()})


def _exported(finished: Finished, dev: Sequence[Document]) -> _Exported:
    learner, manifest = finished.learner, finished.manifest
    tables = learner.tables()
    samples = sample_batches(learner.encoder, learner.limits, dev)
    models = {"fp32": learner.export(samples)}
    if finished.settings.weights != "fp32":
        models["int8"] = int8_weights(models["fp32"], sample_inputs(manifest.kind, learner.encoder, samples))
    networks = {
        precision: network_of(manifest.kind, model, learner.encoder, Path(MODEL)) for precision, model in models.items()
    }
    recognizers = {
        precision: BundleRecognizer(manifest, learner.encoder, Remembering(network), tables.chain(manifest))
        for precision, network in networks.items()
    }
    f1 = {precision: judged(recognizer, dev).micro.f1 for precision, recognizer in recognizers.items()}
    within = "int8" in f1 and 100 * (f1["fp32"] - f1["int8"]) <= finished.settings.max_int8_loss
    precision = "int8" if within else "fp32"
    consistent = chosen_consistency(recognizers[precision], dev, finished.settings.max_share)
    balance = balanced(recognizers[precision], tables, dev, finished.settings.max_outside_penalty)
    predicted = predictions(recognizers[precision], dev)
    whole = fully_annotated(dev)
    n_characters = sum(len(document.text) for document in whole)
    whole = whole[:: -(-n_characters // _TOUCHED_CHARACTERS) or 1]
    manifest = replace(manifest, precision=precision, share=consistent.share, abbreviations=consistent.abbreviations)
    forgetful = BundleRecognizer(manifest, learner.encoder, networks[precision], balance.tables.chain(manifest))
    rows = robustness(forgetful, whole) if any(document.entities for document in whole) else ()
    return _Exported(models[precision], manifest, consistent, balance, predicted, rows, f1["fp32"], f1.get("int8"))


def _chain_json(tables: ChainTables) -> bytes:
    return json.dumps({name: scores.round(5).tolist() for name, scores in tables._asdict().items()}).encode()


def _facts(
    finished: Finished,
    exported: _Exported,
    scores: Scores,
    diagram: Reliability,
    counts: tuple[int, int, int],
    about: str,
) -> CardFacts:
    manifest, run = finished.manifest, finished.run
    made_with = (*finished.learner.traits.made_with, *_VERSIONS_OF)
    return CardFacts(
        name=manifest.name,
        summary=finished.learner.traits.summary,
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
        precision=exported.manifest.precision,
        consistent=exported.consistent,
        outside_penalty=exported.balance.penalty,
        unbalanced_f1=exported.balance.f1_before,
        n_epochs=len(run.epochs),
        best_epoch=run.best.epoch if run.best else 0,
        command=finished.command,
        robustness=exported.robustness,
        losses=finished.losses,
        about=about,
        versions={"Python": sys.version.split()[0], **{name: version(name) for name in made_with}},
    )
