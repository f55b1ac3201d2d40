"""ICD-10-CM codes: a category of the chapter table, and a subdivision of the right shape.

A category is a letter, a digit, and a digit or letter; a dot and up to four more follow. The table
holds the categories of ICD-10-CM 2025 (public domain) and those that only the WHO's ICD-10 has, so that
B12 (the vitamin) or L4 (a vertebra) are no codes whatever stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["CHAPTERS", "chapter_of", "icd10_code"]

CHAPTERS = (
    ("A00", "B99", "Certain infectious and parasitic diseases"),
    ("C00", "D49", "Neoplasms"),
    ("D50", "D89", "Diseases of the blood and of the immune mechanism"),
    ("E00", "E89", "Endocrine, nutritional and metabolic diseases"),
    ("F00", "F99", "Mental, behavioral and neurodevelopmental disorders"),
    ("G00", "G99", "Diseases of the nervous system"),
    ("H00", "H59", "Diseases of the eye and adnexa"),
    ("H60", "H95", "Diseases of the ear and mastoid process"),
    ("I00", "I99", "Diseases of the circulatory system"),
    ("J00", "J99", "Diseases of the respiratory system"),
    ("K00", "K95", "Diseases of the digestive system"),
    ("L00", "L99", "Diseases of the skin and subcutaneous tissue"),
    ("M00", "M99", "Diseases of the musculoskeletal system and connective tissue"),
    ("N00", "N99", "Diseases of the genitourinary system"),
    ("O00", "O9A", "Pregnancy, childbirth and the puerperium"),
    ("P00", "P96", "Conditions originating in the perinatal period"),
    ("Q00", "QA0", "Congenital malformations and chromosomal abnormalities"),
    ("R00", "R99", "Symptoms, signs and abnormal findings"),
    ("S00", "T88", "Injury, poisoning and other consequences of external causes"),
    ("U00", "U85", "Codes for special purposes"),
    ("V00", "Y99", "External causes of morbidity"),
    ("Z00", "Z99", "Factors influencing health status"),
)
"""First and last category of a chapter, and its title."""

_CATEGORIES = {
    "A": "00-09 15-28 30-44 46 48-60 63-71 74-75 77-99",
    "B": "00-10 15-27 30 33-60 64-83 85-92 94-97 99",
    "C": "00-26 30-34 37-41 43-58 60-86 88 90-97 4A 7A 7B",
    "D": "00-07 09-53 55-78 80-84 86 89 3A",
    "E": "00-16 20-36 40-46 50-56 58-61 63-68 70-80 83-90",
    "F": "00-07 09-25 28-34 38-45 48 50-55 59-66 68-73 78-84 88-95 98-99",
    "G": "00-14 20-26 30-32 35-37 40-41 43-47 50-65 70-73 80-83 89-99",
    "H": "00-06 10-11 13 15-22 25-28 30-36 40 42-44 46-55 57-62 65-75 80-83 90-95",
    "I": "00-02 05-13 15-16 20-28 30-52 60-89 95-99 1A 5A",
    "J": "00-06 09-18 20-22 30-47 60-70 80-82 84-86 90-96 98-99 4A",
    "K": "00-14 20-23 25-31 35-38 40-46 50-52 55-68 70-77 80-83 85-87 90-95",
    "L": "00-05 08 10-14 20-30 40-45 49-60 62-68 70-76 80-95 97-99",
    "M": "00-36 40-43 45-51 53-54 60-63 65-68 70-73 75-77 79-97 99 1A",
    "N": "00-08 10-23 25-37 39-53 60-65 70-77 80-99",
    "O": "00-16 20-36 40-48 60-77 80-82 85-92 94-99 9A",
    "P": "00-05 07-15 19-29 35-39 50-61 70-72 74-78 80-81 83-84 90-96",
    "Q": "00-07 10-18 20-28 30-45 50-56 60-87 89-93 95-99 A0",
    "R": "00-07 09-23 25-27 29-37 39-65 68-99",
    "S": "00-17 19-99",
    "T": "07 14-34 36-71 73-88",
    "U": "04 07-10 12",
    "V": "00-06 09-99",
    "W": "00-46 49-62 64-70 73-81 83-94 99",
    "X": "00-06 08-54 57-99",
    "Y": "00-38 40-93 95-99",
    "Z": "00-05 08-49 51-99 3A",
}
"""The second and third character of every category, by its letter."""

_SHAPE = re.compile(
    r"(?P<category>[A-Z]\d[\dAB]|QA0)"
    r"(?:(?P<dot>\.)?(?P<rest>[\dA-LXZ](?:[\dA-EXYZ](?:[\dA-HX][A-HJKMNPQRS\d]?)?)?))?"
)


def _spelled_out(letter: str, ranges: str) -> Iterator[str]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        numbers = range(int(first), int(last) + 1) if last else ()
        yield from (f"{letter}{number:02}" for number in numbers)
        if not last:
            yield letter + first


_KNOWN = frozenset(code for letter, ranges in _CATEGORIES.items() for code in _spelled_out(letter, ranges))


def icd10_code(text: str) -> str | None:
    """The code with its dot, or None where this is none; case counts."""
    match = _SHAPE.fullmatch(text)
    if match is None or match["category"] not in _KNOWN:
        return None
    return match["category"] + (f".{match['rest']}" if match["rest"] else "")


def chapter_of(code: str) -> str:
    """The title of the chapter that a code stands in."""
    category = code[:3]
    return next(title for first, last, title in CHAPTERS if first <= category <= last)
