"""Text beside tags: escaped so that nothing in it reads as one, and back."""

from __future__ import annotations

from html import unescape

__all__ = ["escaped", "unescaped"]


def escaped(text: str) -> str:
    """The text with `&`, `<` and `>` as references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The text with all references resolved, those that a translator wrote for quotes and accents too."""
    return unescape(text) if "&" in text else text
