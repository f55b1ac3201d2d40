"""A user's turn: the text, its frame, and what it does to the dialogue itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from onoma.chat.dialogue.phrases import Act, Lead, Phrases, words_of
from onoma.chat.frame import FALLBACK, Frame, Understander
from onoma.chat.utterance import MAX_CHARACTERS

__all__ = ["Turn", "cleaned", "read_turn"]

_TURNS_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What makes a terminal or a page show text in another order than it has."""

_CODE_BRACKET = re.compile(r"[<>{}\\|]")
_CODE_STOP = re.compile(r";|=|--")
_MOST_STOPS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What the user said.

    `frame` is of the whole text. `act` is what the whole text says to the dialogue ("cancel"), `lead` what its first
    words do ("no, I meant"); `rest` is the frame of what follows them. `reference` is when it was said.
    """

    text: str
    frame: Frame
    act: Act = ""
    lead: Lead = ""
    rest: Frame | None = None
    reference: datetime | None = None

    @property
    def content(self) -> Frame:
        """The frame of what the user says of the world: without the lead, where there is one."""
        return self.frame if self.rest is None else self.rest


def read_turn(text: str, understander: Understander, phrases: Phrases, reference: datetime | None = None) -> Turn:
    """The turn that a text is; whatever the text holds, there is one."""
    text = cleaned(text)
    if len(text) > MAX_CHARACTERS:
        return Turn("", Frame("", FALLBACK, 0.0), reference=reference)
    act = phrases.act(text)
    if not words_of(text):
        return Turn("", Frame("", FALLBACK, 0.0), act, reference=reference)
    if _is_code(text):
        return Turn(text, Frame(text, FALLBACK, 0.0), reference=reference)
    frame = understander(text, reference=reference)
    lead, rest = phrases.lead("" if act else text)
    content = understander(rest, reference=reference) if rest.strip() and lead else None
    return Turn(text, frame, act, lead, content, reference)


def _is_code(text: str) -> bool:
    """Whether it is markup or a statement of a programming language, of which models believe anything."""
    n_brackets = len(_CODE_BRACKET.findall(text))
    return n_brackets > 1 or n_brackets + len(_CODE_STOP.findall(text)) > _MOST_STOPS


def cleaned(text: str) -> str:
    """The text with a blank for each control character, and a replacement character for half of a pair.

    Offsets stay as they are.
    """
    if len(text) > MAX_CHARACTERS:  # not read anyway; a megabyte need not be walked through
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", "".join(map(_shown, text)))


def _shown(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Zl", "Zp") or character in _TURNS_AROUND:
        return " "
    return character
