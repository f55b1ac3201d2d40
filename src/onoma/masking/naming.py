"""Who gets which pseudonym: one for each value, the same for a person under title, full name and surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from onoma.masking.labels import PEOPLE
from onoma.masking.matcher import Matcher
from onoma.masking.names_key import NamesKey
from onoma.masking.words import folded_words, words

__all__ = ["Met", "give_names", "matcher_of"]

_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "jr",
        "sr",
        "phd",
    )
)

_ABBREVIATED = 5


@dataclass(slots=True)
class Met:
    """A value that was found: its label and text the first time, its folded words, and the forms it stood in."""

    label: str
    text: str
    folded: tuple[str, ...]
    forms: list[str]

    @property
    def is_person(self) -> bool:
        """Whether it is somebody's name, which is used in parts."""
        return self.label.upper() in PEOPLE

    @property
    def bare(self) -> tuple[str, ...]:
        """The folded words without titles; all of them where there is nothing else."""
        return tuple(word for word in self.folded if word not in _TITLES) or self.folded

    def parts(self) -> Iterator[str]:
        """The folded words by which a person may be meant, when there are several: no titles, no initials, no "van"."""
        found = [word for word in words(self.text) if word.folded not in _TITLES]
        for word in found if len(found) > 1 else ():
            written = self.text[word.start : word.end]
            if len(word.folded) > 1 and (written != written.lower() or written == written.upper()):
                yield word.folded


def give_names(key: NamesKey, met: Sequence[Met], avoided: frozenset[str]) -> None:
    """Put every value that was met, in this order, into the key; `avoided` are words that no made-up name may have.

    A single name belongs to the one person who has it as a part. A part of several people's names that nobody has had
    before gets a pseudonym of its own, for nobody can tell whom it means.
    """
    known = matcher_of(key, ())
    taken = {part: name for name, named in key.named.items() for part in named.parts}
    owners: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in met:
        if one.is_person and len(one.bare) > 1:
            for part in one.parts():
                owners[part].add(one.bare)
    singles: list[Met] = []
    by_bare: dict[tuple[str, ...], str] = {}
    for one in met:
        if _is_part(one, owners, taken):
            singles.append(one)
            continue
        name = known.name_of(one.text) or known.name_of(" ".join(one.bare)) or by_bare.get(one.bare)
        by_bare[one.bare] = name = name or key.add(one.label, one.text, avoided)
        _extend(key, name, one, [part for part in one.parts() if part not in taken and len(owners[part]) == 1])
    shared = {part for part, several in owners.items() if len(several) > 1 and part not in taken}
    for part, written in _written(shared, met).items():
        name = by_bare.get((part,)) or key.add("PERSON", written, avoided)
        key.named[name].parts.append(part)
    for one in singles:
        owner = taken.get(one.bare[0]) or by_bare[next(iter(owners[one.bare[0]]))]
        _extend(key, owner, one, [])


def _is_part(one: Met, owners: dict[str, set[tuple[str, ...]]], taken: dict[str, str]) -> bool:
    if not one.is_person or len(one.bare) > 1:
        return False
    return one.bare[0] in taken or len(owners.get(one.bare[0], ())) == 1


def _extend(key: NamesKey, name: str, one: Met, parts: Collection[str]) -> None:
    named = key.named[name]
    bare = " ".join(one.bare)
    forms = [*one.forms, *([bare] if one.is_person and one.bare != one.folded else [])]
    named.forms += [form for form in dict.fromkeys(forms) if form not in named.forms]
    named.parts += [part for part in dict.fromkeys(parts) if part not in named.parts]


def _written(parts: Collection[str], met: Sequence[Met]) -> dict[str, str]:
    """Each part as it was first written, in the order in which they were met."""
    written: dict[str, str] = {}
    for one in met:
        for word in words(one.text) if one.is_person else ():
            if word.folded in parts:
                written.setdefault(word.folded, one.text[word.start : word.end])
    return written


def matcher_of(key: NamesKey, keep: Collection[tuple[str, ...]]) -> Matcher:
    """Finds all that the key has a pseudonym for, but what is kept."""
    matcher = Matcher()
    for name, named in key.named.items():
        for form in named.forms:
            folded = folded_words(form)
            if folded in keep:
                continue
            if _is_abbreviation(form, folded, named.label):
                matcher.add_part(folded[0], name)
            else:
                matcher.add(form, name)
        for part in named.parts:
            if (part,) not in keep:
                matcher.add_part(part, name)
    return matcher


def _is_abbreviation(form: str, folded: tuple[str, ...], label: str) -> bool:
    """Whether the word in small letters is another word: US and us, WHO and who. Names of people are none."""
    return label.upper() not in PEOPLE and len(folded) == 1 and len(folded[0]) <= _ABBREVIATED and form.isupper()
