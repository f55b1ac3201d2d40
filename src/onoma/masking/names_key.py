"""The key of redacted texts: which pseudonym stands for whom, in every document and every later run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onoma.document import Value
from onoma.errors import SettingsError
from onoma.masking.labels import noun
from onoma.masking.surrogates import surrogate
from onoma.masking.words import folded_words, words

__all__ = ["NAME_STYLES", "Named", "NamesKey"]

NAME_STYLES = ("number", "names")
_MOST_SURROGATES = 20_000


@dataclass(slots=True)
class Named:
    """Whom a pseudonym stands for: `text` as it was first met, all its forms, and folded words that mean it alone.

    A surname that several people share has an entry of its own, whose `forms` are empty.
    """

    label: str
    text: str
    forms: list[str]
    parts: list[str]


@dataclass
class NamesKey:
    """Pseudonyms and whom they stand for. It grows with each document; no entry changes what it means.

    `reserved` are strings that texts hold although no pseudonym was meant, and which therefore never become one.
    """

    style_name: str = "number"
    named: dict[str, Named] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)
    _next: dict[str, int] = field(default_factory=dict)
    _by_words: dict[tuple[str, ...], str] = field(default_factory=dict)
    _lengths: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.style_name not in NAME_STYLES:
            raise SettingsError(f"no pseudonyms are called {self.style_name!r}; choose among {', '.join(NAME_STYLES)}")
        for name in self.named:
            self._index(name)

    def add(self, label: str, text: str, avoided: frozenset[str] = frozenset()) -> str:
        """A new pseudonym for that text; it holds no word of `avoided`, which are folded."""
        for name in self._candidates(label):
            if name in self.named or name in self.reserved:
                continue
            if name != f"{noun(label)}-{self._next[noun(label)]}" and any(
                word.folded in avoided for word in words(name)
            ):
                continue
            self.named[name] = Named(label, text, [], [])
            self._index(name)
            return name
        raise AssertionError("candidates never end")

    def _index(self, name: str) -> None:
        folded = folded_words(name)
        self._by_words[folded] = name
        self._lengths.setdefault(folded[0], set()).add(len(folded))

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where pseudonyms stand in the text, in order: `(start, end, pseudonym)`."""
        found = words(text) if self.named else []
        places: list[tuple[int, int, str]] = []
        for place, word in enumerate(found):
            if word.folded not in self._lengths or (places and word.start < places[-1][1]):
                continue
            for length in sorted(self._lengths[word.folded], reverse=True):
                row = found[place : place + length]
                name = self._by_words.get(tuple(part.folded for part in row))
                if name is not None and text[word.start : row[-1].end] == name:
                    places.append((word.start, row[-1].end, name))
                    break
        return places

    def restored(self, text: str) -> str:
        """The text with whom each pseudonym stands for, as they were first written."""
        pieces: list[str] = []
        position = 0
        for start, end, name in self.find(text):
            pieces += (text[position:start], self.named[name].text)
            position = end
        return "".join((*pieces, text[position:]))

    def _candidates(self, label: str) -> Iterator[str]:
        kind = noun(label)
        while True:
            number = self._next[kind] = self._next.get(kind, 0) + 1
            with_name = self.style_name == "names" and number < _MOST_SURROGATES
            yield surrogate(kind, number) if with_name else f"{kind}-{number}"

    def to_json(self) -> dict[str, Value]:
        """Everything, as JSON holds it."""
        pseudonyms: list[Value] = [
            {
                "pseudonym": name,
                "label": named.label,
                "text": named.text,
                "forms": list[Value](named.forms),
                "parts": list[Value](named.parts),
            }
            for name, named in self.named.items()
        ]
        return {"style": self.style_name, "pseudonyms": pseudonyms, "reserved": list[Value](sorted(self.reserved))}

    @classmethod
    def from_json(cls, record: Mapping[str, Value]) -> NamesKey:
        """The key of such a record; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
        listed = record["pseudonyms"]
        if not isinstance(listed, list):
            raise TypeError("pseudonyms")
        named: dict[str, Named] = {}
        for item in listed:
            if not isinstance(item, dict):
                raise TypeError("pseudonyms")
            (label, text), name = _strings([item["label"], item["text"]]), _strings([item["pseudonym"]])[0]
            named[name] = Named(label, text, _strings(item["forms"]), _strings(item["parts"]))
        return cls(_strings([record["style"]])[0], named, set(_strings(record["reserved"])))


def _strings(value: Value) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("a list is expected")
    strings = [item for item in value if isinstance(item, str)]
    if len(strings) != len(value):
        raise TypeError("strings are expected")
    return strings
