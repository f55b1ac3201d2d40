"""Masked texts, as they come back from a translator, to texts with everything restored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from onoma.masking.labels import word
from onoma.masking.markup import unescaped
from onoma.masking.mask_key import MaskKey

__all__ = ["Astray", "Unmasked", "unmask"]


class Astray(NamedTuple):
    """A placeholder that is missing or came too often: what it stands for, and how many times too few or too many."""

    placeholder: str
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A restored text. `changed` are placeholders that were known again although they look otherwise, with both forms.

    `missing` and `repeated` are empty where the key does not know the document; `unknown` are placeholders of no key.
    """

    text: str
    missing: tuple[Astray, ...] = ()
    repeated: tuple[Astray, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every placeholder came back, as often as it went, and none that nobody sent."""
        return not (self.missing or self.repeated or self.unknown)


class _Placed(NamedTuple):
    number: int
    found: str


_Piece: TypeAlias = "str | _Placed"
_Accepts = Callable[["re.Match[str]", int], bool]


def unmask(text: str, key: MaskKey, document: str | None = None) -> Unmasked:
    """The text with every placeholder restored, wherever it stands now and however often.

    `document` is the id under which it was masked. With it, missing and repeated placeholders are told, and what is
    left of damaged ones is looked for; without it, only what is surely a placeholder is restored.
    """
    sent = key.documents.get(document) if document is not None else None
    pieces: list[_Piece] = list(_split([text], key.style.exact, _same_word(key)))
    pieces = list(_split(pieces, key.style.near, _same_word(key)))
    for pattern in key.style.loose if sent is not None else ():
        missing = (sent or Counter()) - _found(pieces)
        if missing:
            pieces = list(_split(pieces, pattern, _wanted(missing, key)))
    return Unmasked(
        "".join(_restored(piece, key) for piece in pieces),
        missing=_astray(sent - _found(pieces), key) if sent is not None else (),
        repeated=_astray(_found(pieces) - sent, key) if sent is not None else (),
        changed=tuple(_changed(pieces, key)),
        unknown=tuple(_unknown(pieces, key)),
    )


def _split(pieces: list[str] | list[_Piece], pattern: re.Pattern[str], accepts: _Accepts) -> Iterator[_Piece]:
    """The pieces, with what the pattern finds in those of text, and is accepted, as placeholders."""
    for piece in pieces:
        if isinstance(piece, _Placed):
            yield piece
            continue
        position = 0
        for match in pattern.finditer(piece):
            if accepts(match, int(match["n"])):
                yield piece[position : match.start()]
                yield _Placed(int(match["n"]), match.group())
                position = match.end()
        yield piece[position:]


def _same_word(key: MaskKey) -> _Accepts:
    def accepts(match: re.Match[str], number: int) -> bool:
        return number in key.hidden and (
            "word" not in match.re.groupindex or word(match["word"]) == key.word_of(number)
        )

    return accepts


def _wanted(missing: Counter[int], key: MaskKey) -> _Accepts:
    """Takes each missing placeholder as often as it is missing, from the left."""

    def accepts(match: re.Match[str], number: int) -> bool:
        if missing[number] <= 0 or ("only" in match.re.groupindex and word(match["only"]) != key.word_of(number)):
            return False
        missing[number] -= 1
        return True

    return accepts


def _found(pieces: list[_Piece]) -> Counter[int]:
    return Counter(piece.number for piece in pieces if isinstance(piece, _Placed))


def _restored(piece: _Piece, key: MaskKey) -> str:
    if isinstance(piece, _Placed):
        return key.hidden[piece.number].text
    return unescaped(piece) if key.style.is_markup else piece


def _astray(counts: Mapping[int, int], key: MaskKey) -> tuple[Astray, ...]:
    return tuple(Astray(key.written(n), key.hidden[n].text, count) for n, count in sorted(counts.items()))


def _changed(pieces: list[_Piece], key: MaskKey) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        if isinstance(piece, _Placed) and piece.found != key.written(piece.number):
            yield piece.found, key.written(piece.number)


def _unknown(pieces: list[_Piece], key: MaskKey) -> Iterator[str]:
    """What is written exactly as our placeholders are, with a number that the key does not have."""
    words = {key.word_of(number) for number in key.hidden}
    known = key.hidden.keys() | key.reserved  # a reserved number stood in a text before anything was masked
    for piece in pieces:
        if not isinstance(piece, _Placed):
            for match in key.style.exact.finditer(piece):
                if int(match["n"]) not in known and match.groupdict().get("word") in {*words, None}:
                    yield match.group()
