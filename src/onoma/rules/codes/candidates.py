"""What might be a code or a formula, in one pass over the text.

One expression finds all candidates; what cannot be one costs no more than a few characters. The
repeats in it are possessive and begin only at the start of a word, so its time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from onoma.rules.codes.formulas.reading import FormulaReading, read_formula
from onoma.rules.codes.shapes import LETTER_READERS, NUMBER_READERS, Reading, Strength

__all__ = ["Candidate", "candidates"]

_DASHES = "-‐‑‒–−"
_SUBSCRIPTS = "₀-₉"
_BODY = rf"(?:[A-Z][a-z]?|[0-9{_SUBSCRIPTS}]|[(\[](?=[A-Z(\[])|[)\]]|\.(?=[0-9A-Z]))"
_CHARGE = (
    r"[⁰¹²³⁴⁵⁶⁷⁸⁹]?[⁺⁻](?!\w)"
    r"|\^\{?(?:[0-9]?[+\-−–]|[+\-−–][0-9])\}?(?!\w)"
    r"|\+{1,3}[2-7]?(?![\w+])|[-−–]{1,2}(?![\w\-−–])|−[2-4](?!\w)"
)
_WATER = (
    rf"(?:\s?[·•∙⋅*×]\s?|\sx\s(?=[0-9]))[0-9.xn½{_SUBSCRIPTS}]{{0,4}}\s?(?:[A-Z][a-z]?[0-9{_SUBSCRIPTS}]*){{1,6}}(?!\w)"
)

_CANDIDATE = re.compile(
    rf"""
    [A-Z0-9(\[]
    (?:
      (?P<core>
         (?: (?<=[A-Z])
             (?: (?<![A-Za-z0-9_@\\.][A-Z])
               | (?<= (?<![\w.$€£¥#,]) [0-9][A-Z]) | (?<= (?<![\w.$€£¥#,]) [0-9][0-9][A-Z]) )
           | (?<=[(\[]) (?<![(\[][(\[]) [(\[]*+ [A-Z] )
         [a-z]?+ (?: (?= [A-Z0-9{_SUBSCRIPTS}(\[)\]] ) {_BODY}{{1,80}}+ | (?= [⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻^+\-−–] ) ) (?! [a-z_] ) )
      (?P<charge> {_CHARGE} )?+ (?P<water> {_WATER} )?+ (?! [A-Za-z0-9_{_SUBSCRIPTS}] )
    | (?<=[0-9])
      (?: (?P<number> (?<![\w$€£¥₹][0-9]) (?<![0-9][{_DASHES}.:][0-9]) [0-9]*+ (?: [{_DASHES}][0-9]++ )*+ [FTUMA]?+
            (?! [\w%‰°] | [.,/:][0-9]{{1,3}}(?![0-9]) ) )
        | (?P<lower> (?<= (?<![\w.\-/@]) [a-z][0-9] ) [0-9][0-9a-z]*+ (?: \.[0-9a-z]++ )*+ (?! [\w@/] ) )
        | (?P<informal> (?: (?<= (?<!\w) co2 ) | (?<= (?<!\w) h2 ) o ) (?! \w | \.[a-z] ) ) )
    )
    """,
    re.VERBOSE,
)
"""Its first character is consumed by itself: what an expression can begin with is searched for at full speed."""

_PLAIN_DASHES = str.maketrans(dict.fromkeys(_DASHES, "-"))
_RANGE = re.compile(rf"([0-9]{{5}})[{_DASHES}]([0-9]{{5}})")
_HEAD = re.compile(r"[\[(]")
_LONGEST = 40


class Candidate(NamedTuple):
    """A stretch of text that may be one of `readings`, or a formula."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    formula: FormulaReading | None = None


def candidates(text: str) -> Iterator[Candidate]:
    """Candidates of the text in order; they don't overlap."""
    for match in _CANDIDATE.finditer(text):
        candidate = _READERS[match.lastgroup or "core"](text, match)
        if candidate is not None:
            yield candidate
        elif match.lastgroup == "number":
            yield from _ends_of_range(match)


def _number(text: str, match: re.Match[str]) -> Candidate | None:
    number = match[0]
    if not 2 < len(number) <= _LONGEST or not (readings := _as_number(number)):
        return None
    return Candidate(match.start(), match.end(), readings)


def _ends_of_range(match: re.Match[str]) -> Iterator[Candidate]:
    """The two numbers of 99213-99215."""
    ends = _RANGE.fullmatch(match[0])
    if ends is not None:
        for group in (1, 2):
            start, end = ends.span(group)
            yield Candidate(match.start() + start, match.start() + end, _as_number(ends[group]))


def _capital(text: str, match: re.Match[str]) -> Candidate | None:
    start, end = match.start(), match.end("core")
    core, charge, water = text[start:end], match["charge"] or "", match["water"] or ""
    formula = read_formula(core, charge, water)
    if not (charge or water):
        bare = core.strip("()[]")
        readings = _as_letters(bare) or _as_letters(bare := _HEAD.split(bare)[0])
        if readings:
            first = start + core.index(bare)
            same = formula is not None and formula.end - formula.start == len(bare)
            is_inside = text[first - 1 : first].isdigit()
            return None if is_inside else Candidate(first, first + len(bare), readings, formula if same else None)
    thousands = charge and len(core) == 1 and text[start - 1 : start].isdigit()  # 10K+
    if formula is None or thousands:
        return None
    return Candidate(start + formula.start, start + formula.end, (), formula)


def _lower_case(text: str, match: re.Match[str]) -> Candidate | None:
    start, end = match.start() - 1, match.end()
    readings = _as_letters(text[start:end].upper()) if end - start <= _LONGEST else ()
    if not readings:
        return None
    return Candidate(start, end, _weaker(readings))


def _informal(text: str, match: re.Match[str]) -> Candidate:
    end = match.end()
    name = text[end - 3 : end].upper()
    return Candidate(end - 3, end, (), FormulaReading(0, 3, name, name))


_READERS = {
    "core": _capital,
    "charge": _capital,
    "water": _capital,
    "number": _number,
    "lower": _lower_case,
    "informal": _informal,
}


@lru_cache(maxsize=8192)
def _as_letters(text: str) -> tuple[Reading, ...]:
    if not text[1:2].isdigit() or not text.isascii():
        return ()
    return tuple(reading for read in LETTER_READERS if (reading := read(text)) is not None)


@lru_cache(maxsize=8192)
def _as_number(text: str) -> tuple[Reading, ...]:
    plain = text.translate(_PLAIN_DASHES)
    readings = tuple(reading for read in NUMBER_READERS if (reading := read(plain)) is not None)
    # With other dashes it may be a score or a range: 52–20–0.
    return readings if plain == text or "‑" in text else _weaker(readings)


def _weaker(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(reading._replace(strength=min(reading.strength, Strength.CHECKED)) for reading in readings)
