"""A chat bundle as an `Understander`: utterances in, frames out; and as a `SlotReader`, for answers to questions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onoma.bundle import CHAT_BILSTM, CHAT_TRANSFORMER, MODEL, TOKENIZER, open_bundle
from onoma.chat.bot import Bot, SlotType
from onoma.chat.frame import FALLBACK, Frame, Slot
from onoma.chat.understanding.chat_file import read_chat
from onoma.chat.understanding.joining import joined_slots
from onoma.chat.understanding.mentions import Mentions, written_value
from onoma.chat.understanding.networks import JointSession
from onoma.chat.understanding.reader import UtteranceReader
from onoma.chat.utterance import is_utterance
from onoma.encoding import WordEncoder
from onoma.errors import BundleError
from onoma.runtime import Chain
from onoma.schemes import scheme_named

__all__ = ["ChatUnderstander", "load"]


class ChatUnderstander:
    """Understands what users say to a `bot`, with the network of its bundle and what this project knows of values.

    "Tomorrow" counts from `reference`, or else from now. A text that is out of scope, below the bot's threshold, too
    long or no utterance at all gets the fallback.
    """

    def __init__(self, bot: Bot, reader: UtteranceReader) -> None:
        self.bot = bot
        self.reader = reader
        self._slots_of = {
            intent.name: {use.name: bot.slots[use.name] for use in intent.slots} for intent in bot.intents
        } | {FALLBACK: dict(bot.slots)}

    def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
        """The frame of one utterance."""
        if not is_utterance(text):
            return Frame(text, FALLBACK, 0.0)
        read = self.reader(text, self.bot.threshold)
        if not read.ranked:
            return Frame(text, FALLBACK, 0.0)
        slots = joined_slots(read, self._slots_of[read.intent], Mentions(text, reference or datetime.now()))
        score = read.ranked[read.intent] if read.intent else next(iter(read.ranked.values()))
        return Frame(text, read.intent, score, slots, read.ranked)

    def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
        """The slot found in an answer to its question; None where the text does not say it."""
        if not is_utterance(text):
            return None
        inner = text.strip() if slot.kind == "text" else text.strip(" .,!?")
        best = Mentions(text, reference or datetime.now()).alone(slot, 0, len(text))
        if best is not None:
            found = text[best.start : best.end]
            return Slot(best.start, best.end, slot.name, found, best.value, best.score, best.others)
        value = written_value(slot, inner) if slot.kind in ("text", "list") else None
        start = text.index(inner)
        return None if value is None else Slot(start, start + len(inner), slot.name, inner, value)


def load(bundle: str | Path) -> ChatUnderstander:
    """The understander of a bundle's folder.

    Raises `BundleError` when there is none, when it is damaged, edited or newer, or not a bot's.
    """
    opened = open_bundle(Path(bundle))
    manifest = opened.manifest
    if manifest.kind not in (CHAT_BILSTM, CHAT_TRANSFORMER):
        raise BundleError(f"{opened.folder}: no bundle of a bot but of kind {manifest.kind}; `onoma.load` reads it")
    bot, head = read_chat(opened)
    try:
        tokenizer = Tokenizer.from_buffer(opened.files[TOKENIZER])
    except Exception as error:
        raise BundleError(f"{opened.folder / TOKENIZER}: not a tokenizer ({error}); get the bundle again") from None
    encoder = WordEncoder(tokenizer, manifest.word_pieces)
    network = JointSession(manifest.kind, opened.files[MODEL], encoder, opened.folder / MODEL)
    scores = (np.array(table, np.float32) for table in opened.chain_scores())
    chain = Chain(manifest.tags, scheme_named(manifest.scheme), *scores)
    return ChatUnderstander(bot, UtteranceReader(manifest, head, encoder, network, chain))
