"""A text as the grammars of values read it: words, figures and signs with their places.

A run of digits with points and commas inside is one token, a run of letters another, so "5mg" are
two that stand close together. Nothing here knows what a token means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["PARAGRAPH", "Tokens", "split_phrase"]

PARAGRAPH = "\n\n"
"""The token that stands for blank lines; no value reaches across one."""

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:'[0-9]{3}(?![0-9]))++(?:\.[0-9]++)?|[0-9]+(?:[.,·][0-9]+)*+|[^\W\d_]++|(?:\n[^\S\n]*+){2,}+|\S"
)
# One character for another, so that offsets stay: typographic apostrophes, hyphens and minus signs.
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "İ": "I"}
_OTHER_FIGURE = "\ufffd"
_BEYOND = 12
"""How many empty tokens follow the last one, so that a grammar may look ahead without asking."""


class Tokens:
    """The tokens of a text: `words` in lower case, `raw` as written, `starts` and `ends` in code points.

    Beyond the `n` tokens of the text stand empty ones.
    """

    __slots__ = ("ends", "n", "raw", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = _plain(text)
        spans = [match.span() for match in _TOKEN.finditer(self.text)]
        self.n = len(spans)
        beyond = [(len(text) + 1, len(text) + 1)] * _BEYOND
        self.raw = [self.text[start:end] for start, end in spans] + [""] * _BEYOND
        self.words = [PARAGRAPH if word.isspace() else word.lower() for word in self.raw]
        if not text.isascii():
            # Superscripts and the digits of other scripts are figures to Python, and none to the grammars.
            self.words = [_OTHER_FIGURE if word.isdigit() and not word.isascii() else word for word in self.words]
        self.starts = [start for start, _ in spans + beyond]
        self.ends = [end for _, end in spans + beyond]

    def glued(self, index: int) -> bool:
        """Whether a token follows the one before without a space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def index_at(self, offset: int) -> int:
        """The first token that begins at `offset` or later."""
        return bisect_left(self.starts, offset, 0, self.n)


def split_phrase(phrase: str) -> Sequence[str]:
    """The tokens of a phrase of a table, as they are written there."""
    return _TOKEN.findall(_plain(phrase))


def _plain(text: str) -> str:
    for odd, usual in _PLAIN.items():
        if odd in text:
            text = text.replace(odd, usual)
    return text
