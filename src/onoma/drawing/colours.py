"""Which colour and which line a label is drawn with: the same everywhere for common labels, and never colour alone.

All colours have a contrast of at least 4.5 to what they are read on (WCAG AA), in light and in dark.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

__all__ = ["DARK", "LIGHT", "LINES", "LOOKS", "Colours", "Ground", "Look"]


class Ground(NamedTuple):
    """What a text stands on and is written with; `faint` is for what matters less, `line` for rules."""

    page: str
    text: str
    faint: str
    line: str


class Look(NamedTuple):
    """A tint below an entity, and an ink for its label and line; first in light, then in dark."""

    tint: str
    ink: str
    dark_tint: str
    dark_ink: str


LIGHT = Ground(page="#ffffff", text="#1b1f24", faint="#59616b", line="#d5dae0")
DARK = Ground(page="#14171c", text="#e8eaed", faint="#a3abb5", line="#3a414b")

LOOKS = (
    Look("#d9eaff", "#07519d", "#1d3656", "#aed1fe"),  # blue
    Look("#fee2cf", "#7e3f02", "#4f2b11", "#febe92"),  # orange
    Look("#d1f2d7", "#03642b", "#193f23", "#9ee1ab"),  # green
    Look("#ebe3fe", "#603b93", "#3b2d52", "#d6c2fe"),  # violet
    Look("#fee0de", "#90272d", "#522726", "#febab6"),  # red
    Look("#c2f3f2", "#045f5f", "#033e3e", "#76e2e2"),  # teal
    Look("#f2e8c3", "#625101", "#403503", "#e2ce80"),  # yellow
    Look("#fedeec", "#87285d", "#4e263a", "#feb4d7"),  # pink
    Look("#e2e6fe", "#42469e", "#2d3256", "#c1caff"),  # indigo
    Look("#e0eeca", "#455c01", "#2e3b12", "#bfda91"),  # lime
    Look("#faddfb", "#77307c", "#462948", "#f0b7f2"),  # purple
    Look("#caeffe", "#045b74", "#033c4d", "#83dcfe"),  # cyan
)
"""One lightness each, and hues apart from each other: OKLCH, tints at 0.93 and 0.33, inks at 0.44 and 0.85."""

LINES = ("solid", "dashed", "dotted", "double")
"""Lines below entities; a look with another line is another slot."""

_N_SLOTS = len(LOOKS) * len(LINES)

_HOME: Mapping[str, int] = {
    label: look
    for look, labels in enumerate(
        (
            ("PERSON", "PER", "NAME"),
            ("ORG", "ORGANIZATION", "CHEMICAL", "DRUG"),
            ("LOC", "GPE", "FAC", "LOCATION"),
            ("NORP", "GENE", "PROTEIN"),
            ("EVENT", "DISEASE", "PROBLEM"),
            ("PRODUCT", "SPECIES"),
            ("DATE", "TIME", "DURATION"),
            ("MONEY", "PERCENT"),
            ("QUANTITY", "CARDINAL", "ORDINAL"),
            ("EMAIL", "URL", "PHONE"),
            ("LAW", "LANGUAGE", "WORK_OF_ART"),
            ("MISC",),
        )
    )
    for label in labels
}


class Colours:
    """Gives each label of a picture a slot of its own: a look and a line.

    A label has the same slot in every picture unless another one was there first.
    """

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}

    def slot(self, label: str) -> int:
        """The label's slot. After 48 labels slots are given twice; names still tell them apart."""
        if label not in self._slots:
            home = _HOME.get(label.upper(), crc32(label.encode("utf-8", "replace")) % len(LOOKS))
            taken = set(self._slots.values())
            # First the same look with the next line for a sister, then any other look.
            wanted = [
                (home + step) % len(LOOKS) + line * len(LOOKS)
                for line in range(len(LINES))
                for step in range(len(LOOKS))
            ]
            if label.upper() in _HOME:
                wanted = [home + line * len(LOOKS) for line in range(len(LINES))] + wanted
            self._slots[label] = next((slot for slot in wanted if slot not in taken), home)
        return self._slots[label]

    @staticmethod
    def look(slot: int) -> Look:
        """The colours of a slot."""
        return LOOKS[slot % len(LOOKS)]

    @staticmethod
    def line(slot: int) -> str:
        """The line of a slot."""
        return LINES[slot // len(LOOKS) % len(LINES)]

    def __len__(self) -> int:
        return len(set(self._slots.values()))
