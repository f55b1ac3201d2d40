"""Names that nobody bears: which labels are names of what, and syllables that make such names.

Tables and one short routine; what is done with them is `swapped_names`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

__all__ = ["KEPT_WORDS", "NAME_KINDS", "invented_word", "kind_of"]

NAME_KINDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"per", "pers", "person", "persons", "people", "name", "author", "patient", "doctor"}),
    "organization": frozenset(
        {"org", "orgs", "organization", "organisation", "company", "corporation", "corp", "group", "institution"}
    ),
    "location": frozenset(
        {"loc", "location", "place", "gpe", "geo", "geo-loc", "geoloc", "city", "country", "state", "town"}
    ),
}
"""The labels that mean persons, organizations and places, in small letters."""


def _listed(*rows: str) -> tuple[str, ...]:
    return tuple(word for row in rows for word in row.split())


KEPT_WORDS = frozenset(
    _listed(
        # Words that tie a name together ...
        "a an and at by de del der di du el for in la le of on the to van von y und",
        # ... and words that say what the name is of, and are no part of what is unseen.
        "mr mrs ms dr sir lord lady king queen prince president",
        "inc ltd llc plc corp co company corporation group bank university college school institute hospital church",
        "department ministry office council committee commission court party union association society foundation",
        "club league team police army news times post press international national american",
        "river lake mount mountain sea ocean island islands bay valley city county state states street road avenue",
        "north south east west northern southern eastern western central united republic new saint st san",
    )
)
"""Words in a name that stay, in small letters."""

_ONSETS = _listed("b br c ch d dr f g gl gr h j k kl l m n p pl r s sh sk st t th tr v w y z")
_VOWELS = _listed("a e i o u a e i o ai ea ie oa")
_MIDDLES = _listed("b d g l ld lm ln m mb n nd nt r rk rn rv s ss st t v x z")
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "person": ("an", "ell", "ett", "ick", "in", "ina", "is", "ova", "ov", "sen", "wick", "yn"),
    "organization": ("ane", "ara", "co", "dyne", "ex", "is", "ix", "om", "ora", "tek", "us", "va"),
    "location": ("burg", "by", "dale", "field", "ford", "ia", "mere", "mouth", "ovia", "stad", "ton", "ville"),
}


def kind_of(label: str) -> str | None:
    """`person`, `organization` or `location`; None for a label that means neither."""
    return next((kind for kind, labels in NAME_KINDS.items() if label.lower() in labels), None)


def invented_word(kind: str, draw: Random) -> str:
    """One word in small letters that sounds like a name of this kind."""
    syllables = [draw.choice(_ONSETS), draw.choice(_VOWELS), draw.choice(_MIDDLES)]
    if draw.random() < 0.3:
        syllables += [draw.choice(_VOWELS), draw.choice(_MIDDLES)]
    return "".join((*syllables, draw.choice(_ENDINGS[kind])))
