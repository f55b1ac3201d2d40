"""JSON as Snips published it: `{"GetWeather": [{"data": [{"text": "in "}, {"text": "Rome", "entity": "city"}]}]}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from onoma.chat.bot import Bot
from onoma.chat.seq_files import bot_of
from onoma.document import Document, Entity
from onoma.errors import CorpusError, InputError

__all__ = ["read_snips_json"]

_STRAY_BYTE = re.compile("[\udc80-\udcff]")


def read_snips_json(paths: Iterable[Path]) -> Bot:
    """The bot whose examples the files hold; all slots are free text.

    Raises `CorpusError` naming the intent and the number of an utterance that is not of this form.
    """
    examples: dict[str, list[Document]] = {}
    for path in paths:
        table = _read(path)
        if not isinstance(table, dict):
            raise CorpusError(path, None, "not a table of intents", hint='expected {"Intent": [{"data": [...]}]}')
        for intent, utterances in table.items():
            if not isinstance(utterances, list):
                raise CorpusError(path, None, f"intent {intent!r} is no list of utterances")
            for number, utterance in enumerate(utterances, 1):
                examples.setdefault(intent, []).append(_document(path, f"{intent}, utterance {number}", utterance))
    if not examples:
        raise InputError("the files hold no utterance; give others")
    return bot_of(examples)


def _read(path: Path) -> object:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; give a bot's file") from None
    # One of the published files is UTF-8 with some bytes of Latin-1 among it; those are read as what they mean.
    text = _STRAY_BYTE.sub(lambda byte: chr(ord(byte[0]) - 0xDC00), data.decode("utf-8", "surrogateescape"))
    try:
        return json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise CorpusError(path, line, f"not JSON ({error})", hint="repair the file") from None


def _document(path: Path, place: str, utterance: object) -> Document:
    parts = utterance.get("data") if isinstance(utterance, dict) else None
    if not isinstance(parts, list):
        raise CorpusError(path, None, f"{place}: no `data`", hint='expected {"data": [{"text": "…"}]}')
    text = ""
    entities: list[Entity] = []
    for part in parts:
        piece, label = (part.get("text"), part.get("entity")) if isinstance(part, dict) else (None, None)
        if not isinstance(piece, str) or not (label is None or isinstance(label, str)):
            raise CorpusError(path, None, f"{place}: {part!r} has no text", hint='expected {"text": "…"}')
        inner = piece.strip()
        if label and inner:
            start = len(text) + piece.index(inner)
            entities.append(Entity(start, start + len(inner), label))
        text += piece
    return Document(text, tuple(entities))
