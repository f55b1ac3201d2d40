"""Labelled corpora: readers and writers for each format, conversion, and a reproducible split.

    >>> from onoma.corpus import read_corpus, split_by_hash
    >>> corpus = read_corpus("train.conll")
    >>> split = split_by_hash(corpus)

Nothing is repaired, dropped or left behind without a `Note` that counts it and says where.
"""

from __future__ import annotations

from onoma.corpus.columns import ColumnOptions
from onoma.corpus.formats import FORMATS, Format, convert, format_of, read_corpus, survey_corpus, write_corpus
from onoma.corpus.records import REFUSED, Corpus, Note, Origin, Spot
from onoma.corpus.split import Split, split_by_hash

__all__ = [
    "FORMATS",
    "REFUSED",
    "ColumnOptions",
    "Corpus",
    "Format",
    "Note",
    "Origin",
    "Split",
    "Spot",
    "convert",
    "format_of",
    "read_corpus",
    "split_by_hash",
    "survey_corpus",
    "write_corpus",
]
