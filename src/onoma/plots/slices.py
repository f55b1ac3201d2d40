"""F1 of parts of the entities (short and long, rare and frequent), as bars over how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onoma.evaluation import Slice
from onoma.plots.canvas import new_figure, png_of

__all__ = ["slices_png"]


def slices_png(title: str, panels: Mapping[str, Sequence[Slice]]) -> bytes:
    """One panel of bars per row of slices, under the name of what they are slices by.

    A part without gold entities has no bar: there is nothing to find in it.
    """
    figure = new_figure(1.2 + 3.9 * len(panels), 3.6)
    figure.suptitle(title)
    row = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, (name, slices) in zip(row, panels.items(), strict=True):
        heights = [100 * part.prf.f1 if part.prf.support else 0.0 for part in slices]
        axes.bar(range(len(slices)), heights, color="#4477aa")
        for place, (part, height) in enumerate(zip(slices, heights, strict=True)):
            axes.text(place, height + 1.5, f"{height:.1f}" if part.prf.support else "none", ha="center", fontsize=8)
        axes.set_xticks(range(len(slices)), [f"{part.name}\n{part.prf.support:,}" for part in slices], fontsize=8)
        axes.set(xlabel=f"{name}, and how many in gold", ylim=(0, 108))
        axes.set_yticks(range(0, 101, 20))
        axes.grid(axis="y", alpha=0.3)
        axes.set_axisbelow(True)
    row[0].set_ylabel("strict F1, %")
    return png_of(figure)
