"""The Groningen Meaning Bank (Kaggle's extract, ODbL): large, of news, and labelled by a program.

Its labels wander (`Tehran` is five things), its persons wear their titles, one in ten names is not
marked. The order of repair: words, labels, titles, events, boundaries, then one label per surface.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from boundaries import mark_events, split_offices, tidy, unknown_runs
from reading import read_sentences
from record import Record, render
from surfaces import (
    count_votes,
    fill,
    first_names,
    join_listed,
    learned,
    name_persons,
    settle,
    widen_to_nouns,
)
from tables import HARMLESS, LABEL_OF, LANGUAGE_CUES, SAFE_LABEL_OF
from tagged import UNKNOWN, Sentence, outside_runs
from titles import untitle

__all__ = ["gmb_records"]

LABELS = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "LOC", "eve": "EVENT", "art": UNKNOWN}
STORMS = frozenset(
    [
        "Katrina",
        "Rita",
        "Wilma",
        "Stan",
        "Beta",
        "Longwang",
        "Nanmadol",
        "Utor",
        "Conson",
        "Parma",
        "Danielle",
        "Ernesto",
        "Gustav",
        "Ivan",
        "Dean",
    ]
)
SCORE = re.compile(r"(\d\d)-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LAKH = re.compile(r"\d{1,2}(,\d\d)+,\d{3}$")


def gmb_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """`("train" | "dev" | "test", record)` for every distinct sentence, in order."""
    distinct = list(_distinct(read_sentences(folder / "ner_dataset.csv", "gmb")))
    parts = [part for part, _ in distinct]
    cleaned = [_repair(sentence) for _, sentence in distinct]
    given = first_names(count_votes(_for_learning(parts, cleaned)))
    cleaned = [name_persons(sentence, given) for sentence in cleaned]
    votes = count_votes(_for_learning(parts, cleaned))
    cleaned = [settle(sentence, votes) for sentence in cleaned]
    visible = list(_for_learning(parts, cleaned))
    names = learned(visible, count_votes(visible))
    for number, (part, sentence) in enumerate(zip(parts, cleaned, strict=True)):
        finished = _finish(widen_to_nouns(fill(sentence, names)))
        yield part, render(finished, name=f"gmb-{number}", source="gmb", weight=1.0)


def _for_learning(parts: Iterable[str], sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences that the repairs may learn from: all but the held-out ones."""
    return (sentence for part, sentence in zip(parts, sentences, strict=True) if part != "test")


def _distinct(sentences: Iterable[Sentence]) -> Iterator[tuple[str, Sentence]]:
    seen: set[str] = set()
    for sentence in sentences:
        line = " ".join(sentence.words)
        if line in seen:
            continue
        seen.add(line)
        bucket = int(hashlib.sha1(line.encode()).hexdigest(), 16) % 10
        yield {0: "test", 1: "dev"}.get(bucket, "train"), sentence


def _repair(sentence: Sentence) -> Sentence:
    sentence = Sentence(tuple(map(_restored, sentence.words)), sentence.spans)
    spans = []
    for span in sentence.spans:
        surface = sentence.surface(span)
        label = LABELS.get(span.label)
        if span.label in {"nat", "eve"} and surface in STORMS:
            label = "EVENT"
        elif span.label == "gpe" and surface not in LABEL_OF and surface.endswith(("ans", "ese", "ian")):
            label = "NORP"
        if label:
            spans.append(span._replace(label=label))
    sentence = untitle(sentence.with_spans(spans))
    return mark_events(tidy(split_offices(join_listed(sentence))))


def _restored(word: str) -> str:
    """The word as it stood before a spreadsheet took scores for dates and grouped digits by lakhs."""
    if score := SCORE.match(word):
        return f"{MONTHS.index(score[2]) + 1}-{int(score[1])}"
    if LAKH.match(word):
        return f"{int(word.replace(',', '')):,}"
    return {"TRUE": "true", "FALSE": "false"}.get(word, word)


def _finish(sentence: Sentence) -> Sentence:
    """Declares unknown what the corpus has likely missed: longer capitalised runs, and languages."""
    runs = [
        (start, end)
        for start, end in outside_runs(sentence, skip_first=True)
        if (end - start > 1 or "-" in sentence.words[start]) and not set(sentence.words[start:end]) <= HARMLESS
    ]
    languages = [
        (span.start, span.end)
        for span in sentence.spans
        if span.label == "NORP"
        and span.start
        and sentence.words[span.start - 1] in LANGUAGE_CUES
        and _ends_phrase(sentence, span.end)
    ]
    return unknown_runs(sentence, [*runs, *languages, *_compounds(sentence)])


def _compounds(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Words such as `pro-Pakistani`, whose parts `place` resolves."""
    cover = sentence.covered()
    for index, word in enumerate(sentence.words):
        if cover[index] is None and word[:1].islower() and set(word.split("-")[1:]) & SAFE_LABEL_OF.keys():
            yield index, index + 1


def _ends_phrase(sentence: Sentence, end: int) -> bool:
    return (
        end == len(sentence.words)
        or not sentence.words[end][:1].isalpha()
        or sentence.words[end] in {"and", "or", "but"}
    )
