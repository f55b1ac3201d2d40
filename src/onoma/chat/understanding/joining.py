"""One answer from two sources: slots that the network found by their surroundings, and mentions found by their form.

What the network found gets its boundaries and its value from a mention of its kind that it shares a word with. A
mention that the network missed fills a slot of its kind that is still empty; of several, the one that the network
holds most probable there. docs/decisions/0020 says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from onoma.chat.bot import SlotKind, SlotType
from onoma.chat.frame import Slot
from onoma.chat.understanding.mentions import Mention, Mentions, written_value
from onoma.chat.understanding.reader import Read
from onoma.document import Entity

__all__ = ["joined_slots"]

_BY_FORM: frozenset[SlotKind] = frozenset(("date", "time", "number", "money", "duration", "list"))
"""Kinds whose mentions know their boundaries better than a network does."""

_DOUBTFUL: frozenset[SlotKind] = frozenset(("number", "money"))
_LEAST_BELIEF = 0.05
_LEAST_SCORE = 0.5
_SEAM = 2
"""Words that a network may miss within a free text."""

_SHORT = 2
"""A number, or an entry as short as this, fills a slot only where the network thinks it possible."""


def joined_slots(read: Read, slots: Mapping[str, SlotType], mentions: Mentions) -> tuple[Slot, ...]:
    """The slots of an utterance in order; `slots` are those that may be filled."""
    found = {name: mentions.of(slot) for name, slot in slots.items()}
    read = replace(read, slots=_mended(read, slots))
    understood = [_understood(entity, read, slots, mentions, found[entity.label]) for entity in read.slots]
    filled = _apart([slot for slot in understood if slot.value is not None or _may_mean_something(slot)])
    filled += _missed(read, slots, found, filled)
    return tuple(sorted(filled, key=lambda slot: (slot.start, slot.end)))


def _mended(read: Read, slots: Mapping[str, SlotType]) -> tuple[Entity, ...]:
    """The network's slots, pieces of one free text put together again: "pay 30 euros" to "Tom" is one note."""
    mended: list[Entity] = []
    for entity in sorted(read.slots, key=lambda entity: entity.start):
        last = mended[-1] if mended else None
        if last and last.label == entity.label and slots[entity.label].kind == "text" and _is_seam(read, last, entity):
            scores = [score for score in (last.score, entity.score) if score is not None]
            mended[-1] = replace(last, end=entity.end, score=min(scores, default=None))
        else:
            mended.append(entity)
    return tuple(mended)


def _is_seam(read: Read, before: Entity, after: Entity) -> bool:
    """Whether what stands between two slots is a word or two and no mark."""
    between = read.text[before.end : after.start]
    return len(between.split()) <= _SEAM and all(character.isalnum() or character in " '’" for character in between)


def _understood(
    entity: Entity, read: Read, slots: Mapping[str, SlotType], mentions: Mentions, found: Sequence[Mention]
) -> Slot:
    """The slot that the network found, with what it means."""
    slot = slots[entity.label]
    shared = (mention for mention in found if mention.start < entity.end and entity.start < mention.end)
    mention = next((mention for mention in shared if not _reaches_others(mention, entity, read.slots, slots)), None)
    if mention is None and slot.kind in _BY_FORM:
        mention = mentions.alone(slot, entity.start, entity.end)
    if mention is not None and (slot.kind in _BY_FORM or _holds(mention, entity)):
        text = read.text[mention.start : mention.end]
        return Slot(mention.start, mention.end, slot.name, text, mention.value, entity.score, mention.others)
    text = read.text[entity.start : entity.end]
    return Slot(entity.start, entity.end, slot.name, text, written_value(slot, text), entity.score)


def _holds(mention: Mention, entity: Entity) -> bool:
    return mention.start <= entity.start and entity.end <= mention.end


def _may_mean_something(slot: Slot) -> bool:
    """Whether a text without a value is worth asking about."""
    return (slot.score or 0.0) >= _LEAST_SCORE and any(character.isalnum() for character in slot.text)


def _reaches_others(
    mention: Mention, entity: Entity, entities: Sequence[Entity], slots: Mapping[str, SlotType]
) -> bool:
    """Whether the mention lies over another slot of the same kind too, as a range does."""
    kind = slots[entity.label].kind
    others = (other for other in entities if other != entity and slots[other.label].kind == kind)
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _apart(slots: Sequence[Slot]) -> list[Slot]:
    """Without the slots that lie in a longer one, which grew over them when it got its boundaries."""
    kept: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: slot.start - slot.end):
        if not any(slot.start < other.end and other.start < slot.end for other in kept):
            kept.append(slot)
    return kept


def _missed(
    read: Read, slots: Mapping[str, SlotType], found: Mapping[str, Sequence[Mention]], filled: Sequence[Slot]
) -> list[Slot]:
    """Slots that the network left empty, from mentions that stand where it found nothing."""
    empty = [name for name in slots if not any(slot.name == name for slot in filled)]
    open_mentions = {
        (mention.start, mention.end, slots[name].kind): mention
        for name in empty
        for mention in found[name]
        if mention.value is not None
        and not any(_clash(mention, slots[name].kind, slot, slots[slot.name].kind) for slot in filled)
    }
    added: list[Slot] = []
    taken: list[tuple[Mention, SlotKind]] = []
    for (start, end, kind), mention in sorted(
        open_mentions.items(), key=lambda item: (item[0][0] - item[0][1], item[0])
    ):
        names = [name for name in empty if slots[name].kind == kind and mention in found[name]]
        if not names or any(_clash(mention, kind, other, other_kind) for other, other_kind in taken):
            continue
        name = max(names, key=lambda name: _belief(read, name, mention))
        if _is_doubtful(slots[name], mention) and _belief(read, name, mention) < _LEAST_BELIEF:
            continue
        text = read.text[start:end]
        added.append(Slot(start, end, name, text, mention.value, mention.score, mention.others))
        taken.append((mention, kind))
        empty.remove(name)
    return added


def _clash(mention: Mention, kind: SlotKind, other: Mention | Slot, other_kind: SlotKind) -> bool:
    """Whether both can't be meant; "tomorrow evening" is a date and a time."""
    if {kind, other_kind} == {"date", "time"} and (mention.start, mention.end) == (other.start, other.end):
        return False
    return mention.start < other.end and other.start < mention.end


def _is_doubtful(slot: SlotType, mention: Mention) -> bool:
    return slot.kind in _DOUBTFUL or (slot.kind == "list" and mention.end - mention.start <= _SHORT)


def _belief(read: Read, name: str, mention: Mention) -> float:
    """How probable the network holds it that the words of the mention belong to the slot, on average."""
    if name not in read.slot_names:
        return 0.0
    inside = [place for place, (start, end) in enumerate(read.words) if start < mention.end and mention.start < end]
    return float(np.mean(read.beliefs[inside, read.slot_names.index(name)])) if inside else 0.0
