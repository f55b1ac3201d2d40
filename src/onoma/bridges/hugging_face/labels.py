"""A classifier's labels as the tags of a bundle: which of its columns stand for which tag.

Labels are written as B- and I-, as BIOES, as BILOU, with I- alone, or as bare names of types. A map may rename
whole labels (`LABEL_1 = "B-PER"`) and types (`PERSON = "PER"`); an empty name leaves one out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onoma.errors import InputError
from onoma.schemes import BILOU, BIOES, IO, IOB2, OUTSIDE, Scheme, tag_set

__all__ = ["Columns", "columns_of"]

_PREFIXED = re.compile(r"([BIESLU])-(.+)", re.DOTALL)
_NAMELESS = re.compile(r"LABEL_\d+")
_OF_NO_WORD = re.compile(r"\[?<?(?:PAD|CLS|SEP|pad|s|/s)>?\]?|-100")
"""Labels of special pieces, which no word should get."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The tags of a bundle, and for each the columns of the classifier that stand for it.

    A tag of the scheme that the classifier never learnt has none.
    """

    labels: tuple[str, ...]
    scheme: Scheme
    tags: tuple[str, ...]
    of_tag: tuple[tuple[int, ...], ...]


def columns_of(names: Sequence[str], renamed: Mapping[str, str], place: str) -> Columns:
    """The tags for a classifier's labels, which are in the order of its columns; `place` names it in errors.

    Raises `InputError` when labels have no names, no entity is left, or two schemes are mixed.
    """
    if all(_NAMELESS.fullmatch(name) for name in names) and not any(name in renamed for name in names):
        raise InputError(
            f"{place}: its labels are called {', '.join(names[:3])} …, which says nothing; name them with --map FILE "
            'and lines like LABEL_0 = "O" and LABEL_1 = "B-PER" below [labels]'
        )
    tags = [_renamed(name, renamed) for name in names]
    scheme = _scheme(tags, place)
    bare = [OUTSIDE if tag == OUTSIDE else tag if _PREFIXED.fullmatch(tag) else f"{IO.inside}-{tag}" for tag in tags]
    labels = tuple(sorted({tag[2:] for tag in bare if tag != OUTSIDE}))
    if not labels:
        raise InputError(
            f"{place}: none of its labels is an entity ({', '.join(names[:5])}); see what --map leaves out"
        )
    known = tag_set(labels, scheme)
    if unknown := sorted(set(bare) - set(known)):
        raise InputError(
            f"{place}: {unknown[0]!r} is no tag of {scheme.name}; rename it with --map FILE, below [labels]"
        )
    of_tag = tuple(tuple(column for column, tag in enumerate(bare) if tag == wanted) for wanted in known)
    return Columns(labels, scheme, known, of_tag)


def _renamed(name: str, renamed: Mapping[str, str]) -> str:
    """A label's tag; the whole label is looked up first, then its type."""
    if name in renamed:
        return renamed[name] or OUTSIDE
    if _OF_NO_WORD.fullmatch(name):
        return OUTSIDE
    match = _PREFIXED.fullmatch(name)
    if match is None or match[2] not in renamed:
        return name
    return f"{match[1]}-{renamed[match[2]]}" if renamed[match[2]] else OUTSIDE


def _scheme(tags: Sequence[str], place: str) -> Scheme:
    prefixes = {match[1] for tag in tags if (match := _PREFIXED.fullmatch(tag))}
    if prefixes & {"E", "S"} and prefixes & {"L", "U"}:
        raise InputError(f"{place}: its labels mix BIOES and BILOU ({', '.join(tags)}); rename some with --map FILE")
    if prefixes & {"E", "S"}:
        return BIOES
    if prefixes & {"L", "U"}:
        return BILOU
    return IOB2 if "B" in prefixes else IO
