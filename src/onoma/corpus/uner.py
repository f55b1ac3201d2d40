"""Universal NER: numbered words with IOB2 tags under `# sent_id` and `# text` comments.

The `# text` is the document's text, in which the words are found again; so offsets are those of the
sentence as it was written, not of words joined by spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onoma.corpus.documents_to_rows import Writable, document_to_rows
from onoma.corpus.files import read_lines, write_text
from onoma.corpus.losses import count_losses, place_of
from onoma.corpus.records import Corpus, Note, Tally
from onoma.corpus.rows_to_documents import sentences_to_corpus
from onoma.corpus.tagged_sentences import Layout, TaggedSentence, join_words
from onoma.document import Document, Span
from onoma.errors import CorpusError
from onoma.schemes import IOB2

__all__ = ["looks_like_uner", "read_uner", "write_uner"]

_COMMENT = re.compile(r"# ?(?P<key>newdoc id|sent_id|text) = (?P<value>.*)")
_FIRST_WORD = re.compile(r"^1\t[^\t\n]+\t(?:O|[BI]-)", re.MULTILINE)
_BREAK = re.compile(r"[\n\r\t]")


def looks_like_uner(text: str) -> bool:
    """Whether words are numbered: after a comment, or else from the first two lines on."""
    if text.startswith("#"):
        return _FIRST_WORD.search(text) is not None
    return _FIRST_WORD.match(text) is not None and re.match(r".*\n2\t", text) is not None


def read_uner(path: Path, tally: Tally) -> Corpus:
    """One document per sentence; its id is the `sent_id`, `fields["document"]` the `newdoc id`.

    Raises `CorpusError` at a line without a number, a word and a tag.
    """
    sentences: list[TaggedSentence] = []
    for sentence, text in _read_sentences(path, tally):
        sentence.layout = None if text is None else _align(text, sentence.words)
        if text is not None and sentence.layout is None:
            tally.add("text that its words don't spell, replaced by the words", f"{path}:{sentence.lines[0]}")
        sentences.append(sentence)
    return sentences_to_corpus(sentences, path, tally)


def _read_sentences(path: Path, tally: Tally) -> Iterator[tuple[TaggedSentence, str | None]]:
    sentence, text, group = TaggedSentence(), None, None
    for number, line in enumerate([*read_lines(path), ""], 1):
        if not line.strip():
            if sentence.words:
                yield sentence, text
            sentence, text = TaggedSentence(), None
        elif line.startswith("#") and "\t" not in line:
            comment = _COMMENT.fullmatch(line)
            if comment is None:
                tally.add("comment line left out", f"{path}:{number}")
            elif comment["key"] == "text":
                text = comment["value"]
            elif comment["key"] == "sent_id":
                sentence.id = comment["value"]
            else:
                group = comment["value"]
        else:
            if group is not None and not sentence.words:
                sentence.fields["document"] = group
            _add_word(sentence, line, f"{path}:{number}", number, path, tally)


def _add_word(sentence: TaggedSentence, line: str, place: str, number: int, path: Path, tally: Tally) -> None:
    columns = line.split("\t")
    if len(columns) < 3 or not columns[0][:1].isdigit():
        hint = "each line has a number, a word and a tag, tab separated"
        tally.refuse(CorpusError(path, number, f"{line[:60]!r} is no numbered word", hint=hint), place)
        return
    if not columns[0].isdigit():
        tally.add("multiword token or empty node left out", place)
    elif not columns[1].strip():
        tally.add("empty word left out", place)
    else:
        sentence.append(columns[1], columns[2], number)
        tally.add("columns after the tag not kept", place, count=any(set(column) - {"-"} for column in columns[3:]))


def _align(text: str, words: list[str]) -> Layout | None:
    """The text with its words' spans, or None when they don't spell it."""
    spans: list[Span] = []
    position = 0
    for word in words:
        start = position
        while not text.startswith(word, start) and text[start : start + 1].isspace():
            start += 1
        if not text.startswith(word, start):
            return None
        position = start + len(word)
        spans.append((start, position))
    return None if text[position:].strip() else (text, tuple(spans))


def write_uner(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """Numbered words in IOB2, with the text, its id, and `fields["document"]` as `newdoc id`."""
    tally = Tally()
    writable = Writable.with_separator("\t")
    blocks: list[str] = []
    group: str | None = None
    for number, document in enumerate(corpus, 1):
        place = place_of(document, number)
        count_losses(document, place, frozenset(("id", "words", "fields")), tally)
        words, tags = document_to_rows(document, IOB2, writable, place, tally)
        if not words:
            tally.add("document without words left out", place)
            continue
        surfaces = [document.text[start:end] for start, end in words]
        head, group = _comments(document, group, surfaces, place, tally)
        rows = zip(surfaces, tags, strict=True)
        lines = [f"{index}\t{word}\t{tag}\t-\t-" for index, (word, tag) in enumerate(rows, 1)]
        blocks.append("\n".join([*head, *lines]) + "\n")
    write_text(path, "\n".join(blocks))
    return tally.notes


def _comments(
    document: Document, group: str | None, surfaces: list[str], place: str, tally: Tally
) -> tuple[list[str], str | None]:
    """The comment lines above a sentence, and the document that it belongs to."""
    lines: list[str] = []
    wanted = document.fields.get("document")
    if isinstance(wanted, str) and wanted != group and not _BREAK.search(wanted):
        lines.append(f"# newdoc id = {wanted}")
        group = wanted
    if dict(document.fields) != ({} if group is None else {"document": group}):
        tally.add("document's further fields not carried", place)
    if document.id is not None and not _BREAK.search(document.id):
        lines.append(f"# sent_id = {document.id}")
    elif document.id is not None:
        tally.add("document id not carried", place)
    text = document.text
    if _BREAK.search(text) or _align(text, surfaces) is None:
        tally.add("text not carried beyond its words", place)
        text = join_words(surfaces)[0]
    return [*lines, f"# text = {text}"], group
