"""Offsets that miss the text they state, put right where that text stands near by, once.

Formats that store a mention's text beside its offsets let a reader notice when the two disagree.
"""

from __future__ import annotations

import re

from onoma.document import Span

__all__ = ["mend", "what_was_mended"]

_REACH = 100
_SPACE = re.compile(r"\s")


def _plain(text: str) -> str:
    """White space as blanks, one for one: formats write a line break in a mention as a blank."""
    return _SPACE.sub(" ", text)


def mend(text: str, span: Span, stated: str) -> Span | None:
    """Where `stated` stands: at the span, or else at the one place within 100 characters, or else None.

    White space around it may be missing. An end offset that counts the last character in, as some tools
    write it, is one short.
    """
    start, end = span
    wanted = _plain(stated)
    if 0 <= start < end <= len(text) and _plain(text[start:end]) in (wanted, wanted.strip()):
        return span
    if 0 <= start <= end < len(text) and _plain(text[start : end + 1]) == wanted:
        return start, end + 1
    low = max(0, start - _REACH)
    window = _plain(text[low : max(start, end) + _REACH])
    found = _only_place(window, wanted) if wanted in window else _only_place(window, wanted.strip())
    return None if found is None else (low + found[0], low + found[1])


def what_was_mended(stated_text: str, stated: Span, found: Span, whose: str) -> tuple[str, str] | None:
    """The note on a span that `mend` found otherwise than stated, and its detail; None where all agreed."""
    if found == stated:
        if len(stated_text) == found[1] - found[0]:
            return None
        return f"white space around {whose} text left out", f"{stated_text!r} is stated"
    detail = f"{stated_text!r} stands at [{found[0]}, {found[1]}), not at [{stated[0]}, {stated[1]})"
    if found == (stated[0], stated[1] + 1):
        return "inclusive end offset mended to one past the last character", detail
    return f"offsets mended to where {whose} text stands", detail


def _only_place(window: str, wanted: str) -> Span | None:
    found = window.find(wanted)
    if not wanted.strip() or found < 0 or window.find(wanted, found + 1) >= 0:
        return None
    return found, found + len(wanted)
