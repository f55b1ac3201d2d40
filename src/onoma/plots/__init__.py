"""Plots of what an evaluation found, as PNG bytes: the one door by which matplotlib comes in.

A plot takes records of `onoma.evaluation` or plain numbers and returns bytes; where they go is other
people's business. Without matplotlib each raises `MissingExtraError`.
"""

from onoma.plots.canvas import new_figure, png_of
from onoma.plots.confusion import confusion_png
from onoma.plots.heat_map import Panel, heat_map_png
from onoma.plots.reliability import reliability_png
from onoma.plots.slices import slices_png

__all__ = ["Panel", "confusion_png", "heat_map_png", "new_figure", "png_of", "reliability_png", "slices_png"]
