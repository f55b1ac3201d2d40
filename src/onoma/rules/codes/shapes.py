"""What a code of each system looks like: its shape, its ranges, its check digit.

A reader takes a candidate as it stands in the text, in capitals and with plain hyphens, and says what
it is in its system, or None. Whether the text around it speaks for that system is another matter: see
`evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from onoma.rules.codes.check_digits import is_cas_checked, is_mod10_checked, is_verhoeff_checked
from onoma.rules.codes.icd10 import icd10_code

__all__ = ["LETTER_READERS", "NUMBER_READERS", "Reading", "Strength"]


class Strength(IntEnum):
    """How much a shape says by itself."""

    BARE = 0
    """Digits, as in any number: the system is named, and nothing speaks against it."""
    CHECKED = 1
    """A check digit or a rare shape: the system is named in the sentence."""
    ALONE = 2
    """Enough by itself."""


class Reading(NamedTuple):
    """A candidate read as a code: the first `length` characters of it mean `value`."""

    label: str
    value: str
    length: int
    strength: Strength


Reader = Callable[[str], Reading | None]

_ATC_GROUPS = {
    "A": "01-16",
    "B": "01-03 05-06",
    "C": "01-05 07-10",
    "D": "01-11",
    "G": "01-04",
    "H": "01-05",
    "J": "01-02 04-07",
    "L": "01-04",
    "M": "01-05 09",
    "N": "01-07",
    "P": "01-03",
    "R": "01-03 05-07",
    "S": "01-03",
    "V": "01 03-04 06-10 20",
}
"""The therapeutic groups of each anatomical group."""

_CPT_RANGES = (
    ("00100", "01999"),  # anesthesia
    ("10004", "69990"),  # surgery
    ("70010", "79999"),  # radiology
    ("80047", "89398"),  # pathology and laboratory
    ("90281", "99607"),  # medicine, evaluation and management
)
"""Category I, first and last."""

_ATC = re.compile(r"([ABCDGHJLMNPRSV])(\d\d)(?:[A-Z](?:[A-Z](?:\d\d)?)?)?")
_MESH = re.compile(r"D(?:0\d{5}|000\d{6})|C(?:\d{6}|000\d{6})|Q000\d{3}(?:\d{3})?")
_MESH_TREE = re.compile(r"[A-NVZ]\d\d(?:\.\d{3})+")
_LOINC = re.compile(r"\d{1,7}-\d")
_NDC = re.compile(r"\d{4}-\d{4}-\d\d|\d{5}-(?:\d{3}-\d\d|\d{4}-\d\d?)")
_NDC_PRODUCT = re.compile(r"\d{4}-\d{4}|\d{5}-\d{3,4}")
_CAS = re.compile(r"[1-9]\d{1,6}-\d\d-\d")
_FIRST_CAS = 50
"""Formaldehyde, 50-00-0, has the lowest number."""

_CPT = re.compile(r"(\d{5}|\d{4}[FTUM]|0[01]\d\dA)(?:-\d\d)?")
_PARTITIONS = frozenset(("00", "01", "02", "10", "11", "12"))
"""SNOMED CT: concept, description, relationship; of the international release, or with a namespace."""


def _pairs(ranges: str) -> frozenset[str]:
    spans = [part.partition("-")[::2] for part in ranges.split()]
    return frozenset(f"{n:02}" for first, last in spans for n in range(int(first), int(last or first) + 1))


_ATC_PAIRS = {letter: _pairs(ranges) for letter, ranges in _ATC_GROUPS.items()}


def _icd10(text: str) -> Reading | None:
    code = icd10_code(text)
    if code is None:
        return None
    return Reading("ICD10", code, len(text), Strength.ALONE if "." in text else Strength.CHECKED)


def _atc(text: str) -> Reading | None:
    match = _ATC.fullmatch(text)
    if match is None or match[2] not in _ATC_PAIRS[match[1]]:
        return None
    return Reading("ATC", text, len(text), Strength.ALONE if len(text) == 7 else Strength.CHECKED)


def _mesh(text: str) -> Reading | None:
    found = _MESH.fullmatch(text) or _MESH_TREE.fullmatch(text)
    return Reading("MESH", text, len(text), Strength.CHECKED) if found else None


def _loinc(text: str) -> Reading | None:
    if not _LOINC.fullmatch(text) or not is_mod10_checked(text.replace("-", "")):
        return None
    return Reading("LOINC", text, len(text), Strength.CHECKED)


def _ndc(text: str) -> Reading | None:
    if _NDC.fullmatch(text):
        return Reading("NDC", text, len(text), Strength.ALONE)
    if text.isdigit() and len(text) == 11:
        return Reading("NDC", f"{text[:5]}-{text[5:9]}-{text[9:]}", len(text), Strength.BARE)
    if _NDC_PRODUCT.fullmatch(text) or (text.isdigit() and len(text) == 10):
        return Reading("NDC", text, len(text), Strength.BARE)
    return None


def _cas(text: str) -> Reading | None:
    if not _CAS.fullmatch(text) or not is_cas_checked(text.replace("-", "")):
        return None
    first, second, _ = text.split("-")
    if int(first) < _FIRST_CAS:
        return None
    may_be_a_date = len(first) == 4 and first[:2] in ("19", "20") and 1 <= int(second) <= 12
    return Reading("CAS", text, len(text), Strength.CHECKED if may_be_a_date else Strength.ALONE)


def _snomed(text: str) -> Reading | None:
    plausible = 6 <= len(text) <= 18 and text.isdigit() and text[0] != "0" and text[-3:-1] in _PARTITIONS
    if not plausible or (text[-3] == "1" and len(text) < 11) or not is_verhoeff_checked(text):
        return None
    return Reading("SNOMED", text, len(text), Strength.CHECKED)


def _cpt(text: str) -> Reading | None:
    match = _CPT.fullmatch(text)
    if match is None:
        return None
    code = match[1]
    if code.isdigit() and not any(first <= code <= last for first, last in _CPT_RANGES):
        return None
    return Reading("CPT", code, len(code), Strength.BARE)


def _rxnorm(text: str) -> Reading | None:
    if not text.isdigit() or not 2 <= len(text) <= 8 or text[0] == "0":
        return None
    return Reading("RXNORM", text, len(text), Strength.BARE)


LETTER_READERS: tuple[Reader, ...] = (_icd10, _atc, _mesh)
"""For what begins with a letter and a digit."""

NUMBER_READERS: tuple[Reader, ...] = (_ndc, _cas, _snomed, _loinc, _cpt, _rxnorm)
"""For what begins with a digit."""
