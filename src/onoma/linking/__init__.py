"""Ids for entities, from a list of terms."""

from onoma.linking.building import INDEX_SUFFIX, build_index, load_terms
from onoma.linking.index import Candidate, TermIndex
from onoma.linking.linker import MIN_SCORE, Linked
from onoma.linking.terms import Term, read_terms

__all__ = [
    "INDEX_SUFFIX",
    "MIN_SCORE",
    "Candidate",
    "Linked",
    "Term",
    "TermIndex",
    "build_index",
    "load_terms",
    "read_terms",
]
