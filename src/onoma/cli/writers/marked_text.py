"""The texts themselves with their entities marked: in colours where the terminal has them, in brackets elsewhere."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.text import Text

from onoma.cli.tables import table_console
from onoma.document import Document
from onoma.drawing import LIGHT, Colours, Mark, Piece, nested

__all__ = ["write_marked_text"]


# Where a terminal has 16 colours, all tints would become the same white. Black can be read on each of these.
_FEW = ("bright_cyan", "bright_yellow", "bright_green", "bright_magenta", "bright_red", "cyan", "yellow", "white")


def write_marked_text(documents: Iterable[Document], file: TextIO) -> Counter[str]:
    """Each document's id, then its text; scores, values and attributes have no place there and are counted."""
    console = table_console(file)
    colours = Colours()
    few = console.color_system in ("standard", "windows")
    lost: Counter[str] = Counter()
    for document in documents:
        if document.id is not None:
            _print(console, Text(_visible(document.id), style="bold"))
        _print(console, _marked(document, colours if console.color_system and not console.no_color else None, few=few))
        _print(console, Text())
        lost["entity values"] += sum(entity.value is not None for entity in document.entities)
        lost["entities' attributes"] += sum(bool(entity.attributes) for entity in document.entities)
    return +lost


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)  # lines are broken by the terminal, not by us, so that they can be copied


def _marked(document: Document, colours: Colours | None, *, few: bool) -> Text:
    text = Text()
    # Not by recursion: entities may nest deeper than functions.
    waiting: list[tuple[Piece | str, Style | None, bool]] = [(part, None, False) for part in reversed(nested(document))]
    while waiting:
        part, style, as_it_is = waiting.pop()
        if isinstance(part, str):
            text.append(part if as_it_is else _visible(part), style)
            continue
        inner, label = _styles(part, colours, few=few)
        waiting.append((_after(part, colours), label, True))
        waiting += [(piece, inner, False) for piece in reversed(part.inside)]
        if colours is None:
            waiting.append(("[", style, True))
    return text


def _styles(mark: Mark, colours: Colours | None, *, few: bool) -> tuple[Style | None, Style | None]:
    """How the mark's text looks, and its label. Both have their own ground, so the terminal's does not matter."""
    if colours is None:
        return None, None
    slot = colours.slot(mark.entity.label)
    if few:
        ground = _FEW[slot % len(_FEW)]
        return Style(color="black", bgcolor=ground), Style(color="black", bgcolor=ground, bold=True)
    look = colours.look(slot)
    return Style(color=LIGHT.text, bgcolor=look.tint), Style(color=look.ink, bgcolor=look.tint, bold=True)


def _after(mark: Mark, colours: Colours | None) -> str:
    """What stands behind the mark's text; the label where the entity ends."""
    label = f" {_visible(mark.entity.label)}" if mark.ends else ""
    return label + ("]" if colours is None else "")


def _visible(text: str) -> str:
    """Without the control characters by which a text could command the terminal; lines stay."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" else char
        for char in text.replace("\r\n", "\n")
    )
