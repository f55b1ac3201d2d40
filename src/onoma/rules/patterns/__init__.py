"""Patterns: named regular expressions and token patterns of a user's own, from TOML."""

from __future__ import annotations

from onoma.rules.patterns.reading import Pattern, read_patterns
from onoma.rules.patterns.recognizer import Patterns
from onoma.rules.patterns.tokens import TokenTest

__all__ = ["Pattern", "Patterns", "TokenTest", "read_patterns"]
