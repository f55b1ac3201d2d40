"""The perturbation that puts invented names in the place of persons, organizations and places.

What a recognizer knows by heart no longer helps it; what a name looks like and stands among still does.
A name is swapped word by word, so that its titles, initials, marks and case remain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from random import Random
from string import ascii_uppercase

from onoma.document import Document, Entity, Span
from onoma.evaluation.edits import Edit
from onoma.evaluation.invented_names import KEPT_WORDS, invented_word, kind_of
from onoma.evaluation.perturbations import Perturbation

__all__ = ["swapped_names"]

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]{2,}")
_LONGEST_ACRONYM = 4

Rename = Callable[[str, str], str]


def swapped_names(gold: Sequence[Document], seed: int) -> Perturbation:
    """Swap every word of a name for one that occurs nowhere in `gold`, the same word always for the same.

    Labels that mean neither persons, organizations nor places stay; the perturbation's note names them.
    """
    rename = _renamer(_words(gold), seed)

    def edits(document: Document, _: Random) -> Iterator[Edit]:
        # Names may nest; a word of two names is swapped once, as the outer one's.
        kinds = {
            span: kind
            for entity in reversed(document.entities)
            if (kind := kind_of(entity.label)) is not None
            for span in _swappable(document, entity)
        }
        for (start, end), kind in sorted(kinds.items()):
            yield Edit(start, end, rename(document.text[start:end], kind))

    return Perturbation("unseen names", "invented persons, organizations and places", edits, _note(gold))


def _swappable(document: Document, entity: Entity) -> list[Span]:
    """The words of a name that are its own; none in "U.S." or "The University"."""
    words = (word for start, end in entity.spans for word in _LATIN.finditer(document.text, start, end))
    return [word.span() for word in words if word[0].lower() not in KEPT_WORDS]


def _words(gold: Iterable[Document]) -> frozenset[str]:
    return frozenset(word.lower() for document in gold for word in _LATIN.findall(document.text))


def _renamer(seen: frozenset[str], seed: int) -> Rename:
    """What a word of a name becomes. It hangs on the seed and the word alone, not on what came before."""

    def rename(word: str, kind: str) -> str:
        draws = (Random(f"{seed} {kind} {word.lower()} {attempt}") for attempt in count())
        if word.isupper() and len(word) <= _LONGEST_ACRONYM:
            # Of two letters there are but 676, and all may have been seen: then one more letter.
            names = ("".join(draw.choices(ascii_uppercase, k=len(word) + n // 50)) for n, draw in enumerate(draws))
        else:
            names = (_cased(invented_word(kind, draw), word) for draw in draws)
        return next(name for name in names if name.lower() not in seen)

    return rename


def _cased(name: str, like: str) -> str:
    if like.islower():
        return name
    return name.upper() if like.isupper() else name.capitalize()


def _note(gold: Sequence[Document]) -> str:
    """Which labels keep their names, and how many names have no word that could be swapped."""
    entities = [(document, entity) for document in gold for entity in document.entities]
    left = Counter(entity.label for _, entity in entities if kind_of(entity.label) is None)
    n_whole = sum(kind_of(entity.label) is not None and not _swappable(doc, entity) for doc, entity in entities)
    labels = ", ".join(f"{label} ({n:,})" for label, n in sorted(left.items()))
    notes = [
        f"not swapped, since no label of persons, organizations or places: {labels}" if left else "",
        f"{n_whole:,} names of initials, common words or other scripts stay as they are" if n_whole else "",
    ]
    return "; ".join(filter(None, notes))
