"""Which type was taken for which, with what was missed and what is spurious, as a coloured table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onoma.evaluation import Confusion
from onoma.plots.canvas import new_figure, png_of

__all__ = ["confusion_png"]

_MOST_WITH_NUMBERS = 25
_DARK = 0.55


def confusion_png(confusion: Confusion) -> bytes:
    """Counts in cells, a row per gold label; right ones blue, wrong ones the redder the larger their share.

    Shares are of the gold entities of the row; in the last row, of the predicted ones of the column.
    """
    counts = np.array(confusion.counts, dtype=np.int64).reshape(len(confusion.labels) + 1, len(confusion.labels) + 1)
    shares = _shares(counts)
    right = np.eye(len(counts), dtype=bool)
    numbered = len(counts) <= _MOST_WITH_NUMBERS
    side = 2.0 + (0.6 if numbered else 0.24) * len(counts) + 0.06 * max(map(len, ("spurious", *confusion.labels)))
    figure = new_figure(side, side)
    axes = figure.subplots()
    axes.imshow(np.ma.masked_array(shares, ~right | (counts == 0)), cmap="Blues", vmin=0, vmax=1.2)
    axes.imshow(np.ma.masked_array(shares, right | (counts == 0)), cmap="Reds", vmin=0, vmax=0.9)
    if numbered:
        for row, column in np.argwhere(counts):
            colour = "white" if shares[row, column] > _DARK else "black"
            axes.text(column, row, f"{counts[row, column]:,}", ha="center", va="center", color=colour, fontsize=9)
    places = range(len(counts))
    axes.set_xticks(places, [*confusion.labels, "missed"], rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(places, [*confusion.labels, "spurious"])
    axes.set(xlabel="predicted", ylabel="gold")
    axes.set_title("Types taken for others\n(diagonal: right type, boundaries may differ)", fontsize=10)
    return png_of(figure)


def _shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    of_rows = counts.sum(axis=1, keepdims=True)
    shares: NDArray[np.float64] = counts / np.maximum(of_rows, 1)
    shares[-1] = counts[-1] / np.maximum(counts.sum(axis=0), 1)
    return shares
