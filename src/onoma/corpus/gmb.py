"""The Groningen Meaning Bank as Kaggle has it: `Sentence #,Word,POS,Tag`, in Windows-1252.

A sentence begins at each row whose first field is filled. Read only: nobody else writes this layout.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from onoma.corpus.files import read_text
from onoma.corpus.records import Corpus, Tally
from onoma.corpus.rows_to_documents import sentences_to_corpus
from onoma.corpus.tagged_sentences import TaggedSentence
from onoma.errors import CorpusError

__all__ = ["looks_like_gmb", "read_gmb"]

_HEADER = "Sentence #,Word,POS,Tag"


def looks_like_gmb(text: str) -> bool:
    """Whether the text begins with the header."""
    return text.startswith(_HEADER)


def read_gmb(path: Path, tally: Tally) -> Corpus:
    """One document per sentence; words such as `null` and `NA` are words.

    Raises `CorpusError` at a row without four fields, and at a byte that Windows-1252 leaves undefined.
    """
    return sentences_to_corpus(_read_sentences(path, tally), path, tally, "IOB2")


def _rows(rows: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    """The rows, with an error that says what to do about a quotation mark that is never closed."""
    try:
        yield from rows
    except csv.Error as error:
        raise CorpusError(path, None, f"no CSV: {error}", hint="close the quotation mark") from error


def _read_sentences(path: Path, tally: Tally) -> list[TaggedSentence]:
    rows = csv.reader(io.StringIO(read_text(path, encoding="cp1252"), newline=""))
    header = ",".join(next(rows, []))
    if header != _HEADER:
        raise CorpusError(path, 1, f"header is {header[:60]!r}", hint=f"a gmb file begins with {_HEADER!r}")
    sentences: list[TaggedSentence] = []
    n_tags = 0
    for row in _rows(rows, path):
        if len(row) != 4:
            if not row:
                continue
            hint = "each row has a sentence, a word, a part of speech and a tag"
            what = f"{len(row)} fields where 4 belong: {','.join(row)[:60]!r}"
            tally.refuse(CorpusError(path, rows.line_num, what, hint=hint), f"{path}:{rows.line_num}")
            continue
        if row[0].strip() or not sentences:
            sentences.append(TaggedSentence())
        if not row[1].strip():
            tally.add("empty word left out", f"{path}:{rows.line_num}")
            continue
        n_tags += 1
        sentences[-1].append(row[1], row[3], rows.line_num)
    tally.add("part of speech not kept", f"{path}:2", count=n_tags)
    return [sentence for sentence in sentences if sentence.words]
