"""The word lists of this recipe, read once: which surface is which label, which words are titles.

A list is a text file of surfaces between `|`; a line that begins with `#` is a remark. What a list
says of a surface holds wherever a corpus has marked exactly that surface, however it labelled it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = [
    "DEMONYMS",
    "HARMLESS",
    "LABELS",
    "LABEL_OF",
    "LANGUAGE_CUES",
    "MONTHS_AND_DAYS",
    "SAFE_LABEL_OF",
    "read_list",
]

LABELS = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "PRODUCT")
FOLDER = Path(__file__).parent / "tables"


@cache
def read_list(name: str) -> tuple[str, ...]:
    """The surfaces of `tables/<name>.txt`, in order."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return tuple(surface.strip() for line in kept for surface in line.split("|") if surface.strip())


def _with_plurals(surfaces: tuple[str, ...]) -> frozenset[str]:
    plurals = {f"{word}s" for word in surfaces if not word.endswith(("s", "ese", "sh"))}
    return frozenset(surfaces) | plurals


DEMONYMS = _with_plurals(read_list("demonyms"))
"""Every nationality, people, religion and conviction, singular and plural."""

_LISTS = {
    "places": "LOC",
    "organisations": "ORG",
    "events": "EVENT",
    "products": "PRODUCT",
    "people": "PERSON",
}

LABEL_OF: dict[str, str] = dict.fromkeys(DEMONYMS, "NORP") | {
    surface: label for name, label in _LISTS.items() for surface in read_list(name)
}
"""What each listed surface is, where a corpus has marked it."""

_AMBIGUOUS = frozenset(read_list("demonyms-ambiguous")) | frozenset(read_list("ambiguous"))

SAFE_LABEL_OF = {
    surface: label
    for surface, label in LABEL_OF.items()
    if label != "?"
    and surface not in _AMBIGUOUS
    and (len(surface) > 3 or surface in {"U.S.", "NATO", "U.N.", "EU", "UK", "IMF", "WTO", "CIA", "FBI"})
}
"""The part of `LABEL_OF` that is believed even where a corpus has marked nothing."""

HARMLESS = frozenset(read_list("words"))
MONTHS_AND_DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
LANGUAGE_CUES = frozenset(
    [
        "in",
        "speak",
        "speaks",
        "spoke",
        "spoken",
        "speaking",
        "learn",
        "learned",
        "learning",
        "teach",
        "taught",
        "into",
    ]
)
