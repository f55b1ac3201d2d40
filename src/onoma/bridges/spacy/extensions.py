"""What our component leaves on spaCy's objects beside entities: `ent._.onoma_score` and the like.

Extensions are registered when this module is imported.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

__all__ = ["ATTRIBUTES", "LABEL", "SCORE", "SOURCE", "UNALIGNED", "VALUE"]

LABEL = "onoma_label"
"""The label with which it was found. spaCy keeps all this by a span's characters, so that another span of the same
characters has it too; this tells whether it is meant."""

SCORE = "onoma_score"
"""The probability that exactly this entity is right, or None."""

SOURCE = "onoma_source"
"""Who found it."""

VALUE = "onoma_value"
"""Its normalised meaning, or None."""

ATTRIBUTES = "onoma_attributes"
"""What else is said of it, by name."""

UNALIGNED = "onoma_unaligned"
"""Of a Doc: `[start, end, label]` of each entity that begins or ends inside a token."""

for _name, _default in ((LABEL, ""), (SCORE, None), (SOURCE, ""), (VALUE, None), (ATTRIBUTES, None)):
    Span.set_extension(_name, default=_default, force=True)
Doc.set_extension(UNALIGNED, default=None, force=True)
