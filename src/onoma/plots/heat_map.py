"""Fractions in a coloured table: models down, corpora across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onoma.plots.canvas import new_figure, png_of

__all__ = ["Panel", "heat_map_png"]

_DARK = 0.6


@dataclass(frozen=True, slots=True)
class Panel:
    """One table: `values` has a row per row name, None where there is nothing to show; `notes` stand below each."""

    title: str
    values: Sequence[Sequence[float | None]]
    notes: Sequence[Sequence[str]]


def heat_map_png(rows: Sequence[str], columns: Sequence[str], panels: Sequence[Panel]) -> bytes:
    """The panels side by side, fractions as per cent, all in the same colours from 0 to 1."""
    # Inches: cells, and the names, which slant under the columns.
    names = 0.085 * max(map(len, columns))
    width = (1.25 * len(columns) + 0.8 * names) * len(panels) + 0.09 * max(map(len, rows)) + 0.6
    figure = new_figure(width, 0.8 + 0.75 * len(rows) + 0.6 * names)
    tables = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, panel in zip(tables, panels, strict=True):
        values = np.array([[np.nan if value is None else value for value in row] for row in panel.values])
        axes.imshow(values, cmap="viridis", vmin=0, vmax=1, aspect="auto")
        for row, column in np.ndindex(values.shape):
            value = panel.values[row][column]
            shown = "–" if value is None else f"{100 * value:.1f}"
            colour = "black" if value is None or value > _DARK else "white"
            note = panel.notes[row][column]
            axes.text(column, row, f"{shown}\n{note}", ha="center", va="center", color=colour, fontsize=9)
        axes.set_xticks(range(len(columns)), columns, rotation=35, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(len(rows)), rows)
        axes.set_title(panel.title, fontsize=10)
    return png_of(figure)
