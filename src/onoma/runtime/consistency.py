"""What a document says in one place, heeded in another, before the chain decodes either.

Places of the same word help one another (see `onoma.runtime.sharing`), and abbreviations follow what they stand for:
where "nephrotic syndrome (NS)" makes a disease of the long form, "NS" is one in all of its places, and where "magnetic
resonance (MR)" is nothing, "MR" by itself is nothing either. Abbreviations are found by `onoma.context`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Calibration, Manifest
from onoma.context.abbreviations import definitions
from onoma.document import Span
from onoma.encoding import Encoder
from onoma.runtime.chain import Found
from onoma.runtime.decoder import Decoder, side_by_side
from onoma.runtime.sharing import shared
from onoma.schemes import split_tag

__all__ = ["Consistency", "Part"]

Floats = NDArray[np.float32]

_MOST_CONVICTION = 8.0
"""Log-odds that a long form gives its abbreviation at most."""

_DOUBT = 5.0
"""Log-odds against an abbreviation by itself whose long form was not found."""


class Part(NamedTuple):
    """Characters `[start, end)` of a text, with the rows of their words for the network; at least one."""

    text: str
    start: int
    end: int
    rows: Sequence[int]


class _Meaning(NamedTuple):
    """What the long form of an abbreviation is: its label, or none, and how sure that is, as log-odds."""

    label: str
    conviction: float


class Consistency:
    """Mixes the emissions of the parts of one text.

    `share` is the weight of a word's mean over its places, from 0 to 1; `abbreviations` is whether they follow what
    they stand for. Both are a manifest's, and may be changed.
    """

    def __init__(self, manifest: Manifest, encoder: Encoder) -> None:
        self.share = manifest.share
        self.abbreviations = manifest.abbreviations
        self._encoder = encoder
        labels = [split_tag(tag)[1] or "" for tag in manifest.tags]
        self._columns = {label: np.array([label == other for other in labels]) for label in ("", *manifest.labels)}

    def __bool__(self) -> bool:
        """Whether it does anything."""
        return bool(self.share) or self.abbreviations

    def mixed(self, parts: Sequence[Part], emissions: Sequence[Floats], decoder: Decoder) -> list[Floats]:
        """The emissions `(words, tags)` of the parts of one text, each heeding the others."""
        result = list(emissions)
        if self.share:
            rows = [part.rows for part in parts]
            result = shared(result, rows, [self._encoder.lettered(row) for row in rows], self.share)
        if self.abbreviations:
            result = self._following(parts, result, decoder)
        return result

    def _following(self, parts: Sequence[Part], emissions: list[Floats], decoder: Decoder) -> list[Floats]:
        """With every abbreviation drawn to what its long form was found to be."""
        explained = [list(definitions(part.text[part.start : part.end])) for part in parts]
        if not any(explained):
            return emissions
        words = [self._encoder.words(part.text, part.start, part.end) for part in parts]
        found = decoder.decode(*side_by_side(emissions))
        meanings: dict[str, _Meaning] = {}
        for part, pairs, own_words, own_found in zip(parts, explained, words, found, strict=True):
            for long, short in pairs:
                place = long[0] + part.start, long[1] + part.start
                text = part.text[short[0] + part.start : short[1] + part.start]
                meanings.setdefault(text, _meaning(place, own_words, own_found))
        mentions = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(meanings, reverse=True)))})s?(?!\w)")
        result: list[Floats] = []
        for part, rows, own_words, own_found in zip(parts, emissions, words, found, strict=True):
            drawn = rows.copy()
            alone = {(own_words[item.start][0], own_words[item.end - 1][1]) for item in own_found}
            for match in mentions.finditer(part.text, part.start, part.end):
                meaning = meanings[match[1]]
                if meaning.label or match.span() in alone:
                    first, last = _covered(match.span(), own_words)
                    drawn[first:last, self._columns[meaning.label]] += meaning.conviction
            result.append(drawn)
        return result


def _meaning(long: Span, words: Sequence[Span], found: Sequence[Found]) -> _Meaning:
    """What an entity that ends where the long form does, and begins no later, says of it."""
    for item in found:
        if words[item.end - 1][1] == long[1] and words[item.start][0] <= long[0]:
            return _Meaning(item.label, min(max(Calibration.logit(item.probability), 0.0), _MOST_CONVICTION))
    return _Meaning("", _DOUBT)


def _covered(span: Span, words: Sequence[Span]) -> tuple[int, int]:
    """The words `[first, last)` that a span touches."""
    starts, ends = [start for start, _ in words], [end for _, end in words]
    return bisect_right(ends, span[0]), bisect_left(starts, span[1])
