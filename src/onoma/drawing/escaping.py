"""Text as HTML: nothing in it is a tag, and what does not show is shown."""

from __future__ import annotations

from html import escape

__all__ = ["escaped"]

# Control characters, which HTML forbids or drops, as their pictures; half characters, which UTF-8 can't hold. A
# carriage return would be read as a line's end if it stood there bare.
_SHOWN = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
_SHOWN |= {0x7F: "\u2421", 0x0D: "&#13;"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def escaped(text: str) -> str:
    """The text for the inside of an element or of an attribute in quotes."""
    return escape(text).translate(_SHOWN)
