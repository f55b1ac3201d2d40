"""An empty figure, and its PNG. Figures are made without pyplot: no window, no state, no global settings."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from onoma.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["new_figure", "png_of"]

_DPI = 120


def new_figure(width: float, height: float) -> Figure:
    """A figure of so many inches. Raises `MissingExtraError` without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "report", "a plot") from None
    return Figure(figsize=(width, height), layout="constrained")


def png_of(figure: Figure) -> bytes:
    """The figure as it is, without the date, so that the same figure gives the same bytes."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # Labels may be in a script that the font lacks; boxes in a plot are no reason to warn on stderr.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
    return buffer.getvalue()
