"""Cues: words that say which system a code belongs to, or that a number is something else."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["ADJACENT", "COUNTED", "LIST_GAP", "MEASURED", "OTHER_SYSTEM", "STEMS", "cue_for"]

OTHER_SYSTEM = "ICD9"
"""The group of systems that are not ours and whose codes look like those of ICD-10."""

_CUES = {
    "ICD9": r"\bICD[- ]?9(?:[- ]?CM)?\b|\bICD[- ]?11\b|\bICPC(?:-?2)?\b",
    "ICD10": r"\bICD(?:[- ]?10)?(?:[- ]?(?:CM|AM|CA|GM))?(?![\w])|\b(?:[a-z]+ )?dx\d?(?:[- ]?codes?)?\b"
    r"|\bdiagnos(?:is|es"
    r"|tic|ed)\b"
    r"|\bproblem list\b",
    "LOINC": r"\bLOINCs?\b|\bLNC\b",
    "SNOMED": r"\bSNOMED(?:[-_ ]?CT)?(?:_US)?\b|\bSCT(?:ID)?s?\b|\bconcept[- ]?ids?\b|\bconcept codes?\b"
    r"|\bfully specified name\b",
    "NDC": r"\bNDCs?(?:-?1[01])?\b|\bnational drug codes?\b|\bdrug codes?\b",
    "CPT": r"\bCPT(?:-?4|s)?\b|\b(?:procedure|procedural|billing|visit|service|surgical|E ?[/&] ?M|EM|HCPCS) codes?\b"
    r"|\bE/M\b|\bprocedures?(?=:)|\bHCPCS\b",
    "RXNORM": r"\bRx[- ]?Norm\b|\bRx[- ]?CUIs?\b|\bRxNav\b",
    "MESH": r"(?-i:\bMeSH\b|\bMESH\b|\bMesh (?=ID|UI|term|head|tree|desc)|\bUIs?\b)|\bmesh(?=:| (?:[DCQ]\d{6}|ids?"
    r"|uis?|terms?"
    r"|headings?|descriptors?|codes?|tree)\b)"
    r"|\bmedical subject headings?\b|\bdescriptor(?: uis?)?\b"
    r"|\bsupplementary concept(?: record)?s?\b|\btree numbers?\b",
    "ATC": r"\bATC(?:/DDD)?\b|\banatomical therapeutic(?: chemical)?\b",
    "CAS": r"\bCAS(?:[- ]?RNs?|[- ]?nos?)?\b|\bchemical abstracts\b|\bregistry numbers?\b",
}


@lru_cache(maxsize=256)
def cue_for(labels: frozenset[str]) -> re.Pattern[str]:
    """An expression for the cues of these labels; its groups are named after them."""
    wanted = labels | ({OTHER_SYSTEM} if "ICD10" in labels else set())
    cues = (f"(?P<{label}>{cue})" for label, cue in _CUES.items() if label in wanted)
    return re.compile("|".join(cues), re.IGNORECASE)


STEMS = {
    "ICD10": ("icd", "dx", "diagnos", "problem list"),
    "LOINC": ("loinc", "lnc"),
    "SNOMED": ("snomed", "sct", "concept", "fully specified"),
    "NDC": ("ndc", "drug code"),
    "CPT": (
        "cpt",
        "procedur",
        "billing code",
        "visit code",
        "service code",
        "surgical code",
        "e/m",
        "e&m",
        "hcpcs",
        "em code",
    ),
    "RXNORM": ("rxn", "rx-n", "rx n", "cui"),
    "MESH": ("mesh", " ui", "(ui", "medical subject", "descriptor", "supplementary c", "tree num"),
    "ATC": ("atc", "anatomical"),
    "CAS": ("cas", "chemical abs", "registry num"),
}
"""What a text in lower case holds, if it holds a cue for the label: a search for these costs next to nothing."""

ADJACENT = re.compile(
    r"(?:[\s:=#|/()\[\],®™\-–]|\b(?:codes?|numbers?|nos?|ids?|identifiers?|uis?|cuis?|concepts?|is|was|are|of"
    r"|for|ct|cm|us|edition"
    r"|ingredients?|headings?|terms?|unique|record|level(?: \d)?|group|and|the|a|to|it|as"
    r"|categor(?:y|ies)|class(?:es)?|(?:beginning|starting) with"
    r"|[iI]{1,3})\b\.?)*+",
    re.IGNORECASE,
)
"""What may stand between a cue and its code where they belong together."""

LIST_GAP = re.compile(
    r"[\s)\]]*(?:\s*[(\[|][^()\[\]|\n]{0,80}[)\]|])?[\s,;/&+|–-]*"
    r"(?:\b(?:and|or|to|through|plus|&|as well as|then|versus|vs)\b)?[\s,([]*(?:\b[A-Z0-9][.)]\s*)?",
    re.IGNORECASE,
)
"""What stands between two codes of one list, with or without what the first one means in brackets."""

COUNTED = re.compile(
    r"\s?(?:mg|mcg|µg|ug|g|kg|ml|mL|L|dL|cm|mm|km|m|lbs?|oz|IU|mEq|mmol|kcal|units?|%|percent|USD|EUR|dollars?"
    r"|euros?|bucks|"
    r"tablets?|tabs?|caps?|capsules?|pills?|doses?|bottles?|boxes|vials?|refills?|patients?|people|persons"
    r"|adults|children|men|women|"
    r"participants?|subjects?|cases|records?|rows?|charts?|claims?|visits?|encounters?|members?|users?|copies"
    r"|items|entries|pages|words|"
    r"times|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|seconds?|samples?|articles?|abstracts?"
    r"|papers?|studies|trials?|sites?|"
    r"drugs|products|codes|concepts|terms|other|others|different|new|more|of them)\b"
    r"|,?\s(?-i:[A-Z][a-z]+\s)?(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Blvd|Boulevard)\b",
    re.IGNORECASE,
)
"""Directly behind a number that counts, measures or is part of an address."""

MEASURED = re.compile(r"\s?(?:million|billion|trillion|bn|mm|cm|km|GHz|MHz|kW|hp|rpm)\b", re.IGNORECASE)
"""Directly behind a letter and a number that are a sum of money or a size."""
