"""A page that shows documents with their entities marked: one file, no script, nothing from elsewhere.

It is written as documents come, in memory that does not grow with them: the legend, whose counts are known last,
stands last in the file and first on the page.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from io import StringIO
from typing import TextIO

from onoma.drawing.colours import LINES, LOOKS, Colours
from onoma.drawing.drawable import Drawable
from onoma.drawing.escaping import escaped
from onoma.drawing.piece import marked_text, swatch
from onoma.drawing.style import style_sheet

__all__ = ["page", "write_page"]

_N_SLOTS = len(LOOKS) * len(LINES)


def page(documents: Iterable[Drawable], title: str = "Entities") -> str:
    """The whole page as one string."""
    file = StringIO()
    write_page(documents, file, title)
    return file.getvalue()


def write_page(documents: Iterable[Drawable], file: TextIO, title: str = "Entities") -> None:
    """Write the page while the documents come."""
    file.write(_head(title))
    colours = Colours()
    found: Counter[str] = Counter()
    n_documents = 0
    for n_documents, document in enumerate(documents, start=1):
        found.update(entity.label for entity in document.entities)
        name = document.id if document.id is not None else f"document {n_documents:,}"
        n = _entities(len(document.entities))
        head = f'<h2><bdi>{escaped(name)}</bdi><span class="n">{n}</span></h2>'
        file.write(f"<article>\n{head}\n{marked_text(document, colours)}\n</article>\n")
    file.write(f"</main>\n{_legend(n_documents, found, colours)}</body>\n</html>\n")


def _head(title: str) -> str:
    sheet = "\n" + files("onoma.drawing").joinpath("page.css").read_text(encoding="utf-8")
    sheet = f"\n{style_sheet(range(_N_SLOTS), toggles=True)}{sheet}"
    # Only this very style sheet counts: no script, no address, no style that a text brings along.
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>{sheet}</style>\n</head>\n"
        f'<body class="onoma">\n<header><h1>{escaped(title)}</h1></header>\n<main>\n'
    )


def _legend(n_documents: int, found: Counter[str], colours: Colours) -> str:
    sum_up = f"{n_documents:,} document{'s' * (n_documents != 1)}, {_entities(found.total())}"
    boxes: set[int] = set()
    items = []
    for label, n in found.most_common():
        slot = colours.slot(label)
        shown = f'{swatch(label, colours)}<span class="n">{n:,}</span>'
        if slot not in boxes:  # of the labels after the 48th, which share a look, the first one's box is for all
            shown = f'<label class="s{slot}"><input type="checkbox" id="show-{slot}" checked>{shown}</label>'
        else:
            shown = f'<span class="only">{shown}</span>'
        boxes.add(slot)
        items.append(f"<li>{shown}</li>")
    listed = f'<ul class="counts">{"".join(items)}</ul>' if items else ""
    return f'<aside class="legend" aria-label="Legend">\n<p class="sum">{sum_up}</p>\n{listed}\n</aside>\n'


def _entities(n: int) -> str:
    return "no entities" if not n else f"{n:,} entit{'y' if n == 1 else 'ies'}"
