"""The key of masked texts: what each placeholder stands for, and how often each document had it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from onoma.document import Value
from onoma.errors import SettingsError
from onoma.masking.labels import word
from onoma.masking.styles import STYLES, Style

__all__ = ["Hidden", "MaskKey"]


class Hidden(NamedTuple):
    """What a placeholder stands for; the empty label is text that only looked like a placeholder."""

    label: str
    text: str


_LOOKALIKE = "TEXT"


@dataclass
class MaskKey:
    """What stands behind the numbers of placeholders. It grows while documents are masked; no number changes.

    A number belongs to one text with one label in all documents of a key, so that a text is restored rightly
    even where nobody knows any more which document it was. `documents` holds the numbers of each and how often.
    """

    style_name: str = "label"
    hidden: dict[int, Hidden] = field(default_factory=dict)
    documents: dict[str, Counter[int]] = field(default_factory=dict)
    reserved: set[int] = field(default_factory=set)
    _numbers: dict[Hidden, int] = field(default_factory=dict)
    _next: int = 1

    def __post_init__(self) -> None:
        if self.style_name not in STYLES:
            raise SettingsError(f"no placeholders are called {self.style_name!r}; choose among {', '.join(STYLES)}")
        self._numbers = {hidden: number for number, hidden in self.hidden.items()}

    @property
    def style(self) -> Style:
        """What the placeholders look like."""
        return STYLES[self.style_name]

    def number_of(self, label: str, text: str) -> int:
        """The number of that text with that label; a new one the first time."""
        hidden = Hidden(label, text)
        if hidden not in self._numbers:
            while self._next in self.hidden or self._next in self.reserved:
                self._next += 1
            self.hidden[self._next] = hidden
            self._numbers[hidden] = self._next
        return self._numbers[hidden]

    def written(self, number: int) -> str:
        """The placeholder of that number."""
        return self.style.written(self.hidden[number].label or _LOOKALIKE, number)

    def word_of(self, number: int) -> str:
        """The label in the placeholder of that number."""
        return word(self.hidden[number].label or _LOOKALIKE)

    def to_json(self) -> dict[str, Value]:
        """Everything, as JSON holds it."""
        return {
            "style": self.style_name,
            "placeholders": [
                {"number": number, "label": hidden.label, "text": hidden.text} for number, hidden in self.hidden.items()
            ],
            "documents": [
                {"id": name, "counts": {str(number): count for number, count in counts.items()}}
                for name, counts in self.documents.items()
            ],
            "reserved": list[Value](sorted(self.reserved)),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Value]) -> MaskKey:
        """The key of such a record; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
        hidden: dict[int, Hidden] = {}
        documents: dict[str, Counter[int]] = {}
        for item in _records(record["placeholders"]):
            hidden[int(str(item["number"]))] = Hidden(_string(item["label"]), _string(item["text"]))
        for item in _records(record["documents"]):
            counts = item["counts"]
            if not isinstance(counts, dict):
                raise TypeError("counts")
            documents[_string(item["id"])] = Counter({int(n): int(str(count)) for n, count in counts.items()})
        reserved = record["reserved"]
        if not isinstance(reserved, list) or hidden.keys() < {n for counts in documents.values() for n in counts}:
            raise ValueError("reserved")
        return cls(_string(record["style"]), hidden, documents, {int(str(number)) for number in reserved})


def _records(value: Value) -> list[dict[str, Value]]:
    if not isinstance(value, list):
        raise TypeError("a list is expected")
    items = [item for item in value if isinstance(item, dict)]
    if len(items) != len(value):
        raise TypeError("objects are expected")
    return items


def _string(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("a string is expected")
    return value
