"""`TermIndex`: which of a million terms a name means, by its normal form or by what it looks like.

Names are compared as bags of three-letter pieces weighted by their rarity (the cosine of tf-idf, without the
tf). An inverted index from pieces to names makes the list of candidates short: a name that reaches the wanted score
has to share some of the rarest pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onoma.document import Value
from onoma.linking.arrays import Array, open_arrays, write_arrays
from onoma.linking.spelling import grams_of, normal_form, number_words, within_one_edit

__all__ = ["Candidate", "TermIndex", "name_key"]

_OTHER_NUMBERS = 0.7
"""What is left of the score where two names differ in a number: type 1 is not type 2."""

_BEST_INEXACT = 0.99

_LONG, _MISTYPED = 8, 0.4
"""From so many letters on one may be wrong, and so alike two names still are where one is."""

_SHORTLIST = 32
_MOST_POSTINGS = 400_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that a name may mean, and how alike the names are: 1 where their normal forms are the same."""

    id: str
    name: str
    score: float


def name_key(form: str) -> int:
    """A 64-bit number for a normal form."""
    return int.from_bytes(blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class TermIndex:
    """Terms that can be looked up by name. `onoma.linking.build_index` makes one."""

    def __init__(self, arrays: Mapping[str, Array], facts: Mapping[str, Value]) -> None:
        self._arrays = arrays
        self.facts = facts
        labels = facts.get("labels")
        self._labels = {str(label): number for number, label in enumerate(labels)} if isinstance(labels, list) else {}
        self._names, self._ids = _Texts(arrays, "name"), _Texts(arrays, "id")

    @classmethod
    def open(cls, path: str | Path) -> TermIndex:
        """The index in a file, mapped into memory. Raises `InputError` when it is damaged."""
        return cls(*open_arrays(Path(path)))

    def save(self, path: str | Path) -> None:
        """Write the index into one file."""
        write_arrays(Path(path), self._arrays, self.facts)

    @property
    def n_terms(self) -> int:
        """How many ids there are."""
        return len(self._ids)

    @property
    def n_names(self) -> int:
        """How many names there are, synonyms among them."""
        return len(self._names)

    def find(self, name: str, label: str = "", *, n: int = 5, min_score: float = 0.7) -> list[Candidate]:
        """The terms that the name may mean, the likeliest first, each once; at most `n`.

        With a label, terms of another label are left out. Terms of the same score stand as in the file.
        """
        form = normal_form(name)
        if not form or n < 1:
            return []
        exact = [index for index in self._same_key(form) if self._allowed(index, label)]
        if exact:
            scored = [(1.0, index) for index in exact]
        elif min_score < 1.0:
            scored = list(self._alike(form, label, max(n, _SHORTLIST), min_score))
            scored = scored or list(self._mistyped(form, label, min_score))
        else:
            scored = []
        best: dict[int, tuple[float, int]] = {}
        for score, index in scored:
            best.setdefault(int(self._arrays["term"][index]), (score, index))
        return [
            Candidate(self._ids[term], self._names[int(self._arrays["first"][term])], round(score, 4))
            for term, (score, _) in list(best.items())[:n]
        ]

    def _allowed(self, index: int, label: str) -> bool:
        if not label or not self._labels:
            return True
        number = int(self._arrays["label"][int(self._arrays["term"][index])])
        return number in (self._labels.get(""), self._labels.get(label.casefold()))

    def _same_key(self, form: str) -> Iterator[int]:
        """Names whose normal form this is, in the order of the file."""
        keys = self._arrays["key"]
        key = np.uint64(name_key(form))
        start, end = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        for index in sorted(map(int, self._arrays["key_name"][start:end])):
            if normal_form(self._names[index]) == form:
                yield index

    def _alike(self, form: str, label: str, n: int, min_score: float) -> Iterator[tuple[float, int]]:
        """Names that look like the form: scores and indices, the best first."""
        wanted = self._pieces(form)
        if not len(wanted.weights):
            return
        found, scores = self._similar(wanted, min_score)
        order = np.lexsort((found, -scores))[: 4 * n]
        numbers = number_words(form)
        ranked = []
        for index, score in zip(found[order].tolist(), scores[order].tolist(), strict=True):
            if not self._allowed(index, label):
                continue
            if number_words(normal_form(self._names[index])) != numbers:
                score *= _OTHER_NUMBERS
            if score >= min_score:
                ranked.append((min(score, _BEST_INEXACT), index))
        yield from sorted(ranked, key=lambda pair: (-pair[0], pair[1]))[:n]

    def _mistyped(self, form: str, label: str, min_score: float) -> Iterator[tuple[float, int]]:
        """Names that are one letter away from a form that is long enough not to be another name."""
        score = 1.0 - 1.0 / len(form)
        if len(form) < _LONG or score < min_score:
            return
        numbers = number_words(form)
        for _, index in self._alike(form, label, _SHORTLIST, _MISTYPED):
            other = normal_form(self._names[index])
            if within_one_edit(form, other) and number_words(other) == numbers:
                yield score, index

    def _pieces(self, form: str) -> _Pieces:
        """The pieces of a form that some name has, the rarest first."""
        arrays = self._arrays
        codes = np.unique(grams_of(form.encode("utf-8", "surrogatepass"))[0])
        places = np.searchsorted(arrays["gram"], codes)
        known = places < arrays["gram"].size
        known[known] = arrays["gram"][places[known]] == codes[known]
        places = places[known]
        counts = arrays["gram_start"][places + 1] - arrays["gram_start"][places]
        order = np.argsort(counts, kind="stable")
        weights = arrays["weight"][places].astype(np.float64)[order]
        # A piece that no name has is as rare as can be.
        unknown = float(np.log1p(self.n_names)) ** 2 * int((~known).sum())
        return _Pieces(places[order], weights, float(np.sqrt(weights.sum() + unknown)))

    def _similar(self, wanted: _Pieces, min_score: float) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
        """Names with a cosine of at least `min_score`, in order, and their cosines."""
        starts, postings, norms = self._arrays["gram_start"], self._arrays["posting"], self._arrays["norm"]
        rows = [postings[starts[place] : starts[place + 1]] for place in wanted.places]
        # Whoever shares none of the first rows has no more in common than the rest weighs, which is too little.
        rest = wanted.weights[::-1].cumsum()[::-1]
        n_first = max(int(np.searchsorted(-rest, -((min_score * wanted.norm) ** 2), "right")), 1)
        sizes = np.cumsum([row.size for row in rows])
        n_first = min(n_first, max(int(np.searchsorted(sizes, _MOST_POSTINGS, "right")), 1))
        found, inverse = np.unique(np.concatenate(rows[:n_first]), return_inverse=True)
        weights = np.repeat(wanted.weights[:n_first], [row.size for row in rows[:n_first]])
        shared = np.bincount(inverse, weights, found.size)
        left = float(rest[n_first]) if n_first < len(rows) else 0.0
        for row, weight in zip(rows[n_first:], wanted.weights[n_first:], strict=True):
            hopeful = (shared + left) >= min_score * wanted.norm * norms[found]
            found, shared = found[hopeful], shared[hopeful]
            at = np.minimum(np.searchsorted(row, found), row.size - 1)
            shared = shared + weight * (row[at] == found)
            left -= weight
        scores = shared / (wanted.norm * norms[found])
        good = scores >= min_score
        return found[good], scores[good]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Where the pieces of a name stand in the index and what they weigh `(pieces,)`, and the length of their vector."""

    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    norm: float


class _Texts(Sequence[str]):
    """Many texts in one array of bytes."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._bytes, self._starts = arrays[f"{name}_bytes"], arrays[f"{name}_start"]

    def __len__(self) -> int:
        return int(self._starts.size) - 1

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        data = self._bytes[int(self._starts[index]) : int(self._starts[index + 1])].tobytes()
        return data.decode("utf-8", "surrogatepass")
