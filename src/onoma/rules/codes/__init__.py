"""Medical codes, each with its check digit, its structure or a cue beside it, and chemical formulae."""

from __future__ import annotations

from onoma.rules.codes.recognizer import CODE_LABELS, Codes

__all__ = ["CODE_LABELS", "Codes"]
