"""Whether what has the shape of a formula is one here: the words around it tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from onoma.rules.codes.formulas.reading import FormulaReading
from onoma.rules.codes.formulas.words import AFTER_OTHERS, BEFORE_OTHERS, CUED, OTHERWISE
from onoma.rules.codes.named import word_before
from onoma.rules.codes.sentences import Sentences

__all__ = ["Context", "Verdict"]

_LIST_GAP = re.compile(r"\s*(?:[,;/+]|,?\s*(?:and|or)\b|→|⟶|->|-->|⇌|<->|=|vs\.?|to|with|per|[-–])\s*\d{0,2}\s*")
_LONGEST_GAP = 12
_PLACES = frozenset(("CO", "OH", "HI"))
"""Postal abbreviations of states."""

_WORDS = frozenset(("NO", "CO", "HI", "OH"))
_ZIP = re.compile(r"[,.]?\s+\d{5}\b")
_PLACE = re.compile(r"[a-z.], $")
_JOINED = re.compile(r"and|or|[/+→⟶⇌=>]")


class Verdict(Enum):
    """Whether a candidate is a formula: yes, no, or only beside another one."""

    YES = 1
    NO = 2
    IN_A_LIST = 3


class Context:
    """One text and its sentences; what speaks for or against a formula is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = Sentences(text)
        self._places: dict[re.Pattern[str], Sequence[int]] = {}

    def verdict(self, start: int, end: int, formula: FormulaReading) -> Verdict:
        """What the words around a candidate at `[start, end)` say."""
        if AFTER_OTHERS.match(self._text, end) or word_before(self._text, start) in BEFORE_OTHERS:
            return Verdict.NO
        otherwise = OTHERWISE.get(formula.core)
        if otherwise is not None and self._stands_near(otherwise, start, end):
            return Verdict.NO
        cue = CUED.get(formula.value)
        if cue is None:
            return Verdict.YES
        if formula.core in _PLACES and (
            _ZIP.match(self._text, end) or _PLACE.search(self._text, max(0, start - 3), start)
        ):
            return Verdict.IN_A_LIST
        return Verdict.YES if self._stands_near(cue, start, end) else Verdict.IN_A_LIST

    def _stands_near(self, cue: re.Pattern[str], start: int, end: int) -> bool:
        if cue not in self._places:
            self._places[cue] = [match.start() for match in cue.finditer(self._text)]
        first, last = self._sentences.around(start, end)
        places = self._places[cue]
        return bisect_left(places, first) < bisect_left(places, last)

    def are_listed(self, left_end: int, right_start: int, *, pending: str, pending_is_right: bool) -> bool:
        """Whether two formulas stand in one list, so that the one speaks for the other, which is `pending`.

        "CO" before another formula needs more than a comma: "in Denver, CO, CO2 fell".
        """
        if right_start - left_end > _LONGEST_GAP:
            return False
        gap = self._text[left_end:right_start]
        if not _LIST_GAP.fullmatch(gap):
            return False
        return pending_is_right or pending not in _WORDS or _JOINED.search(gap) is not None
