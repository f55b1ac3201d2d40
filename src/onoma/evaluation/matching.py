"""Which predicted entities belong to which gold ones: found once per document, used by every kind of scoring.

Two entities touch when they share a code point; a discontinuous one has only the points of its parts. An
entity is matched once at most. Same entities are paired first; what is left over is paired in reading
order, each prediction with a gold entity that it touches and that is still free. Which one it prefers is
all that differs: `by_place` takes the first, for matching by boundaries; `by_label` takes the nearest of
its own label, and another label only failing that, for matching by type. On entities that do not overlap
on their own side these are the pairs of nervaluate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from onoma.document import Document, Entity, Span
from onoma.errors import InputError

__all__ = ["Identity", "Matching", "Pair", "identities", "match", "paired", "strict_matches", "touch"]

_AROUND = 12

Pair: TypeAlias = tuple[int, int]
"""Positions of a gold and of a predicted entity in their documents."""

Identity: TypeAlias = tuple[int, int, str, tuple[Span, ...]]
"""Offsets, label, fragments: what two entities must share to be the same."""


def paired(gold: Iterable[Document], predicted: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Each gold document with its prediction, by position; reads both lazily.

    Raises `InputError` when one side ends first, or when two texts differ.
    """
    for position, (truth, guess) in enumerate(zip_longest(gold, predicted)):
        if truth is None or guess is None:
            short, long = ("gold", "predicted") if truth is None else ("predicted", "gold")
            raise InputError(
                f"the {short} documents end after {position}, and the {long} go on; "
                "give one predicted document per gold document, in the same order"
            )
        if truth.text != guess.text:
            raise InputError(_difference(position, truth, guess))
        yield truth, guess


def _difference(position: int, truth: Document, guess: Document) -> str:
    pairs = zip(truth.text, guess.text, strict=False)
    shorter = min(len(truth.text), len(guess.text))
    at = next((index for index, (left, right) in enumerate(pairs) if left != right), shorter)
    name = f" (id {truth.id!r})" if truth.id is not None else ""
    window = slice(max(0, at - _AROUND), at + _AROUND)
    return (
        f"document {position}{name}: the texts differ from character {at} on: "
        f"gold {truth.text[window]!r}, predicted {guess.text[window]!r}; "
        "predict on exactly the gold texts, in their order"
    )


class Matching(NamedTuple):
    """The pairs of one document.

    `same` have offsets, fragments and label in common. `by_place` and `by_label` hold those and the pairs
    that only touch. `within_place` and `within_label` are the two once more with each label for itself, as
    scores per type need them.
    """

    same: Sequence[Pair]
    by_place: Sequence[Pair]
    by_label: Sequence[Pair]
    within_place: Sequence[Pair]
    within_label: Sequence[Pair]


def identities(entities: Iterable[Entity]) -> list[Identity]:
    """What makes each entity the one it is."""
    return [(entity.start, entity.end, entity.label, entity.fragments) for entity in entities]


def match(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Matching:
    """The pairs of one document's entities, which are in order of appearance on both sides."""
    if identities(gold) == identities(predicted):
        pairs = [(position, position) for position in range(len(gold))]
        return Matching(pairs, pairs, pairs, pairs, pairs)
    touching = _touching(gold, predicted)
    of_label = [
        [truth for truth in row if gold[truth].label == guess.label]
        for guess, row in zip(predicted, touching, strict=True)
    ]
    nearest = [
        sorted(row, key=lambda truth, guess=guess: _distance(gold[truth], guess))  # type: ignore[misc]
        for guess, row in zip(predicted, of_label, strict=True)
    ]
    same = _assigned(_of_same_spans(gold, predicted, of_label), [])
    same_spans = _assigned(_of_same_spans(gold, predicted, touching), same)
    return Matching(
        same=same,
        by_place=_assigned(touching, same_spans),
        by_label=_assigned([[*near, *row] for near, row in zip(nearest, touching, strict=True)], same),
        within_place=_assigned(of_label, same),
        within_label=_assigned(nearest, same),
    )


def touch(one: Entity, other: Entity) -> bool:
    """Whether the two share a code point that both of them mark."""
    if not one.overlaps(other):
        return False
    if not one.fragments and not other.fragments:
        return True
    return any(start < there and here < end for start, end in one.spans for here, there in other.spans)


def _touching(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[list[int]]:
    """For each predicted entity the gold ones that it touches, in order; one sweep over both."""
    rows: list[list[int]] = []
    near: list[int] = []
    ahead = 0
    for guess in predicted:
        while ahead < len(gold) and gold[ahead].start < guess.end:
            near.append(ahead)
            ahead += 1
        near = [truth for truth in near if gold[truth].end > guess.start]
        rows.append([truth for truth in near if touch(gold[truth], guess)])
    return rows


def _of_same_spans(gold: Sequence[Entity], predicted: Sequence[Entity], rows: list[list[int]]) -> list[list[int]]:
    return [
        [truth for truth in row if gold[truth].spans == guess.spans] for guess, row in zip(predicted, rows, strict=True)
    ]


def _distance(one: Entity, other: Entity) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)


def _assigned(wishes: Sequence[Sequence[int]], given: Sequence[Pair]) -> list[Pair]:
    """The pairs `given`, and each prediction without one with the first gold entity of its wishes that is free."""
    taken = {truth for truth, _ in given}
    settled = {guess for _, guess in given}
    pairs = list(given)
    for guess, wanted in enumerate(wishes):
        if guess in settled:
            continue
        truth = next((truth for truth in wanted if truth not in taken), None)
        if truth is not None:
            taken.add(truth)
            pairs.append((truth, guess))
    return pairs


def strict_matches(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[bool]:
    """`(n_predicted,)` whether each predicted entity is one of the gold ones; a second copy is not."""
    right = {guess for _, guess in match(gold, predicted).same}
    return [position in right for position in range(len(predicted))]
