"""A bundle with other weights: quantised or halved behind a gate, judged and calibrated anew on dev."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onoma.bundle import CARD, MODEL, Bundle, Calibration, Manifest, write_bundle
from onoma.corpus import Corpus
from onoma.document import Document, Value
from onoma.encoding import split_words
from onoma.errors import TrainingError
from onoma.evaluation import score
from onoma.plots import reliability_png
from onoma.runtime import recognizer_of
from onoma.training.calibrate import calibrated
from onoma.training.judge import predictions
from onoma.training.quantise import bf16_weights, int8_weights
from onoma.training.smoothing import sample_batches, sample_inputs

__all__ = ["PRECISIONS", "Export", "Measured", "export"]

PRECISIONS = ("int8", "bf16", "fp32")

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Strict F1 on dev, words per second on one thread (median of three), and bytes of `model.onnx`."""

    precision: str
    f1: float
    words_per_s: float
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Export:
    """The bundle before and after."""

    before: Measured
    after: Measured


def export(bundle: Bundle, folder: Path, precision: str, dev: Corpus, max_f1_drop: float) -> Export:
    """Write the bundle with weights of that precision to `folder`.

    Raises `TrainingError`, and writes nothing, when dev F1 drops by more than `max_f1_drop` points of a
    hundred, or when the bundle's weights are not of full precision.
    """
    if bundle.manifest.precision != "fp32":
        raise TrainingError(
            f"{bundle.folder}: its weights are {bundle.manifest.precision} already; export from a bundle in fp32 "
            '(train with the setting weights = "fp32")'
        )
    model = _of_precision(precision, bundle, dev.documents)
    bare = replace(bundle.manifest, precision=precision, calibration=Calibration())
    changed = replace(bundle, manifest=bare, files={**bundle.files, MODEL: model})
    before, _ = _measured(bundle, dev.documents)
    after, predicted = _measured(changed, dev.documents)
    drop = 100 * (before.f1 - after.f1)
    if not drop <= max_f1_drop:
        raise TrainingError(
            f"{precision} takes dev F1 from {100 * before.f1:.2f} to {100 * after.f1:.2f}, more than the "
            f"{max_f1_drop:g} points that --max-f1-drop allows; nothing was written"
        )
    calibration, diagram = calibrated(dev.documents, predicted)
    scores: dict[str, Value] = {"dev": score(dev.documents, predicted).to_json(), "dev_calibration_error": diagram.ece}
    manifest: Manifest = replace(bare, name=folder.name, calibration=calibration, scores=scores)
    card = bundle.files[CARD].decode() + _section(before, after, diagram.ece)
    pictures = {"reliability.png": reliability_png(diagram, "dev")}
    write_bundle(folder, manifest, {**bundle.files, **pictures, MODEL: model, CARD: card.encode()})
    return Export(before, after)


def _of_precision(precision: str, bundle: Bundle, dev: Sequence[Document]) -> bytes:
    model = bundle.files[MODEL]
    if precision == "bf16":
        return bf16_weights(model)
    if precision == "int8":
        recognizer = recognizer_of(bundle)
        samples = sample_batches(recognizer.encoder, recognizer.limits, dev)
        return int8_weights(model, sample_inputs(bundle.manifest.kind, recognizer.encoder, samples))
    return model


def _measured(bundle: Bundle, dev: Sequence[Document]) -> tuple[Measured, list[Document]]:
    recognizer = recognizer_of(bundle)
    n_words = sum(len(split_words(document.text)) for document in dev)
    predicted: list[Document] = []
    seconds: list[float] = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        predicted = predictions(recognizer, dev)
        seconds.append(time.perf_counter() - began)
    f1 = score(dev, predicted).micro.f1
    rate = n_words / statistics.median(seconds)
    return Measured(bundle.manifest.precision, f1, rate, len(bundle.files[MODEL])), predicted


def _section(before: Measured, after: Measured, error: float) -> str:
    rows = "".join(
        f"| {measured.precision} | {100 * measured.f1:.2f} | {measured.n_bytes / 1e6:.1f} MB |\n"
        for measured in (before, after)
    )
    return (
        f"\n## Exported\n\nThe weights were turned into {after.precision}, and scores calibrated anew (expected "
        f"calibration error {error:.4f}).\n\n| weights | dev F1 | model.onnx |\n|---|---|---|\n{rows}"
    )
