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
from onoma.runtime.decoder import Decoder, of_each
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

    def text_of(self, span: Span) -> str:
        """The characters of a span that counts from the part's start."""
        return self.text[self.start + span[0] : self.start + span[1]]

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern is found in it."""
        return pattern.search(self.text, self.start, self.end) is not None


class _Meaning(NamedTuple):
    """What the long form of an abbreviation is: its label, or none, and how sure that is, as log-odds."""

    label: str
    conviction: float


class _Section(NamedTuple):
    """A part with the abbreviations that it explains, its words, and what was found in it at first."""

    part: Part
    pairs: Sequence[Definition]
    words: Sequence[Span]
    found: Sequence[Found]

    def meaning(self, pair: Definition) -> _Meaning:
        """What an entity says of an abbreviation that ends where the long form does.

        The entity may begin earlier: "severe nephrotic syndrome (NS)".
        """
        start, end = (self.part.start + offset for offset in pair.long)
        for item in self.found:
            if self.words[item.end - 1][1] == end and self.words[item.start][0] <= start:
                conviction = Calibration.logit(item.probability)
                return _Meaning(item.label, min(max(conviction, 0.0), _MOST_CONVICTION))
        return _Meaning("", _DOUBT)


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

    def mixed(
        self, parts: Sequence[Part], emissions: Sequence[Floats], stretches: Sequence[Sequence[int]], decoder: Decoder
    ) -> list[Floats]:
        """The emissions `(words, tags)` of some parts, where those of a stretch heed one another.

        `stretches` are numbers of parts, those of each in the order of the text.
        """
        result = list(emissions)
        if self.share:
            for members in stretches:
                self._share_out(result, parts, members)
        if self.abbreviations:
            self._follow(result, parts, stretches, decoder)
        return result

    def _share_out(self, emissions: list[Floats], parts: Sequence[Part], members: Sequence[int]) -> None:
        """Let the places of a word in a stretch help one another."""
        rows = [parts[index].rows for index in members]
        lettered = [self._encoder.lettered(row) for row in rows]
        mixed = shared([emissions[index] for index in members], rows, lettered, self.share)
        for index, part in zip(members, mixed, strict=True):
            emissions[index] = part

    def _follow(
        self, emissions: list[Floats], parts: Sequence[Part], stretches: Sequence[Sequence[int]], decoder: Decoder
    ) -> None:
        """Draw every abbreviation to what its long form is found to be, at a first decoding of what holds either."""
        explained = [list(definitions(part.text[part.start : part.end])) for part in parts]
        explaining: list[tuple[re.Pattern[str], list[int]]] = []
        for members in stretches:
            forms = {parts[index].text_of(pair.short) for index in members for pair in explained[index]}
            if forms:
                mentions = pattern_of(forms)
                explaining.append((mentions, [i for i in members if explained[i] or parts[i].holds(mentions)]))
        holding = [index for _, members in explaining for index in members]
        found = dict(zip(holding, of_each(decoder.decode, [emissions[index] for index in holding]), strict=True))
        for mentions, members in explaining:
            sections = [self._section(parts[index], explained[index], found[index]) for index in members]
            meanings: dict[str, _Meaning] = {}
            for section in sections:
                for pair in section.pairs:
                    meanings.setdefault(section.part.text_of(pair.short), section.meaning(pair))
            for index, section in zip(members, sections, strict=True):
                emissions[index] = self._drawn(emissions[index], section, mentions, meanings)

    def _section(self, part: Part, pairs: Sequence[Definition], found: Sequence[Found]) -> _Section:
        return _Section(part, pairs, self._encoder.words(part.text, part.start, part.end), found)

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
