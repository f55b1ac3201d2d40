"""What a document says in one place, heeded in another, before the chain decodes either.

Places of the same word help one another (see `onoma.runtime.sharing`), and abbreviations follow what they stand for:
where "nephrotic syndrome (NS)" makes a disease of the long form, "NS" is one in all of its places, and where "magnetic
resonance (MR)" is nothing, "MR" by itself is nothing either. Abbreviations are found by `onoma.context`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import Calibration, Manifest
from onoma.context.abbreviations import Definition, definitions, pattern_of
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


class _Section(NamedTuple):
    """A part with its words and what was found in it at first."""

    part: Part
    words: Sequence[Span]
    found: Sequence[Found]

    def explained(self, pair: Definition) -> tuple[str, _Meaning]:
        """An abbreviation that it explains, and what an entity says of it that ends where the long form does.

        The entity may begin earlier: "severe nephrotic syndrome (NS)".
        """
        (start, end), short = ((first + self.part.start, last + self.part.start) for first, last in pair)
        text = self.part.text[slice(*short)]
        for item in self.found:
            if self.words[item.end - 1][1] == end and self.words[item.start][0] <= start:
                conviction = Calibration.logit(item.probability)
                return text, _Meaning(item.label, min(max(conviction, 0.0), _MOST_CONVICTION))
        return text, _Meaning("", _DOUBT)


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
        found = decoder.decode(*side_by_side(emissions))
        words = [self._encoder.words(part.text, part.start, part.end) for part in parts]
        sections = [_Section(*section) for section in zip(parts, words, found, strict=True)]
        meanings: dict[str, _Meaning] = {}
        for section, pairs in zip(sections, explained, strict=True):
            for pair in pairs:
                meanings.setdefault(*section.explained(pair))
        mentions = pattern_of(meanings)
        return [
            self._drawn(rows, section, mentions, meanings) for rows, section in zip(emissions, sections, strict=True)
        ]

    def _drawn(
        self, rows: Floats, section: _Section, mentions: re.Pattern[str], meanings: Mapping[str, _Meaning]
    ) -> Floats:
        """The emissions of a section, those of abbreviations drawn to their meaning."""
        drawn = rows.copy()
        alone = {(section.words[item.start][0], section.words[item.end - 1][1]) for item in section.found}
        for match in mentions.finditer(section.part.text, section.part.start, section.part.end):
            meaning = meanings[match[1]]
            if meaning.label or match.span() in alone:
                first, last = _covered(match.span(), section.words)
                drawn[first:last, self._columns[meaning.label]] += meaning.conviction
        return drawn


def _covered(span: Span, words: Sequence[Span]) -> tuple[int, int]:
    """The words `[first, last)` that a span touches."""
    first = bisect_right(words, span[0], key=lambda word: word[1])
    return first, bisect_left(words, span[1], first, key=lambda word: word[0])
