"""Documents made from templates (this project's own, MIT): layouts and registers that corpora lack.

`templates/*.txt` hold texts with slots, apart by `%%`; `names/*.txt` and the subjects of Wikipedia
fill them. A slot with a digit (`{bank1}`) keeps its value within a document; `{A.first}` is part of
one invented person; a slot in capitals writes its value in capitals. What has no label is a
negative: headings, skills, titles, e-mail addresses.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from record import Record
from tables import read_list
from wikipedia import Subject, subjects

__all__ = ["Filler", "template_records"]

FOLDER = Path(__file__).parent
SLOT = re.compile(r"\{([A-Za-z.]+)(\d?)\}")
N_DOCUMENTS = 8000
N_DEV = 200
SEED = 22
JOINED = {"resume": "\n\n", "complaint": " ", "review": " ", "chat": "\n"}
"""Registers whose templates also come two or three in one document, and what stands between them."""
LABEL_OF_SLOT = {
    **dict.fromkeys(("person", "first", "last", "who"), "PERSON"),
    **dict.fromkeys(
        ("company", "bank", "service", "institution", "hospital", "agency", "brand", "harvorg", "team"), "ORG"
    ),
    **dict.fromkeys(("city", "worldcity", "state", "st", "country", "region", "town"), "LOC"),
    **dict.fromkeys(("product", "gadget", "software", "vehicle", "drug"), "PRODUCT"),
    "event": "EVENT",
    "norp": "NORP",
    "norpx": "?",
    "street": "?",
}
ORGANISATION_KINDS = frozenset(read_list("organisation-kinds"))
PLAIN: Mapping[str, Sequence[str]] = {"pronoun": ("he", "she", "they"), "initial": "ABCDEFGHJKLMNPRSTW"}
DOMAINS = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "example.com", "company.org", "mail.edu")


def template_records(folder: Path, *, n_documents: int = N_DOCUMENTS) -> Iterator[tuple[str, Record]]:
    """`n_documents` filled templates, every template equally often; names come from `folder` too."""
    templates = [
        (path.stem, text.strip())
        for path in sorted((FOLDER / "templates").glob("*.txt"))
        for text in path.read_text(encoding="utf-8").split("\n%%\n")
    ]
    rng = random.Random(SEED)
    filler = Filler.with_subjects(subjects(folder), rng)
    seen: set[str] = set()
    for number in range(n_documents):
        register, text = templates[number % len(templates)]
        if register in JOINED and rng.random() < 0.5:
            more = [other for kind, other in templates if kind == register]
            text = JOINED[register].join([text, *rng.sample(more, rng.randint(1, 2))])
        record = filler.fill(text, name=f"template-{register}-{number}")
        if record.text not in seen:
            seen.add(record.text)
            yield "dev" if n_documents - number <= N_DEV else "train", record


@dataclass
class Filler:
    """Fills slots from lists of names; the same generator state gives the same documents."""

    names: Mapping[str, Sequence[str]]
    rng: random.Random
    kept: dict[str, str] = field(default_factory=dict)

    @classmethod
    def with_subjects(cls, found: Iterator[Subject], rng: random.Random) -> Filler:
        """A filler with the written lists, and with the persons, places and organisations of Wikipedia."""
        harvest: dict[str, list[str]] = {"who": [], "town": [], "harvorg": []}
        for subject in found:
            if subject.label == "PERSON":
                harvest["who"].append(subject.name)
            elif subject.kind in {"village", "town", "city", "municipality", "suburb", "hamlet"}:
                harvest["town"].append(subject.name)
            elif subject.kind in ORGANISATION_KINDS:
                harvest["harvorg"].append(subject.name.removeprefix("The "))
        lists = {path.stem: _read_names(path) for path in sorted((FOLDER / "names").glob("*.txt"))}
        return cls({**PLAIN, **lists, **harvest}, rng)

    def fill(self, template: str, *, name: str) -> Record:
        """One document; entities stand where labelled slots stood."""
        self.kept = {}
        pieces: list[str] = []
        entities: list[tuple[int, int, str]] = []
        position = length = 0
        for slot in SLOT.finditer(template):
            literal = template[position : slot.start()]
            value = self._value(slot[1], slot[2])
            start = length + len(literal)
            length = start + len(value)
            pieces += [literal, value]
            position = slot.end()
            label = LABEL_OF_SLOT.get(slot[1].split(".")[-1].lower())
            if label:
                entities.append((start, length, label))
        text = "".join([*pieces, template[position:]])
        return Record(
            id=name,
            text=text,
            entities=tuple(_joined(text, (entity for entity in entities if entity[2] != "?"))),
            source="templates",
            unknown=tuple((start, end) for start, end, label in entities if label == "?"),
            weight=0.6,
        )

    def _value(self, slot: str, digit: str) -> str:
        persona, _, part = slot.rpartition(".")
        key = slot.lower() + digit
        if persona:
            first, last = (self._remembered(f"{persona}.{half}", half) for half in ("first", "last"))
            value = {"first": first, "last": last}.get(part.lower(), f"{first} {last}")
        elif digit:
            value = self._remembered(key, slot.lower())
        else:
            value = self._draw(slot.lower())
        if part.isupper():
            return value.upper()
        return value[:1].upper() + value[1:] if part[:1].isupper() else value

    def _remembered(self, key: str, slot: str) -> str:
        if key not in self.kept:
            self.kept[key] = self._draw(slot)
        return self.kept[key]

    def _draw(self, slot: str) -> str:
        rng = self.rng
        if slot == "person":
            middle = rng.choice(["", "", "", "", f"{rng.choice('ABCDEFGHJKLMNPRSTW')}. "])
            return f"{self._draw('first')} {middle}{self._draw('last')}"
        if slot == "gadget" or (slot == "product" and rng.random() < 0.2):
            series = "".join(rng.choices("ABCDEFGHKLMPRSTVXZ", k=rng.randint(1, 3)))
            number = rng.choice([rng.randint(2, 99), rng.randint(10, 99) * 100])
            model = f"{series}{rng.choice(['', '-', ' '])}{number}"
            return f"{rng.choice(self.names['brand'])} {model}"
        if slot in self.names:
            return rng.choice(self.names[slot])
        return _number(slot, rng, self.names)


def _number(slot: str, rng: random.Random, names: Mapping[str, Sequence[str]]) -> str:
    """A value of figures: years, sums, dates, addresses."""
    first, last = rng.choice(names["first"]).lower(), rng.choice(names["last"]).lower().replace(" ", "")
    month, day, year = rng.choice(names["month"][:12]), rng.randint(1, 28), rng.randint(1985, 2024)
    makers = {
        "n": str(rng.randint(2, 60)),
        "year": str(year),
        "zip": f"{rng.randint(10000, 99899)}",
        "id": f"{rng.choice(['', 'A', 'XX', '#'])}{rng.randint(1000, 999999)}",
        "money": rng.choice(
            [
                f"${rng.randint(5, 900)}",
                f"${rng.randint(1, 90)},{rng.randint(100, 999)}.00",
                f"${rng.randint(5, 99)}.99",
            ]
        ),
        "time": rng.choice(
            [
                f"{rng.randint(1, 12)}:{rng.randint(10, 59)} {rng.choice(['AM', 'pm', 'p.m.'])}",
                f"{rng.randint(1, 12)}pm",
            ]
        ),
        "date": rng.choice(
            [
                f"{month} {day}, {year}",
                f"{day} {month} {year}",
                f"{rng.randint(1, 12):02}/{day:02}/{year}",
                f"{year}-06-{day:02}",
            ]
        ),
        "phone": rng.choice(["({0}) 555-0{1}", "{0}-555-0{1}", "+1 {0} 555 0{1}"]).format(
            rng.randint(201, 989), rng.randint(100, 199)
        ),
        "street": f"{rng.randint(1, 9999)} {rng.choice(names['road'])}",
        "handle": f"{first}{rng.choice(['', '_'])}{last}{rng.choice(['', str(year)])}",
        "email": f"{first}{rng.choice(['.', '_', ''])}{last}@{rng.choice(DOMAINS)}",
        "url": f"http://t.co/{''.join(rng.choices('abcdefghijkLMNOPQRS0123456789', k=8))}",
        "norpx": rng.choice(
            [
                "Spanish",
                "French",
                "German",
                "Mandarin",
                "Hindi",
                "Arabic",
                "Italian",
                "Portuguese",
                "Japanese",
                "Korean",
            ]
        ),
    }
    return makers[slot]


def _joined(text: str, entities: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """A first and a last name side by side are one person."""
    pending: tuple[int, int, str] | None = None
    for entity in entities:
        if pending and pending[2] == entity[2] == "PERSON" and text[pending[1] : entity[0]] == " ":
            pending = pending[0], entity[1], "PERSON"
            continue
        if pending:
            yield pending
        pending = entity
    if pending:
        yield pending


def _read_names(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [name.strip() for line in lines for name in line.split("|") if name.strip()]
    return tuple(Counter(names))
