"""Which predicted entities are right: the documents side by side, and strict matching within one.

Strict: the same spans, fragments included, and the same label; each gold entity is matched once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from onoma.document import Document, Entity, Span
from onoma.errors import InputError

__all__ = ["paired", "strict_matches"]

_AROUND = 12


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


def strict_matches(gold: Iterable[Entity], predicted: Iterable[Entity]) -> list[bool]:
    """`(n_predicted,)` whether each predicted entity is one of the gold ones; a second copy is not."""
    unmatched = Counter(map(_identity, gold))
    matches: list[bool] = []
    for entity in predicted:
        identity = _identity(entity)
        matches.append(unmatched[identity] > 0)
        unmatched[identity] -= 1
    return matches


def _identity(entity: Entity) -> tuple[tuple[Span, ...], str]:
    return entity.spans, entity.label
