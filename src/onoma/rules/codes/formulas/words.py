"""Formulas that are mostly something else: which words around them tell.

`CUED` are formulas only where their sentence speaks of the substance, or beside another formula.
`OTHERWISE` are formulas unless their sentence speaks of something else.
"""

from __future__ import annotations

import re

__all__ = ["AFTER_OTHERS", "BEFORE_OTHERS", "CUED", "OTHERWISE"]

_CUES = {
    "CO": r"(?i:carbon monoxide|monoxide|carboxyh|\bppm\b|poison|detector|alarm|exhaust|emission|combust|syngas|flue"
    r"|fumes|pollut|\bNOx\b"
    r"|asphyxia)|\bCO (?:levels?|gas|sensors?|concentrations?|exposure|oxidation|adsorption|removal|uptake"
    r"|binding|release)\b",
    "NO": r"(?i:nitric oxide|nitrogen (?:mon)?oxide|vasodilat|[ei]NOS\b|arginine|endotheli|guanylate|inhaled NO\b"
    r"|exhaled NO\b"
    r")|\bNO (?:donors?|production|release|signal\w+|bioavailability|synthase|synthesis|levels?|concentrations?"
    r"|gas|radicals?)\b",
    "H2": r"hydrogen\b|\bfuel|\bgas(?:es|eous)?\b|electroly|pressure|cylinder|\btank|balloon|\bbreath test|combust"
    r"|hydrogenat|\batm\b|\bbar\b",
    "N2": r"nitrogen|\bgas(?:es|eous)?\b|liquid|atmosphere|purg|inert|flush|\bflow|bubbl|cylinder|\btank|glove"
    r"|\bdr(?:y|ied)\b|\bair\b|stream",
    "F2": r"fluorin|halogen|\bgas\b",
    "I2": r"iodin|halogen|titrat|starch|sublim",
    "O3": r"ozon|\bNOx\b|\bSOx\b|\bPM ?2\.5|\bPM ?10\b|\bppb\b|pollut|\bair\b|atmospher|stratospher|troposph|\bsmog"
    r"|\bUV\b|oxidant",
    "P4": r"phosphorus",
    "S8": r"sulf|sulph",
    "S2": r"disulfur",
    "C60": r"fulleren|buckm|buckyb|carbon",
    "C70": r"fulleren|buckm|buckyb|carbon",
    "HF": r"hydrofluoric|hydrogen fluoride|fluorid|\betch|\bacid\b|\bburns?\b|glass",
    "HI": r"hydroiodic|hydriodic|hydrogen iodide|\bacids?\b",
    "HCN": r"\bgas\b|cyanid|prussic|toxic|poison|\bppm\b|interstellar",
    "KI": r"iodid|iodine|thyroid|radiat|starch|titrat|potassium",
    "KF": r"fluorid|potassium",
    "CN": r"cyanid|cyano|nitrile",
    "OH": r"(?i:hydroxyl|hydroxid)|\bOH (?:radicals?|groups?|bonds?|ions?)\b",
    "BN": r"boron nitride|nitride",
    "WC": r"tungsten|carbide",
    "COS": r"carbonyl sul",
    "OCS": r"carbonyl sul",
    "COOH": r"carbox|\bgroups?\b|\bacids?\b|termin",
    "CHO": r"aldehyd|formyl",
    "HCHO": r"formaldehyd|methanal|aldehyd",
    "NH2": r"amin|amid|\bgroups?\b|termin",
    "CH2": r"methylen|\bgroups?\b|\bbond|stretch|chain|\bppm\b",
    "CH3": r"methyl|\bgroups?\b|\bbond|stretch|chain|\bppm\b|radical|[-–—]CH3",
    "CF3": r"fluoro|\bgroups?\b",
    "VO2": r"vanad|thermochrom|metal[-– ]insulator|\boxides?\b",
    "BH4": r"borohydrid",
    "HDO": r"deuter|isotop|\bwater\b",
    "F^-": r"fluorid|\bions?\b|\banions?\b|halid|electroneg",
    "I^-": r"iodid|\bions?\b|\banions?\b|halid|symporter",
    "H^-": r"hydrid",
}

CUED = {formula: re.compile(cue, 0 if cue.startswith("(?i:") else re.IGNORECASE) for formula, cue in _CUES.items()}
"""What must stand in the sentence, by formula with its charge."""

OTHERWISE = {
    formula: re.compile(cue, re.IGNORECASE)
    for formula, cue in {
        "CS2": r"\bGTA|\bPS[345]\b|xbox|dota|valorant|counter[- ]?strike|\bgam(?:e|es|ing|er|ers)\b|\bvalve\b"
        r"|\bskins?\b|\bsteam\b|esports|\bplayers?\b|\branked\b|\bCS:?GO\b",
        "O2": r"\bO2 (?:arena|academy|shepherd|priority|forum|store|sim|contract|network|broadband)\b|telef|vodafone"
        r"|virgin media"
        r"|\bat the O2\b|\bconcert\b|\bO2 media\b",
        "H2": r"\bH2[- ](?:blockers?|receptors?|antagonists?|antihist\w+|tags?|head\w+|database)|histamin|\bhalf\b"
        r"|\bH2 (?:of )?(?:FY)?\d{2,4}\b|\bH1\b|\bheading|<h",
        "N2": r"\bT[0-4][a-d]?\b|\bTNM\b|\bnod(?:e|es|al)\b|\bstag(?:e|ing)\b|\bJLPT\b|\bN[0134]\b",
        "BH3": r"\bbcl|apopto|mimetic|\bdomain\b|\bpeptides?\b",
        "C2H2": r"zinc[- ]finger",
        "SO2": r"\bSO2\s*(?::|of|=|was|is|at)?\s*\d{2}\s*%|\bsat(?:s|uration)?\b",
        "CO": r"\bcardiac output\b",
        "HF": r"heart failure|\bejection|\bL?V?EF\b|\bHF[rp]EF\b|\bNYHA\b|\bBNP\b",
    }.items()
}
"""What must not stand in the sentence."""

_BEFORE_OTHERS_WRITTEN = """
    vitamin vitamins grade room flight gate model route highway postcode channel visa galaxy size seat section table
    figure fig version cell column row exam platform unit apt suite fm hall type
"""
BEFORE_OTHERS = frozenset(_BEFORE_OTHERS_WRITTEN.split())
"""The word directly before what names something else."""

AFTER_OTHERS = re.compile(
    r"\s\d[A-Z]{2}\b|\s?\d[A-Z]\d\b|\.[a-z]{2,}\b|\s+(?:max|visa|postcode|arena|receptors?|blockers?|strain"
    r"|route|bus|tires?|tyres?)\b|@"
)
"""Directly behind it: the rest of a postcode, of a domain, of another name."""
