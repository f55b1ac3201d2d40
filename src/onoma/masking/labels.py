"""Labels as this room understands them: what they are called in a placeholder, and which tell who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["PEOPLE", "identifying", "noun", "word"]

PEOPLE = frozenset({"PERSON", "PER", "PERS", "NAME", "PATIENT", "DOCTOR", "AUTHOR"})
"""Labels of people, whose names are used in parts."""

_AMOUNTS = frozenset({"DATE", "TIME", "DURATION", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "NUMBER"})
_TERMS = frozenset({"FORMULA", "ICD10", "LOINC", "SNOMED", "CPT", "NDC", "RXNORM", "MESH", "ATC", "CAS", "LANGUAGE"})
_MEDICAL = frozenset({"DISEASE", "CHEMICAL", "GENE", "SPECIES", "ANATOMY", "CELL", "VARIANT"})

_NOUNS: Mapping[str, str] = {
    "PER": "Person",
    "PERS": "Person",
    "NAME": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "GPE": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "URL": "Link",
}


def identifying(labels: Iterable[str]) -> frozenset[str]:
    """The labels that may tell who or where somebody is: all but amounts, dates, codes and terms of medicine.

    Labels that nobody here has heard of are among them; when nothing else is left, so are all.
    """
    given = frozenset(labels)
    return frozenset(label for label in given if label.upper() not in _AMOUNTS | _TERMS | _MEDICAL) or given


def word(label: str) -> str:
    """The label as one word of capital letters A to Z, which a placeholder carries beside its number."""
    return re.sub("[^A-Z]+", "", label.upper()) or "ENTITY"


def noun(label: str) -> str:
    """The label as a noun that a reader takes for a name: `Person`, `Place`."""
    known = _NOUNS.get(label.upper())
    return known or re.sub(r"[\W\d_]+", "", label).capitalize() or "Entity"
