"""Three parallel files of one utterance per line: seq.in has its words, seq.out their tags, label its intent."""

from __future__ import annotations

from pathlib import Path

from onoma.chat.bot import Bot, Intent, SlotType, SlotUse
from onoma.document import Document, Entity
from onoma.errors import CorpusError, InputError, SchemeError
from onoma.schemes import IOB2, tags_to_spans

__all__ = ["SEQ_FILES", "bot_of", "read_seq_files"]

SEQ_FILES = ("seq.in", "seq.out", "label")


def read_seq_files(folder: Path) -> Bot:
    """The bot whose examples a folder holds; all slots are free text.

    Words are joined by single blanks. Raises `CorpusError` at the line where the files disagree.
    """
    texts, tags, labels = (_lines(folder / name) for name in SEQ_FILES)
    for name, lines in zip(SEQ_FILES[1:], (tags, labels), strict=True):
        if len(lines) != len(texts):
            what = f"{len(lines)} lines, and {SEQ_FILES[0]} has {len(texts)}"
            raise CorpusError(folder / name, None, what, hint="each utterance needs a line in all three files")
    examples: dict[str, list[Document]] = {}
    for number, (text, row, label) in enumerate(zip(texts, tags, labels, strict=True), 1):
        if not label.strip():
            raise CorpusError(folder / SEQ_FILES[2], number, "no intent", hint="name it")
        examples.setdefault(label.strip(), []).append(_document(folder, number, _words(text), row.split()))
    return bot_of(examples)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({error})") from None
    return text.removesuffix("\n").split("\n") if text else []  # words may hold other marks that end lines elsewhere


def _words(line: str) -> list[str]:
    """What blanks and tabs part; other spaces may stand in a word."""
    return [word for word in line.replace("\t", " ").split(" ") if word]


def _document(folder: Path, number: int, words: list[str], tags: list[str]) -> Document:
    if len(words) != len(tags):
        what = f"{len(tags)} tags for {len(words)} words"
        raise CorpusError(folder / SEQ_FILES[1], number, what, hint="give each word one tag")
    spans: list[tuple[int, int]] = []
    position = 0
    for word in words:
        spans.append((position, position + len(word)))
        position += len(word) + 1
    try:
        found = tags_to_spans(tags, IOB2).spans
    except SchemeError as error:
        raise CorpusError(folder / SEQ_FILES[1], number, str(error)) from None
    entities = (Entity(spans[start][0], spans[end - 1][1], label) for start, end, label in found)
    return Document(" ".join(words), tuple(entities), tuple(spans))


def bot_of(examples: dict[str, list[Document]]) -> Bot:
    """The bot with these examples of its intents; slots are free text, and none is required."""
    intents: list[Intent] = []
    for name, documents in examples.items():
        labels = dict.fromkeys(entity.label for document in documents for entity in document.entities)
        intents.append(Intent(name, tuple(documents), tuple(map(SlotUse, labels))))
    slots = dict.fromkeys(use.name for intent in intents for use in intent.slots)
    return Bot(tuple(intents), {name: SlotType(name, "text") for name in slots})
