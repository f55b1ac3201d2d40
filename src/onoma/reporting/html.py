"""The few pieces of HTML that a report is made of; whatever is data comes in as text and is escaped here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["element", "figure", "section", "table"]


def element(tag: str, text: str, **attributes: str) -> str:
    """An element that holds text; `class_` stands for the attribute class."""
    names = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{names}>{escape(text)}</{tag}>"


def section(heading: str, *parts: str) -> str:
    """A section under its heading; the parts are HTML, and empty ones are left out."""
    return "\n".join(("<section>", element("h2", heading), *filter(None, parts), "</section>"))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, n_text_columns: int = 1) -> str:
    """A table whose first columns are text and the others figures."""
    head = "".join(
        element("th", name, scope="col", class_=_column(place, n_text_columns)) for place, name in enumerate(header)
    )
    body = "\n".join(f"<tr>{''.join(_cells(row, n_text_columns))}</tr>" for row in rows)
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _cells(row: Sequence[str], n_text_columns: int) -> Iterable[str]:
    for place, text in enumerate(row):
        yield element("td", text, class_=_column(place, n_text_columns))


def _column(place: int, n_text_columns: int) -> str:
    return "text" if place < n_text_columns else "figure"


def figure(png: bytes, caption: str) -> str:
    """A picture inside the page, with what it shows below."""
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    return f'<figure><img src="{source}" alt="{escape(caption)}">{element("figcaption", caption)}</figure>'
