"""Words to hashed features: what the quick model sees of a word and of the two on either side.

Only distinct words are looked at one by one; all else is arithmetic on arrays, so a million words take
seconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["N_ROWS", "hashed_features"]

N_ROWS = 1 << 19
"""Rows of the table that features are hashed into."""

_PAD = "\0"
Table = NDArray[np.int64]


def hashed_features(sentences: Sequence[Sequence[str]]) -> NDArray[np.int32]:
    """`(words, features)`: the rows of a table of `N_ROWS`, for all words of all sentences in order."""
    forms, inner = _padded(sentences)
    tables = {name: _table(forms.distinct, view) for name, view in _VIEWS.items()}

    def at(name: str, offset: int) -> Table:
        """The hashed view of the word that many places after each."""
        ids = forms.ids[inner + offset]
        return tables[name][ids]

    singles = [at(name, offset) for name, offset in _SINGLES]
    joined = [_joined([at(name, offset) for name, offset in parts]) for parts in _JOINED]
    columns = [_salted(column, salt) % N_ROWS for salt, column in enumerate([*singles, *joined])]
    return np.stack(columns, axis=1).astype(np.int32)


class _Forms:
    """Every word as the index of its form, in one row with padding between sentences."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        index: dict[str, int] = {_PAD: 0}
        ids = [0, 0]
        for sentence in sentences:
            ids += [index.setdefault(word, len(index)) for word in sentence]
            ids += (0, 0)
        self.distinct = list(index)
        self.ids = np.array(ids, dtype=np.int64)


def _padded(sentences: Sequence[Sequence[str]]) -> tuple[_Forms, Table]:
    """The forms, and the places of words among the padding."""
    forms = _Forms(sentences)
    lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
    starts = 2 + np.cumsum(lengths + 2) - (lengths + 2)
    places = [np.arange(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    return forms, np.concatenate(places) if places else np.zeros(0, dtype=np.int64)


def _table(distinct: Sequence[str], view: Callable[[str], str]) -> Table:
    return np.array([zlib.crc32(view(form).encode("utf-8", "surrogatepass")) for form in distinct], dtype=np.int64)


def _salted(values: Table, salt: int) -> Table:
    return ((values + salt * 0x9E3779B1) * 0x85EBCA6B & 0x7FFFFFFFFFFF) >> 13


def _joined(parts: Sequence[Table]) -> Table:
    total = parts[0]
    for part in parts[1:]:
        total = (total * 0x01000193 + part) & 0x7FFFFFFF
    return total


def _shape(word: str) -> str:
    """`Xx` for a capitalised word, `X9` for a code: the kinds of characters, runs cut to one."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c for c in word[:12])
    shape: list[str] = []
    for kind in kinds:
        if not shape or shape[-1] != kind:
            shape.append(kind)
    return "".join(shape) + ("1" if len(word) == 1 else "")


_VIEWS: dict[str, Callable[[str], str]] = {
    "form": lambda word: word,
    "lower": lambda word: word.lower(),
    "shape": _shape,
    "prefix": lambda word: word.lower()[:3],
    "suffix2": lambda word: word.lower()[-2:],
    "suffix3": lambda word: word.lower()[-3:],
    "suffix4": lambda word: word.lower()[-4:],
}
_SINGLES: tuple[tuple[str, int], ...] = (
    ("form", 0),
    ("lower", 0),
    ("shape", 0),
    ("prefix", 0),
    ("suffix2", 0),
    ("suffix3", 0),
    ("suffix4", 0),
    ("lower", -1),
    ("lower", 1),
    ("lower", -2),
    ("lower", 2),
    ("shape", -1),
    ("shape", 1),
    ("suffix3", -1),
    ("suffix3", 1),
)
_JOINED: tuple[tuple[tuple[str, int], ...], ...] = (
    (("lower", -1), ("lower", 0)),
    (("lower", 0), ("lower", 1)),
    (("shape", -1), ("shape", 0), ("shape", 1)),
    (("lower", -1), ("shape", 0)),
    (("shape", 0), ("lower", 1)),
    (("lower", -2), ("lower", -1)),
    (("lower", 1), ("lower", 2)),
)
