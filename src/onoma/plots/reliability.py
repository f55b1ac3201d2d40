"""Whether a score of 0.9 is right nine times in ten, as a diagram."""

from __future__ import annotations

from onoma.evaluation import Reliability
from onoma.plots.canvas import new_figure, png_of

__all__ = ["reliability_png"]


def reliability_png(diagram: Reliability, name: str) -> bytes:
    """Share of right entities against their score, with the number in each bin below; `name` is whose they are."""
    figure = new_figure(4.6, 5.2)
    upper, lower = figure.subplots(2, 1, height_ratios=[3, 1], sharex=True)
    upper.plot([0, 1], [0, 1], "--", color="#999999", label="perfect")
    mean_scores = [part.mean_score for part in diagram.bins]
    upper.plot(mean_scores, [part.share_correct for part in diagram.bins], "o-", label=name)
    upper.set(
        ylabel="share right",
        ylim=(-0.02, 1.02),
        title=f"Reliability, expected calibration error {diagram.ece:.3f}",
    )
    upper.legend()
    centres = [(part.lower + part.upper) / 2 for part in diagram.bins]
    lower.bar(centres, [part.n for part in diagram.bins], width=0.09, color="#777777")
    lower.set(xlabel="score", ylabel="entities", xlim=(0, 1))
    return png_of(figure)
