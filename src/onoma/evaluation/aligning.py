"""Predictions from a file, laid over the gold by position: the same texts, though white space may differ.

Column files lose a text's own spacing, so predictions in one would never fit gold that kept it. Offsets are
carried over by the characters that are no white space; any other difference is refused, with both places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from onoma.document import Document, Entity, Span
from onoma.errors import InputError
from onoma.evaluation.provenance import Loss

__all__ = ["Side", "align"]

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Side:
    """The documents of one file, its name, and where each document stands in it, as far as that is known."""

    name: str
    documents: Sequence[Document]
    places: Sequence[str] = ()

    def place(self, position: int) -> str:
        """Where that document stands."""
        if position < len(self.places):
            return self.places[position]
        document = self.documents[position]
        return f"{self.name}, document {position + 1 if document.id is None else repr(document.id)}"


def align(gold: Side, predicted: Side) -> tuple[list[Document], tuple[Loss, ...]]:
    """The gold documents with the predicted entities, and what had to be mended or left out for it.

    Raises `InputError` where texts differ in more than white space, or when one side has more documents.
    """
    aligned: list[Document] = []
    respaced: list[int] = []
    n_blank = 0
    for position, (truth, guess) in enumerate(zip(gold.documents, predicted.documents, strict=False)):
        entities: Sequence[Entity] = guess.entities
        if truth.text != guess.text:
            if "".join(truth.text.split()) != "".join(guess.text.split()):
                _refuse(gold, predicted, position)
            entities = _carried(truth.text, guess)
            respaced.append(position)
            n_blank += len(guess.entities) - len(entities)
        aligned.append(truth.with_entities(entities))
    if len(gold.documents) != len(predicted.documents):
        _refuse_length(gold, predicted)
    losses = (
        Loss("predicted text with other white space than the gold's", len(respaced), _first(predicted, respaced)),
        Loss("predicted entity of white space alone, left out", n_blank),
    )
    return aligned, tuple(loss for loss in losses if loss.count)


def _first(side: Side, positions: Sequence[int]) -> str | None:
    return side.place(positions[0]) if positions else None


def _carried(text: str, guess: Document) -> list[Entity]:
    """The entities of `guess` at the same characters of `text`."""
    here = [place for place, character in enumerate(guess.text) if not character.isspace()]
    there = [place for place, character in enumerate(text) if not character.isspace()]
    moved: list[Entity] = []
    for entity in guess.entities:
        spans = [span for start, end in entity.spans if (span := _moved(start, end, here, there)) is not None]
        joined = _joined(spans)
        if joined:
            fragments = tuple(joined) if len(joined) > 1 else ()
            moved.append(replace(entity, start=joined[0][0], end=joined[-1][1], fragments=fragments))
    return moved


def _moved(start: int, end: int, here: Sequence[int], there: Sequence[int]) -> Span | None:
    first, last = bisect_left(here, start), bisect_left(here, end)
    return (there[first], there[last - 1] + 1) if first < last else None


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those that touch made one: the white space that kept them apart is gone."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _refuse(gold: Side, predicted: Side, position: int) -> NoReturn:
    truth, guess = gold.documents[position].text, predicted.documents[position].text
    where = f"{predicted.place(position)} and {gold.place(position)}"
    if truth.startswith(guess):
        n_cut, n_lost, n_gold = _cuts(gold, predicted)
        share = n_lost / max(n_gold, 1)
        raise InputError(
            f"{where}: the predicted text ends after {len(guess)} of {len(truth)} characters; "
            f"{n_cut:,} texts are cut short, and {n_lost:,} of {n_gold:,} gold entities ({share:.1%}) "
            "lie beyond the cuts; predict on whole texts"
        )
    shorter = min(len(truth), len(guess))
    at = next((place for place in range(shorter) if truth[place] != guess[place]), shorter)
    window = slice(max(0, at - _AROUND), at + _AROUND)
    raise InputError(
        f"{where}: the texts differ from character {at} on: gold {truth[window]!r}, predicted {guess[window]!r}; "
        "predict on exactly the gold texts, in their order"
    )


def _cuts(gold: Side, predicted: Side) -> tuple[int, int, int]:
    """Predicted texts that end early, gold entities beyond their ends, and all gold entities."""
    n_cut = n_lost = 0
    for truth, guess in zip(gold.documents, predicted.documents, strict=False):
        if len(guess.text) < len(truth.text) and truth.text.startswith(guess.text):
            n_cut += 1
            n_lost += sum(entity.end > len(guess.text) for entity in truth.entities)
    return n_cut, n_lost, sum(len(document.entities) for document in gold.documents)


def _refuse_length(gold: Side, predicted: Side) -> NoReturn:
    short, long = sorted((gold, predicted), key=lambda side: len(side.documents))
    n_short = len(short.documents)
    raise InputError(
        f"{short.name} ends after {n_short:,} documents, {long.name} has {len(long.documents):,}: "
        f"{long.place(n_short)} has no partner; give one prediction per gold document, in the same order"
    )
