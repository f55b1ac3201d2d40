"""What users say to the dialogue itself (yes, cancel, "no, I meant …"), from phrases.toml, and finding it in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

__all__ = ["ACTS", "Act", "Lead", "Phrases", "phrases_of", "words_of"]

Act: TypeAlias = Literal["", "cancel", "restart", "help", "yes", "no", "again", "unsure"]
ACTS: tuple[Act, ...] = ("cancel", "restart", "help", "yes", "no", "again", "unsure")
Lead: TypeAlias = Literal["", "correct", "also"]

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_GAP = r"(?:\s*[,.:;!…-]+\s*|\s+)"


def words_of(text: str) -> list[str]:
    """The words, without case and punctuation."""
    return [match.group().casefold().replace("’", "'") for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a language; of one that phrases.toml doesn't have, none."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    around: re.Pattern[str] | None = None
    leads: tuple[tuple[Lead, re.Pattern[str]], ...] = ()
    filler: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    repairs: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    negation: re.Pattern[str] | None = None
    refers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    ordinals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    carriers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    naming: tuple[re.Pattern[str], ...] = ()

    def act(self, text: str) -> Act:
        """What the whole text does, if it is such a phrase; words like "please" and "I want to" don't matter."""
        said = " ".join(words_of(text)) or text.strip()
        while said not in self.acts:
            shorter = self.around.sub("", said) if self.around else said
            if shorter == said:
                return ""
            said = shorter
        return self.acts[said]

    def lead(self, text: str) -> tuple[Lead, str]:
        """How the text begins ("no, I meant …", "and …"), and what follows, which may be nothing."""
        found: Lead = ""
        rest = text
        while match := next(((lead, m) for lead, pattern in self.leads if (m := pattern.match(rest))), None):
            found = found or match[0]
            rest = rest[match[1].end() :]
        return found, rest

    def is_filler(self, text: str) -> bool:
        """Whether the text says nothing by itself."""
        return all(word in self.filler for word in words_of(text))

    def may_name(self, text: str) -> bool:
        """Whether the text may be the name of a place or a person: not "I don't know"."""
        return not self.is_filler(text) and not any(word in self.nameless for word in words_of(text))

    def is_negated(self, text: str, start: int) -> bool:
        """Whether what begins there is what the user does not mean: "not Paris"."""
        return self.negation is not None and self.negation.search(text[:start]) is not None

    def position(self, text: str, n_options: int) -> int | None:
        """Which of the options is meant by "the second", if one is."""
        said = [word for word in words_of(text) if word not in self.filler or word in ("one", "two", "three")]
        for index, name in enumerate(("first", "second", "third")[:n_options]):
            if " ".join(said) in self.ordinals.get(name, ()):
                return index
        return n_options - 1 if " ".join(said) in self.ordinals.get("last", ()) else None

    def named(self, text: str) -> tuple[str, str]:
        """The name of a slot and what it shall be, in "change the time to nine"; else nothing twice."""
        found = next((match for pattern in self.naming if (match := pattern.match(text))), None)
        return (found["name"].casefold(), found["rest"].strip(" .!?")) if found else ("", "")

    def refers_to(self, text: str) -> list[str]:
        """The kinds of slots that words like "there" stand for."""
        return [kind for kind, pattern in self.refers.items() if pattern.search(text)]


@cache
def phrases_of(language: str) -> Phrases:
    """The phrases of a language ("en", "en-GB")."""
    tables = tomllib.loads(files("onoma.chat.dialogue").joinpath("phrases.toml").read_text(encoding="utf-8"))
    table = tables.get(language.partition("-")[0].lower())
    if table is None:
        return Phrases()
    acts: dict[str, Act] = {phrase: act for act in ACTS for phrase in table["acts"][act]}
    leads: tuple[Lead, ...] = ("correct", "also")
    return Phrases(
        acts,
        re.compile(rf"^(?:{_any_of(table['around']['before'])})\s+|\s+(?:{_any_of(table['around']['after'])})$"),
        tuple((lead, re.compile(rf"\s*(?:{_any_of(table['leads'][lead])}){_GAP}", re.IGNORECASE)) for lead in leads),
        frozenset(table["filler"]),
        frozenset(table["nameless"]),
        frozenset(table["repairs"]),
        frozenset(table["joints"]),
        re.compile(rf"\b(?:{_any_of(table['not'])})\s+(?:(?:in|on|at|to|for|the)\s+)*$", re.IGNORECASE),
        {kind: re.compile(rf"\b(?:{_any_of(phrases)})\b", re.IGNORECASE) for kind, phrases in table["refers"].items()},
        {name: tuple(phrases) for name, phrases in table["ordinals"].items()},
        {kind: tuple(phrases) for kind, phrases in table["carriers"].items()},
        tuple(map(_naming, table["naming"]["patterns"])),
    )


def _naming(phrase: str) -> re.Pattern[str]:
    words = (r"(?P<name>\w+(?:\s\w+){0,2}?)" if word == "{}" else re.escape(word) for word in phrase.split())
    spaced = r"\s+".join(words)
    return re.compile(rf"\s*(?:please\s+)?{spaced}\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in longest_first)
