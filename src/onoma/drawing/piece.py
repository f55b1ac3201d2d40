"""One document as a piece of HTML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from onoma.drawing.colours import Colours
from onoma.drawing.drawable import Drawable, Marked
from onoma.drawing.escaping import escaped
from onoma.drawing.nesting import Mark, Piece, nested
from onoma.drawing.style import style_sheet

__all__ = ["counts", "marked_text", "piece", "swatch"]


def piece(document: Drawable) -> str:
    """The document with its own style and the counts of its labels, for a notebook's output."""
    colours = Colours()
    text = marked_text(document, colours)
    found = Counter(entity.label for entity in document.entities)
    sheet = style_sheet(map(colours.slot, found))
    return f'<div class="onoma"><style>\n{sheet}</style>\n{counts(found, colours)}\n{text}</div>'


def counts(found: Counter[str], colours: Colours) -> str:
    """Each label in its look with how often it was found, the most frequent first."""
    if not found:
        return '<p class="none">no entities</p>'
    items = "".join(f"<li>{swatch(label, colours)} {n:,}</li>" for label, n in found.most_common())
    return f'<ul class="counts">{items}</ul>'


def swatch(label: str, colours: Colours) -> str:
    """The label in its look."""
    return f'<span class="swatch s{colours.slot(label)}">{escaped(label)}</span>'


def marked_text(document: Drawable, colours: Colours) -> str:
    """The document's text with its entities marked, as one paragraph that runs in the text's own direction."""
    return f'<p class="text" dir="auto">{"".join(_html(document, nested(document), colours))}</p>'


def _html(document: Drawable, pieces: list[Piece], colours: Colours) -> Iterator[str]:
    # Not by recursion: entities may nest deeper than functions.
    waiting: list[Piece | tuple[Mark]] = list(reversed(pieces))
    while waiting:
        match waiting.pop():
            case str(text):
                yield escaped(text)
            case Mark() as mark:
                yield _opening(mark, colours)
                waiting.append((mark,))
                waiting.extend(reversed(mark.inside))
            case (mark,):
                yield _closing(document, mark)


def _opening(mark: Mark, colours: Colours) -> str:
    names = ["entity", f"s{colours.slot(mark.entity.label)}"]
    names += (
        [f"h{mark.height}"] * (mark.height > 1) + ["cut-before"] * (not mark.begins) + ["cut-after"] * (not mark.ends)
    )
    # One piece of each entity can be reached with the keyboard.
    focus = ' tabindex="0"' if mark.begins else ""
    return f'<mark class="{" ".join(names)}" data-entity="{mark.number}"{focus}>'


def _closing(document: Drawable, mark: Mark) -> str:
    return f"{_label(mark.entity.label) if mark.ends else ''}{_card(document, mark.entity)}</mark>"


_SHORT = 24


def _label(label: str) -> str:
    """The label beside the text. A long one is cut short to be seen: the card and the legend have all of it."""
    names = "label" if len(label) <= _SHORT else "label long"
    return f'<span class="{names}">{escaped(label)}</span>'


def _card(document: Drawable, entity: Marked) -> str:
    """What is known about the entity, which is shown while it is pointed at or has the focus."""
    rows = [("label", f'<span class="kind"><bdi>{escaped(entity.label)}</bdi></span>')]
    rows.append(("text", f"<bdi>{escaped(_mention(document, entity))}</bdi>"))
    if entity.score is not None:
        meter = f'<meter min="0" max="1" value="{entity.score:.4f}" aria-hidden="true"></meter>'
        rows.append(("score", f"{entity.score:.4f}{meter}"))
    if entity.value is not None:
        rows.append(("value", _said(entity.value)))
    rows += [(name, _said(value)) for name, value in entity.attributes.items()]
    if entity.source:
        rows.append(("source", _said(entity.source)))
    rows.append(("characters", f"{entity.start}–{entity.end}"))
    shown = "".join(
        f'<span class="row"><span class="name"><bdi>{escaped(name)}</bdi></span><span class="said">{said}</span></span>'
        for name, said in rows
    )
    return f'<span class="card" role="tooltip">{shown}</span>'


_LONGEST = 200


def _mention(document: Drawable, entity: Marked) -> str:
    mention = " … ".join(document.text[start:end] for start, end in entity.spans)
    return mention if len(mention) <= _LONGEST else f"{mention[:_LONGEST]}…"


def _said(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"<bdi>{escaped(text)}</bdi>"
