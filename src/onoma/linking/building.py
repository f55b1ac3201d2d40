"""Terms to an index, in memory that grows with the index alone; and the index of a file, kept beside it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onoma.document import Value
from onoma.errors import InputError
from onoma.linking.arrays import Array
from onoma.linking.index import TermIndex, name_key
from onoma.linking.spelling import grams_of, normal_form
from onoma.linking.terms import Term, read_terms

__all__ = ["INDEX_SUFFIX", "build_index", "load_terms"]

INDEX_SUFFIX = ".onoma"
"""`terms.csv.onoma` is the index of `terms.csv`."""

_KEPT_FROM = 20_000
"""The index of fewer names is built again each time, in less than a second, and clutters nobody's folder."""

_CHUNK_NAMES = 50_000
_ALL_GRAMS = 1 << 24
_NO_NAME = 0xFFFFFFFF


def load_terms(path: str | Path) -> TermIndex:
    """The index of a list of terms (see `read_terms`), or a saved index.

    That of a long list is kept beside the file, where its folder can be written to, and used again as long as
    the file has the same size and time.
    """
    file = Path(path)
    if file.suffix == INDEX_SUFFIX:
        return TermIndex.open(file)
    try:
        state = file.stat()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    stamp = f"{state.st_size} {state.st_mtime_ns}"
    kept = file.with_name(file.name + INDEX_SUFFIX)
    if kept.exists() and (index := _of_this_time(kept, stamp)) is not None:
        return index
    index = build_index(read_terms(file), stamp)
    if not index.n_names:
        raise InputError(f"{path}: has no terms; there is nothing to link to")
    if index.n_names >= _KEPT_FROM:
        try:
            index.save(kept)
        except OSError:
            return index  # a folder that can't be written to makes the next start slower, no more
        return TermIndex.open(kept)  # mapped into memory instead of held there
    return index


def _of_this_time(kept: Path, stamp: str) -> TermIndex | None:
    try:
        index = TermIndex.open(kept)
    except InputError:
        return None  # of another version, or damaged: it is built again
    return index if index.facts.get("stamp") == stamp else None


def build_index(terms: Iterable[Term], stamp: str = "") -> TermIndex:
    """The index of these terms. Terms with the same id are one, called by the first name. `stamp` is kept in it."""
    gathered = _Gathered()
    for term in terms:
        gathered.add(term)
    labels: list[Value] = list(gathered.labels)
    return TermIndex(gathered.arrays(), {"stamp": stamp, "labels": labels})


class _Texts:
    """Texts that are gathered into one array of bytes."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def arrays(self, name: str) -> dict[str, Array]:
        return {f"{name}_bytes": np.frombuffer(self._bytes, np.uint8), f"{name}_start": np.array(self._ends, np.uint64)}


class _Gathered:
    """What is known of the terms so far."""

    def __init__(self) -> None:
        self.labels: dict[str, int] = {}
        self._names, self._ids = _Texts(), _Texts()
        self._forms = bytearray()
        self._keys = array("Q")
        self._terms = array("I")
        self._first = array("I")
        self._of_term = array("I")
        self._known: dict[str, int] = {}

    def add(self, term: Term) -> None:
        number = self._known.get(term.id)
        if number is None:
            number = self._known[term.id] = len(self._first)
            self._ids.add(term.id)
            self._first.append(_NO_NAME)
            self._of_term.append(self.labels.setdefault(term.label.casefold(), len(self.labels)))
        for name in dict.fromkeys((term.name, *term.synonyms)):
            if form := normal_form(name):
                if self._first[number] == _NO_NAME:
                    self._first[number] = len(self._names)
                self._names.add(name)
                self._terms.append(number)
                self._keys.append(name_key(form))
                self._forms += form.encode("utf-8", "surrogatepass") + b"\n"

    def arrays(self) -> dict[str, Array]:
        """The arrays of the index."""
        keys = np.array(self._keys, np.uint64)
        order = np.argsort(keys, kind="stable").astype(np.uint32)
        self._known = {}
        return {
            **self._names.arrays("name"),
            **self._ids.arrays("id"),
            "term": np.array(self._terms, np.uint32),
            "first": np.array(self._first, np.uint32),
            "label": np.array(self._of_term, np.uint32),
            "key": keys[order],
            "key_name": order,
            **_inverted(bytes(self._forms), len(self._names)),
        }


def _inverted(forms: bytes, n_names: int) -> dict[str, Array]:
    """From pieces to the names that have them, what pieces weigh, and how long names' vectors are."""
    counts = np.zeros(_ALL_GRAMS, np.uint32)
    for codes, _ in _pieces(forms):
        first = np.flatnonzero(_first_of_each(codes))
        counts[codes[first]] += np.diff(first, append=codes.size).astype(np.uint32)
    grams = np.flatnonzero(counts).astype(np.uint32)
    starts = np.concatenate(([0], np.cumsum(counts[grams], dtype=np.uint64))).astype(np.uint64)
    weights = np.log1p(n_names / counts[grams]).astype(np.float32) ** 2
    postings = np.empty(int(starts[-1]), np.uint32)
    norms = np.zeros(n_names, np.float64)
    free = starts[:-1].astype(np.int64)
    for codes, names in _pieces(forms):
        rows = np.searchsorted(grams, codes)
        first = np.flatnonzero(_first_of_each(rows))
        lengths = np.diff(first, append=rows.size)
        postings[np.repeat(free[rows[first]] - first, lengths) + np.arange(rows.size)] = names
        free[rows[first]] += lengths
        norms += np.bincount(names, weights[rows].astype(np.float64), n_names)
    return {
        "gram": grams,
        "gram_start": starts,
        "weight": weights,
        "posting": postings,
        "norm": np.sqrt(norms).astype(np.float32),
    }


def _first_of_each(ordered: Array) -> NDArray[np.bool_]:
    """Which of the values in an ordered array differ from the one before."""
    return np.concatenate(([True], ordered[1:] != ordered[:-1]))[: ordered.size]


def _pieces(forms: bytes) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32]]]:
    """Pieces and the names that have them, each pair once, by piece and then by name; some names at a time."""
    start = first = 0
    while start < len(forms):
        end = start
        n_lines = 0
        while n_lines < _CHUNK_NAMES and end < len(forms):
            end = forms.index(b"\n", end) + 1
            n_lines += 1
        codes, lines = grams_of(forms[start : end - 1])
        pairs = (codes.astype(np.uint64) << np.uint64(32)) | lines
        pairs.sort()  # several times as fast as np.unique
        pairs = pairs[_first_of_each(pairs)]
        yield (
            (pairs >> np.uint64(32)).astype(np.uint32),
            (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32) + np.uint32(first),
        )
        start, first = end, first + n_lines
