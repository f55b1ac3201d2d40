"""The stretches of a text to replace: entities that touch each other's characters become one stretch."""

from __future__ import annotations

from typing import NamedTuple

from onoma.document import Document

__all__ = ["Region", "regions"]


class Region(NamedTuple):
    """Characters `[start, end)` and the label of the outermost, first entity there."""

    start: int
    end: int
    label: str


def regions(document: Document) -> list[Region]:
    """Stretches in order that do not overlap and together cover every entity, gaps of discontinuous ones included.

    A nested entity goes with its outer one; two that cross become one stretch, so that no part of either is left.
    """
    merged: list[Region] = []
    for entity in document.entities:
        if merged and entity.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, entity.end))
        else:
            merged.append(Region(entity.start, entity.end, entity.label))
    return merged
