"""The folder of a report: `report.html`, which needs no other file, and its plots once more as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from onoma.document import Document
from onoma.evaluation import Report
from onoma.plots import confusion_png, reliability_png, slices_png
from onoma.reporting.page import page_html

__all__ = ["PAGE", "write_report"]

PAGE = "report.html"


def write_report(
    folder: Path, report: Report, gold: Sequence[Document], predicted: Sequence[Document], title: str
) -> None:
    """Write the page and its plots into the folder, which is made where it is missing.

    `gold` and `predicted` are the documents that the report is about. Raises `MissingExtraError`
    without matplotlib, and `InputError` when the documents don't belong together; nothing is written then.
    """
    plots = _plots(report)
    page = page_html(title, report, plots, gold, predicted)
    folder.mkdir(parents=True, exist_ok=True)
    for name, png in plots.items():
        (folder / name).write_bytes(png)
    # Half a surrogate pair, which no UTF-8 can hold, becomes a reference that browsers show as a box.
    (folder / PAGE).write_bytes(page.encode("utf-8", "xmlcharrefreplace"))


def _plots(report: Report) -> Mapping[str, bytes]:
    """The plots by the names of their files; those that there is nothing for are left out."""
    plots = {
        "confusion.png": confusion_png(report.confusion),
        "f1-by-length.png": slices_png(
            "F1 by length of the entity", {"words": report.by_words, "characters": report.by_characters}
        ),
    }
    if report.seen is not None:
        plots["f1-by-frequency.png"] = slices_png(
            "F1 by frequency in training", {"times the mention occurs in training": report.seen.by_frequency}
        )
    if report.calibration is not None and report.calibration.bins:
        plots["reliability.png"] = reliability_png(report.calibration, "entities")
    return plots
