r"""Gold written by hand: plain text with `[Jane Doe](PERSON)`, a line `---` between documents.

Entities may nest. A bracket that isn't followed by a label is text. `\[` and `\]` are text always;
before a bracket `\\` is one backslash. A document may begin with a line `# id: its-id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from onoma.corpus.files import read_lines, write_text
from onoma.corpus.losses import clean_label, count_losses, place_of
from onoma.corpus.records import Corpus, Note, Origin, Tally
from onoma.document import Document, Entity
from onoma.errors import CorpusError

__all__ = ["looks_like_brackets", "read_brackets", "write_brackets"]

_SEPARATOR = "---"
_ID = re.compile(r"# id: (?P<id>.*\S)\s*")
_ESCAPED_LINE = re.compile(r"\\+(?:---|# id: .*)")
_MARK = re.compile(r"(?P<slashes>\\*)(?P<bracket>[\[\]])")
_LABEL = re.compile(r"\((?P<label>[^()\[\]\n]+)\)")
_LABELLED = re.compile(r"\[[^\[\]]+\]\([^()\[\]\n]+\)")
_NO_LABEL = re.compile(r"[()\[\]\n\r]")
_RETURN = re.compile(r"\r")
_MEANT_LINE = re.compile(r"\\*(?:---|# id: .*)")
_LABEL_HINT = r"write a label as in [Jane Doe](PERSON), or \[ for a bracket of the text"
_TEXT_HINT = r"write [Jane Doe](PERSON) for an entity, \[ for a bracket of the text"


def looks_like_brackets(text: str) -> bool:
    """Whether a labelled bracket occurs, or a line that only this format has."""
    return _LABELLED.search(text) is not None or text.startswith("# id: ")


class _Block(NamedTuple):
    line: int
    id: str | None
    text: str


def read_brackets(path: Path, tally: Tally) -> Corpus:
    """The documents of a file; what is blank and has no id is left out and counted.

    Raises `CorpusError` at the line of a bracket that is not closed, not opened, empty or without label.
    """
    documents: list[Document] = []
    origins: list[Origin] = []
    for block in _read_blocks(path):
        if block.id is None and not block.text.strip():
            tally.add("blank document left out", f"{path}:{block.line}")
            continue
        try:
            documents.append(_block_to_document(block, path))
        except CorpusError as error:
            tally.refuse(error, str(error).partition(": ")[0])
        else:
            origins.append(Origin(str(path), block.line, follows_text=True))
    return Corpus(tuple(documents), path.name, tally.notes, tuple(origins))


def _read_blocks(path: Path) -> Iterator[_Block]:
    lines: list[str] = []
    first = 1
    for number, line in enumerate([*read_lines(path), _SEPARATOR], 1):
        if line != _SEPARATOR:
            lines.append(line)
            continue
        if lines:
            match = _ID.fullmatch(lines[0])
            id = match["id"] if match else None
            text = "\n".join(map(_unescape_line, lines[1:] if match else lines))
            yield _Block(first + (match is not None), id, text)
        lines, first = [], number + 1


def _unescape_line(line: str) -> str:
    return line[1:] if _ESCAPED_LINE.fullmatch(line) else line


class _Token(NamedTuple):
    """A run of plain text, or a bracket.

    A closing one has a label, an empty one where no parenthesis follows, None where what follows is none.
    """

    kind: Literal["text", "open", "escaped", "close"]
    text: str
    position: int
    label: str | None = ""


def _block_to_document(block: _Block, path: Path) -> Document:
    try:
        tokens = list(_tokens(block.text))
        text, entities = _read_tokens(tokens, _pairs(tokens))
    except _BracketError as error:
        line = block.line + block.text.count("\n", 0, error.position)
        raise CorpusError(path, line, str(error), hint=error.hint) from error
    return Document(text, entities, None, block.id)


class _BracketError(Exception):
    """A broken bracket at a position of the marked-up text."""

    def __init__(self, position: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.position, self.hint = position, hint


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    for mark in _MARK.finditer(text):
        n_slashes, bracket = len(mark["slashes"]), mark["bracket"]
        yield _Token("text", text[position : mark.start()] + "\\" * (n_slashes // 2), position)
        position = mark.end()
        if n_slashes % 2:
            yield _Token("escaped" if bracket == "[" else "text", bracket, position - 1)
        elif bracket == "[":
            yield _Token("open", "[", position - 1)
        elif not text.startswith("(", position):
            yield _Token("close", "]", position - 1)
        elif label := _LABEL.match(text, position):
            yield _Token("close", "]" + label[0], position - 1, label["label"])
            position = label.end()
        else:
            yield _Token("close", "]", position - 1, None)
    yield _Token("text", text[position:], position)


def _pairs(tokens: Sequence[_Token]) -> dict[int, int]:
    """The labelled closing bracket's index to its opening bracket's."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    n_escaped = 0
    for index, token in enumerate(tokens):
        if token.kind == "open":
            waiting.append(index)
        n_escaped += token.kind == "escaped"
        if token.kind != "close" or (not waiting and (n_escaped or token.label == "")):
            continue
        if not waiting:
            raise _BracketError(token.position, f"{token.text!r} closes no bracket", _TEXT_HINT)
        opening = waiting.pop()
        if token.label is None:
            raise _BracketError(token.position, "what follows ']' is no label", _LABEL_HINT)
        if token.label:
            pairs[index] = opening
    if waiting:
        raise _BracketError(tokens[waiting[-1]].position, "'[' is not closed", _TEXT_HINT)
    return pairs


def _read_tokens(tokens: Sequence[_Token], pairs: dict[int, int]) -> tuple[str, tuple[Entity, ...]]:
    """The plain text, and the entities in it."""
    markup = set(pairs.values())
    starts: dict[int, int] = {}
    entities: list[Entity] = []
    pieces: list[str] = []
    length = 0
    for index, token in enumerate(tokens):
        if index in markup:
            starts[index] = length
        elif index not in pairs:
            pieces.append(token.text)
            length += len(token.text)
        elif starts[pairs[index]] == length:
            raise _BracketError(token.position, f"{'[' + token.text!r} labels no text", _TEXT_HINT)
        else:
            entities.append(Entity(starts[pairs[index]], length, token.label or ""))
    return "".join(pieces), tuple(entities)


def write_brackets(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """Every document with its id line; nested entities are kept, crossing ones are not."""
    tally = Tally()
    blocks: list[str] = []
    for number, document in enumerate(corpus, 1):
        place = place_of(document, number)
        count_losses(document, place, frozenset(("id",)), tally)
        id = _writable_id(document, place, tally)
        if id is None and not document.text.strip():
            tally.add("blank document left out", place)
            continue
        if _RETURN.search(document.text):
            tally.add("carriage return written as a blank", place)
        lines = _mark_up(document, place, tally).split("\n")
        head = [] if id is None else [f"# id: {id}"]
        blocks.append("\n".join([*head, *map(_escape_line, lines)]) + "\n")
    write_text(path, f"{_SEPARATOR}\n".join(blocks))
    return tally.notes


def _writable_id(document: Document, place: str, tally: Tally) -> str | None:
    if document.id is None or (_ID.fullmatch(f"# id: {document.id}") and document.id == document.id.strip()):
        return document.id
    tally.add("document id not carried", place)
    return None


def _escape_line(line: str) -> str:
    return "\\" + line if _MEANT_LINE.fullmatch(line) else line


def _mark_up(document: Document, place: str, tally: Tally) -> str:
    """The text with its entities in brackets, and its own brackets escaped."""
    events: list[tuple[int, str]] = []
    waiting: list[Entity] = []
    for entity in document.entities:
        while waiting and waiting[-1].end <= entity.start:
            events.append(_closing(waiting.pop(), place, tally))
        if waiting and entity.end > waiting[-1].end:
            tally.add("entity that crosses another left out", place)
            continue
        events.append((entity.start, "["))
        waiting.append(entity)
    events += [_closing(entity, place, tally) for entity in reversed(waiting)]
    pieces: list[str] = []
    position = 0
    for offset, markup in events:
        pieces += (_escape(document.text[position:offset]), markup)
        position = offset
    return "".join([*pieces, _escape(document.text[position:], ends=True)])


def _closing(entity: Entity, place: str, tally: Tally) -> tuple[int, str]:
    return entity.end, f"]({clean_label(entity.label, _NO_LABEL, place, tally)})"


def _escape(text: str, *, ends: bool = False) -> str:
    """The text with a backslash before each bracket, and backslashes doubled before one or before markup."""
    escaped = _MARK.sub(lambda mark: mark["slashes"] * 2 + "\\" + mark["bracket"], _RETURN.sub(" ", text))
    n_last = len(escaped) - len(escaped.rstrip("\\"))
    return escaped if ends else escaped + "\\" * n_last
