"""What a training leaves to look at: `training.csv`, and its curves as PNG bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields

from onoma.plots import new_figure, png_of
from onoma.training.fit import EpochRecord

__all__ = ["curves_png", "training_csv"]


def training_csv(epochs: Sequence[EpochRecord]) -> bytes:
    """One row per epoch, under the names of `EpochRecord`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(EpochRecord)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(record) for record in epochs)
    return text.getvalue().encode()


def curves_png(epochs: Sequence[EpochRecord]) -> bytes:
    """Training loss and dev precision, recall and F1 by epoch."""
    figure = new_figure(9, 3.6)
    left, right = figure.subplots(1, 2)
    numbers = [record.epoch for record in epochs]
    left.plot(numbers, [record.loss for record in epochs], "o-", color="#444444")
    left.set(xlabel="epoch", ylabel="loss per word", title="Training loss")
    for name, style in (("precision", "s--"), ("recall", "^--"), ("f1", "o-")):
        values = [100 * getattr(record, name) for record in epochs]
        right.plot(numbers, values, style, label="F1" if name == "f1" else name)
    best = max(epochs, key=lambda record: record.f1)
    right.axvline(best.epoch, color="#999999", linewidth=0.8)
    right.set(xlabel="epoch", ylabel="%", title=f"Entities of dev (best F1 {100 * best.f1:.2f}, epoch {best.epoch})")
    right.legend()
    for axes in (left, right):
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(alpha=0.3)
    return png_of(figure)
