"""Who wins where answers overlap: several lists of entities become one, without doubles or overlaps.

A `Policy` is data; `resolved` reads it. docs/stack.md explains both, with examples. Nothing here knows
where the answers come from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TypeAlias

from onoma.document import Entity
from onoma.errors import SettingsError

__all__ = ["Policy", "resolved"]

_Answer: TypeAlias = tuple[int, int, Entity]
"""Where an entity begins, the turn of whoever found it, and the entity."""

_Rank: TypeAlias = tuple[int, int, int, float, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Policy:
    """Priority, then length, then score.

    Priority: labels in `first` win over all others, labels in `last` yield to all others; among equals the
    answers that were given earlier win if `in_turn`, and no one does if not. Then the longer answer wins, then
    the likelier, where an answer without a score counts as `unscored`; at last the one that begins earlier, and
    the one whose label comes first in the alphabet. Without `in_turn`, the order of the answers changes nothing.

    Raises `SettingsError` when a label is both in `first` and in `last`, or when `unscored` is no probability.
    """

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    in_turn: bool = True
    unscored: float = 0.5

    def __post_init__(self) -> None:
        if both := self.first & self.last:
            named = ", ".join(sorted(both))
            raise SettingsError(f"policy: {named} can't both win over all others and yield to them; choose one")
        if not 0.0 <= self.unscored <= 1.0:
            raise SettingsError(f"policy: unscored is {self.unscored!r}; give a probability between 0 and 1")

    def level(self, label: str) -> int:
        """How early a label comes: 0, 1 or 2."""
        return 0 if label in self.first else 2 if label in self.last else 1


def resolved(answers: Sequence[Sequence[Entity]], policy: Policy) -> list[Entity]:
    """The entities that remain of all answers, in order of appearance, no two of which overlap.

    Of those that overlap, the ones that the policy ranks higher remain. Answers with the same offsets and label
    become one: its `source` names all of them, joined by "+", the best first; its score, value, fragments and
    attributes are the best one's or, where it has none, the next one's.
    """
    given = [(entity.start, turn, entity) for turn, found in enumerate(answers) for entity in found]
    given.sort(key=itemgetter(0))  # several sorted lists one after the other: quick
    rank = _ranking(policy)
    kept: list[Entity] = []
    group: list[_Answer] = []
    reach = 0
    for answer in given:
        if answer[0] >= reach and group:
            kept += _settled(group, rank) if len(group) > 1 else (group[0][2],)
            group = []
        group.append(answer)
        reach = max(reach, answer[2].end)
    if group:
        kept += _settled(group, rank) if len(group) > 1 else (group[0][2],)
    return kept


def _ranking(policy: Policy) -> Callable[[_Answer], _Rank]:
    """What sorts answers from the one that wins to the one that yields to all others."""

    def rank(answer: _Answer) -> _Rank:
        start, turn, entity = answer
        score = policy.unscored if entity.score is None else entity.score
        # The last three tell apart what would otherwise be decided by who came first.
        rest = repr((entity.score, entity.value, entity.fragments, sorted(entity.attributes.items())))
        length = entity.end - start
        turn = turn if policy.in_turn else 0
        return policy.level(entity.label), turn, -length, -score, start, entity.label, entity.source, rest

    return rank


def _settled(group: list[_Answer], rank: Callable[[_Answer], _Rank]) -> list[Entity]:
    """What remains of answers that overlap, directly or through others: each one that no better one overlaps."""
    kept: list[Entity] = []
    starts: list[int] = []
    for _, _, entity in sorted(group, key=rank):
        at = bisect_left(starts, entity.start)
        if at < len(kept) and starts[at] < entity.end:
            if _agree(kept[at], entity):
                kept[at] = _merged(kept[at], entity)
        elif not at or kept[at - 1].end <= entity.start:
            kept.insert(at, entity)
            starts.insert(at, entity.start)
    return kept


def _agree(one: Entity, other: Entity) -> bool:
    return (one.start, one.end, one.label) == (other.start, other.end, other.label)


def _merged(winner: Entity, other: Entity) -> Entity:
    sources = [source for source in (*winner.source.split("+"), *other.source.split("+")) if source]
    return replace(
        winner,
        score=winner.score if winner.score is not None else other.score,
        value=winner.value if winner.value is not None else other.value,
        fragments=winner.fragments or other.fragments,
        attributes={**other.attributes, **winner.attributes},
        source="+".join(dict.fromkeys(sources)),
    )
