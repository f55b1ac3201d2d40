"""The page of a report: one file that fetches nothing, reads without a script, and escapes all that is data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from onoma.document import Document
from onoma.evaluation import Report
from onoma.reporting import tables
from onoma.reporting.browser import browser_html
from onoma.reporting.html import element, figure, section

__all__ = ["page_html"]

# The page may show what it holds and nothing else: no address in it is ever asked for.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

_CAPTIONS = {
    "confusion.png": "Which type was taken for which, with what was missed and what is spurious.",
    "f1-by-length.png": "F1 by length of the entity, in words and in characters.",
    "f1-by-frequency.png": "F1 by how often the mention, with its type, occurs in training.",
    "reliability.png": "How often entities of a score are right, and how many there are.",
}


def page_html(
    title: str,
    report: Report,
    plots: Mapping[str, bytes],
    gold: Sequence[Document],
    predicted: Sequence[Document],
) -> str:
    """The whole page; `plots` are PNG files by name. Raises `InputError` when the documents don't belong together."""
    body = (
        element("h1", title),
        tables.headline(report),
        tables.warnings(report),
        tables.per_type(report),
        tables.matching(report),
        tables.seen_and_unseen(report),
        tables.whole_sentences(report),
        _pictures(report, plots),
        browser_html(gold, predicted),
        tables.reading(report),
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_part('report.css')}</style>\n</head>\n<body>\n"
        + "\n".join(filter(None, body))
        + f"\n<script>\n{_part('report.js')}</script>\n</body>\n</html>\n"
    )


def _pictures(report: Report, plots: Mapping[str, bytes]) -> str:
    shown = [figure(plots[name], caption) for name, caption in _CAPTIONS.items() if name in plots]
    lengths = tables.slices("words", report.by_words) + tables.slices("characters", report.by_characters)
    missing = "" if report.calibration is not None else "The predictions have no scores, so there is no reliability."
    return section(
        "Plots", f'<div class="figures">{"".join(shown)}</div>', lengths, element("p", missing) if missing else ""
    )


def _part(name: str) -> str:
    return files("onoma.reporting").joinpath(name).read_text(encoding="utf-8")
