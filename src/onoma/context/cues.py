"""The cues of `cues.toml` as a table: from a first word to the phrases that begin with it.

What a cue does to entities is not known here; see `scopes`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from onoma.context.sentences import Word, split_words
from onoma.errors import InputError

__all__ = ["ATTRIBUTES", "Cue", "CueTable", "Effect", "Kind", "read_cues", "usual_cues"]

Kind: TypeAlias = Literal["before", "after", "around", "just_before", "just_after", "stops", "pseudo"]
"""What a phrase is, seen from what it speaks of; the head of cues.toml explains each."""

ATTRIBUTES = ("negated", "uncertain", "historical", "family", "hypothetical")
_CLASSES, _ANY = "classes", "any"

_CLASS = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a phrase does, and for which attribute."""

    attribute: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that was found: words `[first, last)` of a sentence."""

    first: int
    last: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class CueTable:
    """Phrases as tuples of words, with their effects; `lengths` are those of the phrases that begin with a word."""

    effects: Mapping[tuple[str, ...], tuple[Effect, ...]]
    lengths: Mapping[str, Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        lengths: dict[str, set[int]] = {}
        for phrase in self.effects:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        longest_first = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
        object.__setattr__(self, "lengths", longest_first)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that some phrase speaks of, sorted."""
        return tuple(sorted({effect.attribute for effects in self.effects.values() for effect in effects}))

    def find(self, words: Sequence[Word]) -> Iterator[Cue]:
        """The cues among the words of a sentence, in order: at each place the longest, none inside another.

        Words that stop the reach of others are more modest: they make way for a longer phrase of the same
        attribute only, and no other cue makes way for them.
        """
        names = [word.name for word in words]
        taken: dict[str, int] = {}  # up to where an attribute has its phrase, and "" any
        for at, name in enumerate(names):
            for length in self.lengths.get(name, ()):
                effects = self.effects.get(tuple(names[at : at + length]), ())
                free = tuple(
                    effect
                    for effect in effects
                    if taken.get(effect.attribute if effect.kind == "stops" else "", 0) <= at
                )
                if free:
                    yield Cue(at, at + length, free)
                    taken.update((effect.attribute, at + length) for effect in free)
                    if any(effect.kind != "stops" for effect in free):
                        taken[""] = at + length


@cache
def usual_cues() -> CueTable:
    """The table that comes with onoma."""
    place = files("onoma.context") / "cues.toml"
    return _table(tomllib.loads(place.read_text(encoding="utf-8")), "cues.toml")


def read_cues(path: str | Path) -> CueTable:
    """A table of your own, in the form of `cues.toml`.

    Raises `InputError` for broken TOML, an unknown kind or class, or a phrase that is no string.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML: {error}; docs/context.md shows a table of cues") from None
    return _table(content, path)


def _table(content: Mapping[str, object], path: str | Path) -> CueTable:
    classes = dict(_lists(content.get(_CLASSES, {}), f"{path}: [classes]"))
    attributes = [name for name in content if name not in (_CLASSES, _ANY)]
    effects: dict[tuple[str, ...], list[Effect]] = {}
    for name in content.keys() - {_CLASSES}:
        for key, phrases in _lists(content[name], f"{path}: [{name}]"):
            kind = _kind(key, f"{path}: [{name}]")
            concerned = [Effect(attribute, kind) for attribute in (attributes if name == _ANY else [name])]
            for words in (words for phrase in phrases for words in _spelt_out(phrase, classes, path)):
                effects.setdefault(words, []).extend(concerned)
    return CueTable({words: tuple(dict.fromkeys(found)) for words, found in effects.items()})


def _lists(table: object, place: str) -> Iterator[tuple[str, Sequence[str]]]:
    if not isinstance(table, dict):
        raise InputError(f"{place} is {table!r}; write a table with lists of phrases")
    for key, phrases in table.items():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase for phrase in phrases):
            raise InputError(f'{place} {key} = {phrases!r}; write a list of phrases, ["no sign of", "denies"]')
        yield key, phrases


def _kind(name: str, place: str) -> Kind:
    kinds: tuple[Kind, ...] = get_args(Kind)
    for kind in kinds:
        if kind == name:
            return kind
    raise InputError(f"{place} has {name!r}; choose among {', '.join(kinds)}")


def _spelt_out(phrase: str, classes: Mapping[str, Sequence[str]], path: str | Path) -> Iterator[tuple[str, ...]]:
    """The phrase once for each word of each class in it, cut into words as sentences are."""
    for name in _CLASS.findall(phrase):
        if name not in classes:
            raise InputError(f"{path}: {phrase!r} names the class {name!r}, which [classes] lacks")
    parts = _CLASS.split(phrase)
    choices = [classes[part] if odd % 2 else [part] for odd, part in enumerate(parts)]
    for chosen in product(*choices):
        words = tuple(word.name for word in split_words("".join(chosen)))
        if words:
            yield words
