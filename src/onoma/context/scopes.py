"""Which entities of a sentence a cue reaches: the algorithm of ConText (Harkema et al. 2009).

A cue reaches from where it stands to the end of the sentence, or to the first word that stops it. It does so
from entity to entity: a long way without any ends its reach as well, which ConText does not know and long
sentences need. Of several cues for one attribute the nearest is the evidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from onoma.context.cues import Cue

__all__ = ["Reach", "Target", "reaching"]

Target: TypeAlias = tuple[int, int]
"""The half-open words of an entity."""

_STRIDE = 9
"""So many words may lie between a cue and an entity, or between two entities on the way."""

_STEP = 3
"""So many words may lie between an entity and a cue that speaks of nothing beyond."""

_FARTHEST = 100
"""No cue reaches beyond so many words, however long the sentence."""

_JOINING = frozenset((",", "and", "or", "/", "vs", "versus", "&", "nor"))


@dataclass(frozen=True, slots=True)
class Reach:
    """What a cue says of an entity, and how many words lie between."""

    attribute: str
    cue: Cue
    distance: int


def reaching(targets: Sequence[Target], cues: Sequence[Cue], names: Sequence[str]) -> list[Mapping[str, Reach]]:
    """For each entity the nearest cue of each attribute that reaches it.

    `targets` are in order and apart; `names` are those of the words of the sentence.
    """
    nearest: list[dict[str, Reach]] = [{} for _ in targets]
    stops = _stops(cues)
    for cue in cues:
        for attribute, kind in ((effect.attribute, effect.kind) for effect in cue.effects):
            reached: list[tuple[int, int]] = []
            if kind in ("before", "around", "just_before"):
                reached += _onward(cue, kind == "just_before", targets, stops[attribute], names)
            if kind in ("after", "around", "just_after"):
                reached += _back(cue, kind == "just_after", targets, stops[attribute], names)
            for index, distance in reached:
                known = nearest[index].get(attribute)
                if known is None or distance < known.distance:
                    nearest[index][attribute] = Reach(attribute, cue, distance)
    return list[Mapping[str, Reach]](nearest)


def _stops(cues: Sequence[Cue]) -> Mapping[str, Sequence[Cue]]:
    """What stops each attribute, in order."""
    stops: dict[str, list[Cue]] = {}
    for cue in cues:
        for effect in cue.effects:
            found = stops.setdefault(effect.attribute, [])
            if effect.kind == "stops":
                found.append(cue)
    return stops


def _onward(
    cue: Cue, just: bool, targets: Sequence[Target], stops: Sequence[Cue], names: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Indices of the entities after the cue that it reaches, and how far away they are."""
    following = bisect_left(stops, cue.last, key=lambda stop: stop.first)
    limit = stops[following].first if following < len(stops) else len(names)
    at = cue.last
    for index in range(bisect_left(targets, (cue.last, cue.last)), len(targets)):
        first, last = targets[index]
        if first > min(limit, cue.last + _FARTHEST) or not _near(names, at, first, just, at == cue.last):
            return
        yield index, first - cue.last
        at = last


def _back(
    cue: Cue, just: bool, targets: Sequence[Target], stops: Sequence[Cue], names: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The same of the entities before the cue."""
    preceding = bisect_right(stops, cue.first, key=lambda stop: stop.last)
    limit = stops[preceding - 1].last if preceding else 0
    at = cue.first
    for index in reversed(range(bisect_right(targets, cue.first, key=lambda target: target[1]))):
        first, last = targets[index]
        if last < max(limit, cue.first - _FARTHEST) or not _near(names, last, at, just, True):
            return
        yield index, cue.first - last
        if just:
            return  # one verb for one: "asthma, and stroke was excluded"
        at = first


def _near(names: Sequence[str], start: int, end: int, just: bool, first_step: bool) -> bool:
    if not just:
        return end - start <= _STRIDE
    return end - start <= _STEP if first_step else all(name in _JOINING for name in names[start:end])
