"""Wikipedia's first sentences (CC BY-SA 3.0) as weak labels: `X is a village in ...` makes X a place.

Only the subject, nationalities and listed names are claimed; every other capitalised run is unknown.
The kinds of subject are the table `tables/kinds.txt`. `subjects` also serves the templates with names.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from articles import articles
from boundaries import mark_events, unknown_runs
from record import Record, place
from surfaces import fill
from tables import FOLDER, HARMLESS, MONTHS_AND_DAYS
from tagged import Sentence, Span, outside_runs

__all__ = ["Subject", "subjects", "wikipedia_records"]

QUOTA = {"PERSON": 2600, "ORG": 3000, "LOC": 1900, "EVENT": 2600, "PRODUCT": 1500, "-": 900}
N_DEV = 150
SEED = 21
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|[^\W_]+(?:[-&][^\W_]+|['’](?!s\b)[^\W_]+)*|\S")
SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]\"”]{2})\.(?=\s|$)")
CLAIM = re.compile(r"\b(?:is|was|are|were) (?:a|an|the|one of the|either a) ([^.]{3,120})")
_PHRASE_ENDS = (
    "in of for from by that which who whose located based at on to and with released held directed played "
    "published known best currently built designed founded specializing specialising situated where near "
    "between under within made"
)
PHRASE_END = re.compile(rf"[,.;:(]| (?:{'|'.join(_PHRASE_ENDS.split())}) ")
CONNECTORS = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "la",
        "du",
        "del",
        "di",
        "da",
        "von",
        "van",
        "der",
        "for",
        "&",
        "-",
        "–",
        "'",
        ".",
        "'s",
    ]
)
LIST_WORDS = re.compile(r"\bmay refer|following|list of\b", re.IGNORECASE)


class Subject(NamedTuple):
    """An article's subject as its first sentence names it: text, place of the name, label, kind."""

    id: str
    text: str
    start: int
    end: int
    label: str
    kind: str

    @property
    def name(self) -> str:
        """The name alone."""
        return self.text[self.start : self.end]


@cache
def _label_of_kind() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in (FOLDER / "kinds.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            label, _, kinds = line.partition(": ")
            table |= {kind: label for kind in kinds.split() if kind not in table}
    return table


def subjects(folder: Path) -> Iterator[Subject]:
    """The subject of every article whose first sentence names and classifies it."""
    for path in sorted(folder.glob("*.docs.txt.gz")):
        for number, article in enumerate(articles(path), 1):
            first = article.text.partition("\n")[0].strip()
            subject = _subject(f"wikipedia-en-{number}", re.sub(r" \([^)]*\)$", "", article.title), first)
            if subject is not None:
                yield subject


def _subject(name: str, title: str, first: str) -> Subject | None:
    end = SENTENCE_END.search(first, len(title))
    text = re.sub(r"\(\s*[,;]\s*", "(", first[: end.end() if end else None]).replace("()", "").replace("  ", " ")
    start = text.find(title)
    if (
        start not in {0, 4}
        or (start and not text.startswith("The "))
        or not 40 < len(text) < 320
        or LIST_WORDS.search(text)
    ):
        return None
    stop = start + len(title)
    if text[stop : stop + 1].isalnum() or text[stop : stop + 1] in {"-", "–", "'", "’"}:
        return None
    if re.match(r" ?\([^)]*\bborn\b", text[stop:]):
        return Subject(name, text, start, stop, "PERSON", "person") if " " in title else None
    claim = CLAIM.search(text, stop)
    if claim is None or claim.start() > stop + 90:
        return None
    phrase = PHRASE_END.split(f"{claim[1]} ")[0].split()
    kind = phrase[-1] if phrase else ""
    label = _label_of_kind().get(kind)
    if label is None or not _plausible(title, label):
        return None
    return Subject(name, text, start, stop, label, kind)


def _plausible(title: str, label: str) -> bool:
    words = title.split()
    if label == "PERSON":
        return 1 < len(words) <= 5 and all(word[:1].isupper() or len(word) <= 3 for word in words) and "," not in title
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
    return capitals * 2 > len(words) and "," not in title and len(words) < 12


def wikipedia_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """A balanced choice of subjects as records of half weight; the last of them for dev."""
    by_label: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject in subjects(folder):
        by_label[subject.label].append(subject)
    chosen: list[Subject] = []
    for label, quota in QUOTA.items():
        random.Random(SEED).shuffle(by_label[label])
        chosen.extend(by_label[label][:quota])
    random.Random(SEED).shuffle(chosen)
    for number, subject in enumerate(chosen):
        yield "train" if number < len(chosen) - N_DEV else "dev", _record(subject)


def _record(subject: Subject) -> Record:
    matches = list(WORD.finditer(subject.text))
    inside = [
        index for index, match in enumerate(matches) if match.start() >= subject.start and match.end() <= subject.end
    ]
    words = Sentence(tuple(match[0] for match in matches))
    title = _title(words, Span(inside[0], inside[-1] + 1, subject.label))
    known = [span for span in mark_events(fill(words, {})).spans if span.end <= title.start or span.start >= title.end]
    sentence = words.with_spans([title, *known])
    runs = [run for run in _runs(sentence) if not set(sentence.words[run[0] : run[1]]) <= HARMLESS | MONTHS_AND_DAYS]
    sentence = unknown_runs(sentence, [_grown(run, known) for run in runs])
    sentence = sentence.with_spans(span for span in sentence.spans if span.label != "-")
    return place(
        sentence,
        subject.text,
        [match.span() for match in matches],
        name=subject.id,
        source="wikipedia-en",
        weight=0.5,
    )


def _title(sentence: Sentence, title: Span) -> Span:
    """The title without its article; a person's with the rest of the name (`Carlos Isaac` + `Munoz`)."""
    start, end = title.start, title.end
    if sentence.words[start] == "The" and end - start > 1:
        start += 1
    while title.label == "PERSON" and end < len(sentence.words) and sentence.words[end][:1].isupper():
        end += 1
    return Span(start, end, title.label)


def _grown(run: tuple[int, int], known: list[Span]) -> tuple[int, int]:
    """The unknown run with the listed names that touch it: `Philadelphia` + `Flyers` is neither."""
    start, end = run
    for span in sorted(known, reverse=True):
        start = min(start, span.start) if span.end == start else start
    for span in sorted(known):
        end = max(end, span.end) if span.start == end else end
    return start, end


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Capitalised runs outside every span, joined over `of`, `the` and their like."""
    pending: tuple[int, int] | None = None
    cover = sentence.covered()
    for start, end in outside_runs(sentence, skip_first=True):
        bridge = range(pending[1], start) if pending else range(0)
        if pending and all(sentence.words[index] in CONNECTORS and cover[index] is None for index in bridge):
            pending = pending[0], end
            continue
        if pending:
            yield pending
        pending = start, end
    if pending:
        yield pending
