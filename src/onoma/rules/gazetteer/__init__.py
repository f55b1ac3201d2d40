"""Gazetteers: a user's own list of names, found in any text, with the id and the name that the list has."""

from __future__ import annotations

from onoma.rules.gazetteer.reading import read_terms
from onoma.rules.gazetteer.recognizer import Gazetteer
from onoma.rules.gazetteer.terms import Term

__all__ = ["Gazetteer", "Term", "read_terms"]
