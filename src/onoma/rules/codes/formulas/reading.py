"""From what looks like a formula to where it stands and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from onoma.rules.codes.formulas.elements import ANIONS
from onoma.rules.codes.formulas.parsing import parts_of, plain, written
from onoma.rules.codes.formulas.plausible import is_compound, is_ion
from onoma.rules.codes.formulas.words import CUED

__all__ = ["FormulaReading", "read_formula"]

_LONGEST = 80
_WATER = re.compile(r"\s?[·•∙⋅*×]\s?|\.")
_JOINT = re.compile(r"^\s?[·•∙⋅*×]\s?|^\sx\s")
_SOLVATE = re.compile(r"(?P<n>\d{0,3}(?:\.\d+)?|[xn½])\s?(?P<what>[A-Z].*)")
_SOLVATES_WRITTEN = """
    H2O D2O HCl HBr HI H2SO4 H3PO4 HNO3 NH3 CH3OH C2H5OH C4H4O4 C4H6O6 CH3SO3H Na2SO4 H2O2
"""
_SOLVATES = frozenset(_SOLVATES_WRITTEN.split())
_SUPERSCRIPT = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]?)([⁺⁻])")
_CARET = re.compile(r"\^\{?(\d?)([+-])(\d?)\}?")
_SIGNS = re.compile(r"([+]{1,3}|-{1,2})(\d?)")


class FormulaReading(NamedTuple):
    """`core` without its charge stands at `[start, end)` of the candidate with it, and means `value`."""

    start: int
    end: int
    core: str
    value: str


@lru_cache(maxsize=8192)
def read_formula(core: str, charge: str, water: str) -> FormulaReading | None:
    """The formula in a candidate, which is `core`, `charge` and `water` in a row, or None."""
    if len(core) > _LONGEST:
        return None
    start, end = _unwrapped(core, keep=bool(charge))
    body = plain(core[start:end])
    if end < len(core):
        charge = water = ""
    if charge:
        return _read_ion(body, charge, start, end + len(charge))
    main, *rest = _WATER.split(body)
    if water:
        rest.append(_JOINT.sub("", plain(water)))
    if rest:
        return _read_hydrate(main, ".".join(rest), start, end + len(water))
    parts = parts_of(main)
    if not parts or not (main in CUED or is_compound(main, parts)):
        return None
    return FormulaReading(start, end, main, main)


def _unwrapped(text: str, *, keep: bool) -> tuple[int, int]:
    """Where the formula stands without brackets that belong to the sentence."""
    start, end = 0, len(text)
    while start < end:
        partner = _partners(text[start:end])
        if partner.get(0, 0) == -1:
            start += 1
        elif partner.get(end - start - 1, 0) == -1:
            end -= 1
        elif partner.get(0) == end - start - 1 and not keep:
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def _partners(text: str) -> dict[int, int]:
    found: dict[int, int] = {}
    open_brackets: list[int] = []
    for place, character in enumerate(text):
        if character in "([":
            open_brackets.append(place)
            found[place] = -1
        elif character in ")]":
            found[place] = open_brackets.pop() if open_brackets else -1
            if found[place] >= 0:
                found[found[place]] = place
    return found


def _read_hydrate(main: str, solvate: str, start: int, end: int) -> FormulaReading | None:
    parts, match = parts_of(main), _SOLVATE.fullmatch(solvate)
    if not parts or match is None or match["what"] not in _SOLVATES or not is_compound(main, parts):
        return None
    value = f"{main}·{match['n']}{match['what']}"
    return FormulaReading(start, end, value, value)


def _read_ion(body: str, charge: str, start: int, end: int) -> FormulaReading | None:
    for core, size in _charge_readings(body, charge):
        parts = parts_of(core)
        if parts and is_ion(core, parts, size):
            # A hyphen behind what needs no charge joins words: "CO2- and methane emissions".
            if charge == "-" and core not in ANIONS and is_compound(core, parts):
                continue
            return FormulaReading(start, end, core, written(core, size))
    return None


def _charge_readings(body: str, charge: str) -> Iterator[tuple[str, int]]:
    explicit = _SUPERSCRIPT.fullmatch(charge)
    ascii_charge = plain(charge)
    if explicit:
        yield body, _size(plain(explicit[1]), ascii_charge[-1])
        return
    if caret := _CARET.fullmatch(ascii_charge):
        yield body, _size(caret[1] or caret[3], caret[2])
        return
    signs = _SIGNS.fullmatch(ascii_charge)
    if signs is None:
        return
    count, behind = signs.groups()
    yield body, _size(behind or str(len(count)), count[0])
    if body[-1:].isdigit() and not behind and len(count) == 1:
        yield body[:-1], _size(body[-1], count)


def _size(digits: str, sign: str) -> int:
    size = int(digits or "1")
    return size if sign == "+" else -size
