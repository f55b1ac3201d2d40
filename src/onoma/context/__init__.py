"""What the words around an entity say about it: negation and the like; and abbreviations."""

from onoma.context.abbreviations import Abbreviated, Definition, definitions, with_abbreviations
from onoma.context.contextual import NEVER, Contextual, with_context
from onoma.context.cues import ATTRIBUTES, CueTable, read_cues, usual_cues

__all__ = [
    "ATTRIBUTES",
    "NEVER",
    "Abbreviated",
    "Contextual",
    "CueTable",
    "Definition",
    "definitions",
    "read_cues",
    "usual_cues",
    "with_abbreviations",
    "with_context",
]
