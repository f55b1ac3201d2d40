"""Entities against their text and each other: edges, word boundaries, nesting, what touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from onoma.corpus.records import EntityKey, key_of
from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient
from onoma.document import Document, Entity

__all__ = ["ends_one_short", "span_findings", "trimmed"]

_MIN_INCLUSIVE = 20
_MOST = 0.9
_MANY_ENTITIES = 5_000
_MANY_NEIGHBOURS = 50


def span_findings(patient: Patient) -> Iterator[Finding]:
    """The findings of every document's entities, and those of all of them together."""
    short = ends_one_short(patient)
    if short:
        index, entity = short[0]
        text = patient.corpus.documents[index].text_of(entity)
        what = f"{len(short):,} entities end one character short of a word, first {text!r}"
        yield Finding("inclusive-end", patient.place_of(index, entity), what, {"count": len(short)})
    for index, document in enumerate(patient.corpus):
        for entity in document.entities:
            yield from _edges(patient, index, entity, ends_count=not short)
        yield from _pairs(patient, index)
    yield from _never_touching(patient)


def trimmed(document: Document, entity: Entity) -> tuple[int, int]:
    """The entity's offsets without the white space at its edges."""
    text = document.text_of(entity)
    start = entity.start + len(text) - len(text.lstrip())
    return start, max(start, entity.end - (len(text) - len(text.rstrip())))


def _edges(patient: Patient, index: int, entity: Entity, *, ends_count: bool) -> Iterator[Finding]:
    document = patient.corpus.documents[index]
    text, mention = document.text, document.text_of(entity)
    if mention != mention.strip():
        place = patient.place_of(index, entity)
        yield Finding("edge-space", place, f"{mention!r} {entity.label}", _evidence(entity))
    cut_start = _inside_word(text, entity.start)
    cut_end = ends_count and _inside_word(text, entity.end)
    if cut_start or cut_end:
        low, high = _word_around(text, entity.start, entity.end)
        what = f"{mention!r} {entity.label} in {text[low:high][:80]!r}"
        yield Finding("off-word", patient.place_of(index, entity), what, _evidence(entity))


def _evidence(entity: Entity) -> dict[str, str | int]:
    return {"start": entity.start, "end": entity.end, "label": entity.label}


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    while _inside_word(text, start):
        start -= 1
    while _inside_word(text, end):
        end += 1
    return start, end


def ends_one_short(patient: Patient) -> list[tuple[int, Entity]]:
    """The entities that end one short of a word's end, where nearly all do; else none."""
    short, n_others = [], 0
    for index, document in enumerate(patient.corpus):
        for entity in document.entities:
            inside = _inside_word(document.text, entity.end)
            if inside and not _inside_word(document.text, entity.end + 1):
                short.append((index, entity))
            else:
                n_others += 1
    enough = len(short) >= _MIN_INCLUSIVE and len(short) >= _MOST * (len(short) + n_others)
    return short if enough else []


def _pairs(patient: Patient, index: int) -> Iterator[Finding]:
    """Entities that nest, cross, repeat or touch, each with the one before that it does so with."""
    document = patient.corpus.documents[index]
    waiting: list[Entity] = []
    for entity in document.entities:
        waiting = [other for other in waiting if other.end > entity.start]
        for other in waiting:
            kind = _relation(other, entity)
            mention = document.text_of(entity)
            what = f"{mention!r} {entity.label} and {document.text_of(other)!r} {other.label}"
            yield Finding(kind, patient.place_of(index, entity), what, _evidence(entity))
        waiting.append(entity)
    cut: set[EntityKey] = set()
    for left, right in pairwise(document.entities):
        if left.label == right.label and left.end <= right.start and _touch(patient, index, left, right):
            what = f"{document.text_of(left)!r} then {document.text_of(right)!r} {right.label}"
            kind = "cut-mark" if _is_mark(document.text_of(left)) else "touching"
            yield Finding(kind, patient.place_of(index, right), what, _evidence(right))
            cut |= {key_of(left)} if kind == "cut-mark" else set()
    for entity in document.entities:
        if key_of(entity) not in cut and _is_mark(document.text_of(entity)):
            what = f"{document.text_of(entity)!r} {entity.label}"
            yield Finding("mark-alone", patient.place_of(index, entity), what, _evidence(entity))


def _is_mark(mention: str) -> bool:
    return bool(mention.strip()) and not any(character.isalnum() for character in mention)


def _relation(earlier: Entity, later: Entity) -> str:
    if (earlier.start, earlier.end) == (later.start, later.end):
        return "repeated-entity" if earlier.label == later.label else "rival-labels"
    return "nested" if later.end <= earlier.end else "overlapping"


def _touch(patient: Patient, index: int, left: Entity, right: Entity) -> bool:
    """Whether nothing but white space stands between; where nobody split words, not even that."""
    document = patient.corpus.documents[index]
    between = document.text[left.end : right.start]
    return not between.strip() if document.words is not None else not between


def _never_touching(patient: Patient) -> Iterator[Finding]:
    counts: Counter[bool] = Counter()
    n_entities = 0
    for index, document in enumerate(patient.corpus):
        n_entities += len(document.entities)
        for left, right in pairwise(document.entities):
            if document.words is not None and left.end <= right.start and _touch(patient, index, left, right):
                counts[left.label == right.label] += 1
    if n_entities >= _MANY_ENTITIES and counts[False] >= _MANY_NEIGHBOURS and not counts[True]:
        what = f"{counts[False]:,} pairs of different labels touch, none of the same, among {n_entities:,} entities"
        yield Finding("never-touching", patient.path, what, {"touching": counts[False], "entities": n_entities})
