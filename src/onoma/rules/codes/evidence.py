"""Which candidates are codes: shape, cues before and behind, neighbours in a list, and what speaks against it.

For each candidate, in this order: a word directly before it that names something else ("room", "order
no.") refuses it; the nearest cue before it in its sentence decides; a shape that stands alone; a cue
behind it; a neighbour in a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onoma.rules.codes.candidates import Candidate
from onoma.rules.codes.cues import ADJACENT, COUNTED, LIST_GAP, MEASURED, OTHER_SYSTEM, STEMS, cue_for
from onoma.rules.codes.formulas.context import Context, Verdict
from onoma.rules.codes.named import names_another_thing
from onoma.rules.codes.sentences import Sentences
from onoma.rules.codes.shapes import Reading, Strength

__all__ = ["Code", "judged"]

_CUE_REACH = 400
_FAR = 150
"""Between a cue and a bare number that still belongs to it."""

_BEHIND = {Strength.BARE: 40, Strength.CHECKED: 120, Strength.ALONE: 0}
"""Between a code and its cue behind it. What is enough by itself needs none, unless it is measured, and then it is no
code: "E11.9 million by ICD-10"."""

_LONGEST_GAP = 110
_MOST_CUES = 8
_SHORTEST_FAR = 4
"""Digits of a bare number away from its cue."""

_SHORTEST_ITEM = 5
_SHORTEST_LOINC = len("718-7")
_SHORTEST_ATC = len("C09AA")
_EXPLAINED = re.compile(r"\s?\|\s?[^\W\d_]")
"""Behind a concept of SNOMED CT: 22298006 |Myocardial infarction|."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER_A_STATE = re.compile(r",\s+[A-Z]{2}\s+$")


class Code(NamedTuple):
    """A code of the text, in its usual form."""

    start: int
    end: int
    label: str
    value: str


class _Cue(NamedTuple):
    start: int
    end: int
    label: str


def judged(text: str, candidates: Sequence[Candidate]) -> list[Code]:
    """The codes and formulae among the candidates, in order."""
    if not candidates:
        return []
    codes = _judged_codes(text, [candidate for candidate in candidates if candidate.readings])
    taken = {code.start for code in codes}
    formulas = [candidate for candidate in candidates if candidate.formula and candidate.start not in taken]
    return sorted([*codes, *_judged_formulas(text, formulas)])


def _judged_codes(text: str, candidates: Sequence[Candidate]) -> list[Code]:
    labels = {reading.label for candidate in candidates for reading in candidate.readings}
    lowered = text.lower() if labels else ""
    mentioned = frozenset(label for label in labels if any(stem in lowered for stem in STEMS[label]))
    if not mentioned and not any(
        reading.strength is Strength.ALONE or reading.label == "SNOMED"
        for candidate in candidates
        for reading in candidate.readings
    ):
        return []
    return _Judge(text, candidates, _cues(text, mentioned) if mentioned else []).codes()


def _cues(text: str, labels: frozenset[str]) -> list[_Cue]:
    return [_Cue(*match.span(), match.lastgroup or "") for match in cue_for(labels).finditer(text)]


class _Judge:
    """One text's candidates, its cues, and what was chosen so far."""

    def __init__(self, text: str, candidates: Sequence[Candidate], cues: Sequence[_Cue]) -> None:
        self._text = text
        self._sentences = Sentences(text)
        self._candidates = candidates
        self._cues = cues
        self._cue_starts = [cue.start for cue in cues]
        self._chosen: list[Reading | None] = [None] * len(candidates)

    def codes(self) -> list[Code]:
        refused = [names_another_thing(self._text, candidate.start) for candidate in self._candidates]
        for index in range(len(self._candidates)):
            if not refused[index]:
                self._chosen[index] = self._by_itself(index)
        indices = [index for index in range(len(self._candidates)) if not refused[index]]
        for index in indices:
            self._chosen[index] = self._chosen[index] or self._by_neighbour(index, index - 1)
        for index in reversed(indices):
            self._chosen[index] = self._chosen[index] or self._by_neighbour(index, index + 1)
        return [
            Code(candidate.start, candidate.start + reading.length, reading.label, reading.value)
            for candidate, reading in zip(self._candidates, self._chosen, strict=True)
            if reading is not None
        ]

    def _by_itself(self, index: int) -> Reading | None:
        candidate = self._candidates[index]
        readings = {reading.label: reading for reading in candidate.readings}
        for cue in self._cues_before(candidate.start):
            if cue.label == OTHER_SYSTEM:
                if self._is_adjacent(cue, candidate):
                    readings.pop("ICD10", None)
                continue
            reading = readings.get(cue.label)
            if reading is not None and self._belongs(cue, index, reading):
                return reading
        for reading in readings.values():
            if reading.strength is Strength.ALONE and not MEASURED.match(self._text, candidate.end):
                return reading
            if reading.label == "SNOMED" and _EXPLAINED.match(self._text, candidate.end):
                return reading
        for cue in self._cues_behind(candidate.end):
            reading = readings.get(cue.label)
            if reading is not None and self._belongs_behind(cue, candidate, reading):
                return reading
        return None

    def _cues_before(self, start: int) -> Iterator[_Cue]:
        last = bisect_left(self._cue_starts, start)
        for index in range(last - 1, max(-1, last - 1 - _MOST_CUES), -1):
            cue = self._cues[index]
            if start - cue.end > _CUE_REACH or not self._sentences.are_one(cue.end, start):
                return
            yield cue

    def _cues_behind(self, end: int) -> Iterator[_Cue]:
        first = bisect_left(self._cue_starts, end)
        for cue in self._cues[first : first + _MOST_CUES]:
            if cue.start - end > _CUE_REACH or not self._sentences.are_one(end, cue.start):
                return
            yield cue

    def _is_adjacent(self, cue: _Cue, candidate: Candidate) -> bool:
        return ADJACENT.fullmatch(self._text, cue.end, max(cue.end, candidate.start)) is not None

    def _belongs(self, cue: _Cue, index: int, reading: Reading) -> bool:
        """Whether a cue in the sentence before a candidate speaks for it."""
        candidate = self._candidates[index]
        if reading.strength is Strength.BARE:
            return self._belongs_bare(cue, index, reading)
        said = self._text[cue.start : cue.end].lower()
        if reading.label == "MESH" and reading.value.count(".") == 1:
            return "tree" in said
        if self._is_short(cue, candidate, reading):
            bracketed = self._text[candidate.start - 1 : candidate.start] in ("(", "[")
            if bracketed and self._text[candidate.start].isupper():
                return True
            return self._is_adjacent(cue, candidate) or self._is_listed(index - 1, index, reading.label)
        return True

    def _is_short(self, cue: _Cue, candidate: Candidate, reading: Reading) -> bool:
        """Whether so little is said, by shape and by cue, that the two must stand together."""
        if reading.label == "ATC":
            return len(reading.value) < _SHORTEST_ATC
        if reading.label == "LOINC":
            return len(reading.value) < _SHORTEST_LOINC
        undotted = reading.label == "ICD10" and "." not in self._text[candidate.start : candidate.end]
        return undotted and self._text[cue.start] not in "iI"

    def _belongs_bare(self, cue: _Cue, index: int, reading: Reading) -> bool:
        candidate = self._candidates[index]
        if COUNTED.match(self._text, candidate.end):
            return False
        if self._is_adjacent(cue, candidate) or self._is_listed(index - 1, index, reading.label):
            return True
        gap = self._text[cue.end : candidate.start]
        return not (
            len(gap) > _FAR
            or "\n" in gap
            or (";" in gap and not self._has_code_between(cue, index))
            or len(reading.value) < _SHORTEST_FAR
            or _is_no_code_far_from_its_cue(self._text, candidate, reading)
            or (reading.label == "RXNORM" and self._has_code_between(cue, index) and not self._is_item(candidate))
        )

    def _is_item(self, candidate: Candidate) -> bool:
        """Whether a number of some length begins the next item of a list."""
        before = self._text[max(0, candidate.start - 2) : candidate.start].strip()
        length = candidate.end - candidate.start
        return length >= _SHORTEST_ITEM if before in (",", ";") else before == "(" and length >= _SHORTEST_FAR

    def _has_code_between(self, cue: _Cue, index: int) -> bool:
        before = zip(self._candidates[:index], self._chosen[:index], strict=True)
        return any(reading and candidate.start >= cue.end for candidate, reading in before)

    def _belongs_behind(self, cue: _Cue, candidate: Candidate, reading: Reading) -> bool:
        """Whether a cue in the sentence behind a candidate speaks for it, and not for another code."""
        if cue.start - candidate.end > _BEHIND[reading.strength] or ";" in self._text[candidate.end : cue.start]:
            return False
        if reading.strength is Strength.BARE and (
            COUNTED.match(self._text, candidate.end)
            or (len(reading.value) < _SHORTEST_FAR and cue.start - candidate.end > len(" ("))
            or _is_no_code_far_from_its_cue(self._text, candidate, reading)
        ):
            return False
        if reading.label == "ICD10" and len(reading.value) == 3 and self._text[cue.start] not in "iI":
            return False
        if reading.label == "ATC" and len(reading.value) == 3 and not self._is_beside(candidate, cue):
            return False
        return self._text[cue.end : cue.end + 1] in (")", "]") or not self._is_taken(cue)

    def _is_beside(self, candidate: Candidate, cue: _Cue) -> bool:
        """Whether a short code stands in brackets or close before its cue: not the A10 past the tower of ATC."""
        if self._text[candidate.start - 1 : candidate.start] in ("(", "["):
            return True
        return ADJACENT.fullmatch(self._text, candidate.end, cue.start) is not None

    def _is_taken(self, cue: _Cue) -> bool:
        following = bisect_left(self._candidates, cue.end, key=lambda candidate: candidate.start)
        if following == len(self._candidates):
            return False
        candidate = self._candidates[following]
        return any(reading.label == cue.label for reading in candidate.readings) and self._is_adjacent(cue, candidate)

    def _is_listed(self, left: int, right: int, label: str) -> bool:
        """Whether two candidates stand in one list, and the left one is such a code."""
        chosen = self._chosen[left] if left >= 0 else None
        if chosen is None or chosen.label != label:
            return False
        return self._is_list_gap(self._candidates[left].end, self._candidates[right].start)

    def _is_list_gap(self, start: int, end: int) -> bool:
        return end - start <= _LONGEST_GAP and LIST_GAP.fullmatch(self._text, start, end) is not None

    def _by_neighbour(self, index: int, other: int) -> Reading | None:
        chosen = self._chosen[other] if 0 <= other < len(self._chosen) else None
        if chosen is None:
            return None
        candidate = self._candidates[index]
        reading = next((reading for reading in candidate.readings if reading.label == chosen.label), None)
        left, right = (self._candidates[other], candidate) if other < index else (candidate, self._candidates[other])
        if reading is None or not self._is_list_gap(left.end, right.start):
            return None
        if reading.strength is Strength.BARE and COUNTED.match(self._text, candidate.end):
            return None
        return reading


def _is_no_code_far_from_its_cue(text: str, candidate: Candidate, reading: Reading) -> bool:
    is_year = reading.label == "RXNORM" and _YEAR.fullmatch(reading.value) is not None
    return is_year or _AFTER_A_STATE.search(text, max(0, candidate.start - 8), candidate.start) is not None


def _judged_formulas(text: str, candidates: Sequence[Candidate]) -> Iterator[Code]:
    context = Context(text)
    verdicts = [
        context.verdict(candidate.start, candidate.end, candidate.formula) if candidate.formula else Verdict.NO
        for candidate in candidates
    ]
    if Verdict.IN_A_LIST in verdicts:
        _settle_lists(context, candidates, verdicts)
    for candidate, said in zip(candidates, verdicts, strict=True):
        if said is Verdict.YES and candidate.formula:
            yield Code(candidate.start, candidate.end, "FORMULA", candidate.formula.value)


def _settle_lists(context: Context, candidates: Sequence[Candidate], verdicts: list[Verdict]) -> None:
    order = range(len(candidates))
    for step, indices in ((-1, order), (1, reversed(order))):
        for index in indices:
            other = index + step
            if verdicts[index] is not Verdict.IN_A_LIST or not 0 <= other < len(candidates):
                continue
            left, right = sorted((candidates[index], candidates[other]))
            pending = candidates[index].formula
            if (
                verdicts[other] is Verdict.YES
                and pending
                and context.are_listed(left.end, right.start, pending=pending.core, pending_is_right=step < 0)
            ):
                verdicts[index] = Verdict.YES
