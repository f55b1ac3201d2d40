"""What goes wrong with text on its way to a recognizer, as a table: case, typos, punctuation, OCR.

Each perturbation says which edits it would make in a document; `edits` makes them. Names that are
swapped need to know the whole corpus and live in `swapped_names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from onoma.document import Document
from onoma.evaluation.edits import Edit, borders

__all__ = ["OCR_RATE", "PERTURBATIONS", "TYPO_RATE", "Perturbation"]

TYPO_RATE = 0.1
"""How many words of at least four letters get a typo."""

OCR_RATE = 0.05
"""How many of the places that a reading machine may mistake are mistaken."""

Editor = Callable[[Document, Random], Iterator[Edit]]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """A way to change texts. `note` is what it could not change, for the reader of its score."""

    name: str
    about: str
    edits: Editor
    note: str = ""


def _recased(change: Callable[[str], str]) -> Editor:
    """Edits from border to border: a letter may become two, and in Greek it looks at the letters around."""

    def edits(document: Document, _: Random) -> Iterator[Edit]:
        for start, end in pairwise(sorted({0, *borders(document), len(document.text)})):
            piece = document.text[start:end]
            if change(piece) != piece:
                yield Edit(start, end, change(piece))

    return edits


_WORD = re.compile(r"[^\W\d_]{4,}")


def _typos(document: Document, draw: Random) -> Iterator[Edit]:
    for word in _WORD.finditer(document.text):
        if draw.random() < TYPO_RATE:
            yield draw.choice(_TYPOS)(document.text, draw.randrange(word.start() + 1, word.end() - 1), draw)


# The first letter is spared, as in Pruthi et al. 2019: writers seldom miss it. Each gets the place of
# a letter that another letter follows.
def _neighbour(text: str, at: int, draw: Random) -> Edit:
    keys = _NEIGHBOURS.get(text[at].lower())
    if keys is None:
        return _transposition(text, at, draw)
    key = draw.choice(keys)
    return Edit(at, at + 1, key.upper() if text[at].isupper() else key)


def _transposition(text: str, at: int, draw: Random) -> Edit:
    if text[at] == text[at + 1]:
        return _deletion(text, at, draw)
    return Edit(at, at + 2, text[at + 1] + text[at])


def _deletion(text: str, at: int, draw: Random) -> Edit:
    return Edit(at, at + 1, "")


def _doubling(text: str, at: int, draw: Random) -> Edit:
    return Edit(at, at + 1, text[at] * 2)


_TYPOS = (_neighbour, _transposition, _deletion, _doubling)

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Each row lies half a key further right than the one above."""


def _near(row: int, column: int) -> str:
    places = ((row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1))
    below = ((row + 1, column - 1), (row + 1, column))
    return "".join(_KEYBOARD[r][c] for r, c in (*places, *below) if 0 <= r < 3 and 0 <= c < len(_KEYBOARD[r]))


_NEIGHBOURS: Mapping[str, str] = {
    key: _near(row, column) for row, keys in enumerate(_KEYBOARD) for column, key in enumerate(keys)
}

# Marks inside a word (don't, 3.5, co-author) hold it together; @ and # say what a word is.
_PUNCTUATION = re.compile(r"""(?<!\w)[][.,;:!?…'"“”„‘’«»(){}–—-]|[][.,;:!?…'"“”„‘’«»(){}–—-](?!\w)""")


def _unpunctuated(document: Document, _: Random) -> Iterator[Edit]:
    return (Edit(*mark.span(), "") for mark in _PUNCTUATION.finditer(document.text))


_MISREAD: Mapping[str, tuple[str, ...]] = {
    "rn": ("m",),
    "cl": ("d",),
    "vv": ("w",),
    "li": ("h",),
    "m": ("rn",),
    "w": ("vv",),
    "d": ("cl",),
    "h": ("li", "b"),
    "l": ("1", "I", "i"),
    "I": ("l", "1"),
    "i": ("l", "j"),
    "1": ("l", "I"),
    "O": ("0", "Q"),
    "o": ("0", "c"),
    "0": ("O", "o"),
    "S": ("5",),
    "s": ("5",),
    "5": ("S",),
    "B": ("8", "R"),
    "8": ("B",),
    "Z": ("2",),
    "2": ("Z",),
    "G": ("6", "C"),
    "e": ("c",),
    "c": ("e",),
    "a": ("o",),
    "n": ("ri",),
    "u": ("ii", "v"),
    "f": ("t",),
    "t": ("f",),
    ",": (".",),
    ".": (",",),
}
"""What scanned letters are read as; the pairs of letters come first, so that they win."""

_MISREADABLE = re.compile("|".join(map(re.escape, _MISREAD)))


def _misread(document: Document, draw: Random) -> Iterator[Edit]:
    for place in _MISREADABLE.finditer(document.text):
        if draw.random() < OCR_RATE:
            yield Edit(*place.span(), draw.choice(_MISREAD[place[0]]))


PERTURBATIONS: tuple[Perturbation, ...] = (
    Perturbation("lower case", "every letter small", _recased(str.lower)),
    Perturbation("upper case", "every letter a capital", _recased(str.upper)),
    Perturbation("typos", f"one typo in {TYPO_RATE:.0%} of words of four letters or more", _typos),
    Perturbation("no punctuation", "no mark but those inside words", _unpunctuated),
    Perturbation("OCR noise", f"{OCR_RATE:.0%} of what is easily misread: l as 1, O as 0, rn as m", _misread),
)
"""The perturbations that look at one document at a time, in the order of the table."""
