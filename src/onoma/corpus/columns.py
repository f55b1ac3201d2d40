"""CoNLL-like columns: one word per line, its tag in another column, blank lines between sentences.

Any separator, any two columns, any tagging scheme. `-DOCSTART-` lines number the documents that
sentences belong to, in `fields["document"]`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from onoma.corpus.documents_to_rows import Writable, document_to_rows
from onoma.corpus.files import read_lines, write_text
from onoma.corpus.losses import count_losses, place_of
from onoma.corpus.records import Corpus, Note, Tally
from onoma.corpus.rows_to_documents import sentences_to_corpus
from onoma.corpus.tagged_sentences import TaggedSentence, join_words
from onoma.document import Value
from onoma.errors import CorpusError, SchemeError, SettingsError
from onoma.schemes import scheme_named, split_tag

__all__ = ["ColumnOptions", "looks_like_columns", "read_columns", "write_columns"]

_DOCSTART = "-DOCSTART-"
_BLANKS = re.compile(r"[ \t]+")
_LOOSE_TAB = re.compile(r" \t|\t ")
_WHITE_SPACE = ("whitespace", " ")


@dataclass(frozen=True, slots=True)
class ColumnOptions:
    """How a column file is laid out; what is None is found out.

    `separator` is a string, or "whitespace" for any run of blanks and tabs. Columns count from 0, and
    from the end when negative. `scheme` is the name of a tagging scheme.
    """

    separator: str | None = None
    word_column: int = 0
    tag_column: int = -1
    scheme: str | None = None

    def __post_init__(self) -> None:
        if self.separator is not None and (not self.separator or "\n" in self.separator):
            raise SettingsError(
                f"separator {self.separator!r} cannot part columns; give a tab, a comma or 'whitespace'"
            )
        if self.word_column == self.tag_column:
            raise SettingsError(f"column {self.word_column} cannot be both word and tag; name two columns")
        if self.scheme is not None:
            scheme_named(self.scheme)


DEFAULTS = ColumnOptions()


class _Row(NamedTuple):
    line: int
    columns: list[str]


def _splitter(separator: str | None, lines: list[str]) -> str:
    """The separator, or "whitespace"; a tab where most lines have one without blanks beside it."""
    if separator is not None:
        return "whitespace" if separator in _WHITE_SPACE else separator
    filled = [line for line in lines if line.strip()]
    with_tab = sum("\t" in line and not _LOOSE_TAB.search(line) for line in filled)
    return "\t" if 2 * with_tab > len(filled) else "whitespace"


def _split(line: str, separator: str) -> list[str]:
    return _BLANKS.split(line.strip(" \t")) if separator == "whitespace" else line.split(separator)


def _width(lines: list[str], separator: str) -> int:
    """How many columns most lines have; lines that begin with "# " don't vote."""
    widths = Counter(len(_split(line, separator)) for line in lines if line.strip() and not line.startswith("# "))
    return widths.most_common(1)[0][0] if widths else 0


def looks_like_columns(text: str) -> bool:
    """Whether most lines that aren't blank end in a tag, after a word."""
    lines = text.split("\n")[:2_000]
    separator = _splitter(None, lines)
    rows = [_split(line, separator) for line in lines if line.strip()]
    return 2 * sum(len(row) > 1 and _is_tag(row[-1]) for row in rows) > len(rows)


def _is_tag(text: str) -> bool:
    try:
        split_tag(text.rstrip("\r"))
    except SchemeError:
        return False
    return True


def read_columns(path: Path, tally: Tally, options: ColumnOptions = DEFAULTS) -> Corpus:
    """One document per sentence.

    Raises `CorpusError` at the line that lacks a column, or whose tag is none or holds several.
    """
    return sentences_to_corpus(_read_sentences(path, options, tally), path, tally, options.scheme)


def _read_sentences(path: Path, options: ColumnOptions, tally: Tally) -> list[TaggedSentence]:
    lines = read_lines(path)
    separator = _splitter(options.separator, lines)
    width = _width(lines, separator)
    _check_width(path, width, options, lines)
    tally.add("column that is neither word nor tag not kept", f"{path}:1", count=max(width - 2, 0))
    sentences: list[TaggedSentence] = []
    current = TaggedSentence()
    n_documents = 0
    for number, line in enumerate(lines, 1):
        columns = _split(line, separator)
        starts_document = columns[0] == _DOCSTART
        if starts_document or not line.strip():
            n_documents += starts_document
            if current.words:
                sentences.append(current)
                current = TaggedSentence()
        elif _is_comment(line, columns, width, options):
            tally.add("comment line left out", f"{path}:{number}")
        else:
            if len(columns) != width:
                tally.refuse(_wrong_width(path, number, columns, width), f"{path}:{number}")
                continue
            word, tag = columns[options.word_column], columns[options.tag_column]
            if not word.strip():
                tally.add("empty word left out", f"{path}:{number}")
                continue
            if n_documents and not current.words:
                current.fields["document"] = n_documents
            current.append(word, tag, number)
    return [*sentences, current] if current.words else sentences


def _is_comment(line: str, columns: list[str], width: int, options: ColumnOptions) -> bool:
    """Whether the line begins like a comment and cannot be a word with its tag."""
    return line.startswith("# ") and (len(columns) != width or not _is_tag(columns[options.tag_column]))


def _check_width(path: Path, width: int, options: ColumnOptions, lines: list[str]) -> None:
    positions = {}
    for name, column in (("word", options.word_column), ("tag", options.tag_column)):
        positions[name] = column if column >= 0 else width + column
        if width and not 0 <= positions[name] < width:
            raise SettingsError(f"{name} column {column} does not exist in {path}, whose lines have {width} columns")
    if width and positions["word"] == positions["tag"]:
        first = next(number for number, line in enumerate(lines, 1) if line.strip())
        hint = "a labelled file has a word and a tag on each line; name the separator if it is another"
        raise CorpusError(path, first, f"{lines[first - 1]!r} has one column, without a tag", hint=hint)


def _wrong_width(path: Path, number: int, columns: list[str], width: int) -> CorpusError:
    found = f"{len(columns)} column" + ("s" if len(columns) != 1 else "")
    what = f"{found} where the other lines have {width}: {' | '.join(columns)[:60]!r}"
    return CorpusError(path, number, what, hint="mend the line, or name the separator")


def write_columns(corpus: Corpus, path: Path, options: ColumnOptions = DEFAULTS) -> tuple[Note, ...]:
    """Word and tag, tab separated and in IOB2 unless the options say otherwise.

    Raises `SettingsError` when the options name other columns than the first and the last.
    """
    if (options.word_column, options.tag_column) != (0, -1):
        raise SettingsError("columns are written word first, tag last; leave word_column and tag_column as they are")
    separator = "\t" if options.separator is None else " " if options.separator == "whitespace" else options.separator
    scheme = scheme_named(options.scheme or "IOB2")
    writable = Writable.with_separator(separator, reserved=(_DOCSTART,))
    tally = Tally()
    blocks: list[str] = []
    groups = _Groups()
    for number, document in enumerate(corpus, 1):
        place = place_of(document, number)
        count_losses(document, place, frozenset(("words", "fields")), tally)
        words, tags = document_to_rows(document, scheme, writable, place, tally)
        if not words:
            tally.add("document without words left out", place)
            continue
        surfaces = [document.text[start:end] for start, end in words]
        if join_words(surfaces)[0] != document.text:
            tally.add("white space of the text not carried", place)
        if groups.begins(document.fields, place, tally):
            blocks.append(f"{_DOCSTART}{separator}O\n")
        blocks.append("".join(f"{word}{separator}{tag}\n" for word, tag in zip(surfaces, tags, strict=True)))
    write_text(path, "\n".join(blocks))
    return tally.notes


class _Groups:
    """Where a `-DOCSTART-` line goes: before each new value of `fields["document"]`."""

    def __init__(self) -> None:
        self._number = 0
        self._current: Value = None

    def begins(self, fields: Mapping[str, Value], place: str, tally: Tally) -> bool:
        group = fields.get("document")
        begins = group is not None and group != self._current
        self._number += begins
        self._current = group
        expected = {"document": self._number} if self._number else {}
        if dict(fields) != expected:
            tally.add("document's further fields not carried", place)
        return begins
