"""What counts as an utterance: something that a user may have said, and not a page, a program or noise."""

from __future__ import annotations

import re

__all__ = ["MAX_CHARACTERS", "is_utterance"]

MAX_CHARACTERS = 1000
"""A longer text is no utterance; neither is one with markup or control characters, or without letters and digits."""

_FOREIGN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]|</?[A-Za-z!][^<>]*>")


def is_utterance(text: str) -> bool:
    """Whether a text may be something that a user said."""
    return len(text) <= MAX_CHARACTERS and any(map(str.isalnum, text)) and not _FOREIGN.search(text)
