"""Edited and web text with gold names: UNER English-EWT and GUM's names.

UNER marks persons, organisations and places. GUM's names were derived from mentions and are often
cut short (`York` of `New York`), so whatever is capitalised beside them is not held against a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from boundaries import mark_events, tidy, unknown_runs
from reading import read_documents, read_sentences, to_sentence
from record import Record, place, render
from surfaces import fill, join_listed, widen_to_nouns
from tables import DEMONYMS, HARMLESS, LABEL_OF, MONTHS_AND_DAYS, read_list
from tagged import UNKNOWN, Sentence, Span, outside_runs
from titles import is_title, untitle

from onoma.document import Value

__all__ = ["gum_records", "uner_records"]

CORE = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}
GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
NOTHING = frozenset(read_list("nothing"))
NORPS = dict.fromkeys(DEMONYMS, "NORP")
LINK = re.compile(r"://|www\.|@|\.(com|org|net|uk|es|fr|nl|dk|nz)$")


def uner_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """UNER's published dev part on its original text: of ten documents one for dev, two held out."""
    order: dict[Value, int] = {}
    for number, document in enumerate(read_documents(folder / "en_ewt-ud-dev.iob2", "uner")):
        order.setdefault(document.fields.get("document"), len(order))
        rank = order[document.fields.get("document")] % 10
        yield (
            {0: "dev", 1: "test", 6: "test"}.get(rank, "train"),
            place(
                _core(to_sentence(document)),
                document.text,
                document.words or (),
                name=f"uner-ewt-{number}",
                source="uner-ewt",
                weight=1.5,
                open_labels=("EVENT", "NORP", "PRODUCT"),
            ),
        )


def _core(sentence: Sentence) -> Sentence:
    spans = [span._replace(label=CORE[span.label]) for span in sentence.spans if span.label in CORE]
    return fill(mark_nationalities(tidy(untitle(sentence.with_spans(spans)))), NORPS)


def mark_nationalities(sentence: Sentence) -> Sentence:
    """Spans whose surface is a people or a nationality become NORP."""
    return sentence.with_spans(
        span._replace(label="NORP") if LABEL_OF.get(sentence.surface(span)) == "NORP" else span
        for span in sentence.spans
    )


def gum_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """GUM's six free genres; in each, the fifth fifth is held out and a slice before it is for dev."""
    for genre in GENRES:
        sentences = list(read_sentences(folder / f"gum-{genre}.conll", "columns"))
        for number, raw in enumerate(sentences):
            share = number / len(sentences)
            part = "test" if share >= 0.8 else "dev" if share >= 0.75 else "train"
            yield (
                part,
                render(
                    _gum(raw),
                    name=f"gum-{genre}-{number}",
                    source="gum",
                    weight=1.0,
                    open_labels=("NORP",),
                    join_hyphens=True,
                ),
            )


def _gum(sentence: Sentence) -> Sentence:
    spans = [span._replace(label=CORE.get(span.label, UNKNOWN)) for span in sentence.spans]
    sentence = untitle(join_listed(_widened(sentence.with_spans(spans))))
    sentence = tidy(mark_events(sentence))
    spans = [resolved for span in sentence.spans if (resolved := _resolved(sentence, span))]
    sentence = widen_to_nouns(fill(sentence.with_spans(spans), NORPS))
    return unknown_runs(sentence, _doubtful(sentence))


def _widened(sentence: Sentence) -> Sentence:
    """Spans grown over the capitalised words beside them that nothing holds (`New` + `York`)."""
    cover = sentence.covered()
    spans: list[Span] = []
    for span in sentence.spans:
        start, end = span.start, span.end
        while start > 1 and cover[start - 1] is None and _nameable(sentence.words[start - 1]):
            start -= 1
        if (
            start == 1
            and cover[0] is None
            and sentence.words[0] in {"New", "United", "Los", "San", "North", "South", "West", "East"}
        ):
            start = 0
        while end < len(cover) and cover[end] is None and _nameable(sentence.words[end]):
            end += 1
        cover[start:end] = [span] * (end - start)
        spans.append(Span(start, end, span.label))
    return sentence.with_spans(spans)


def _nameable(word: str) -> bool:
    plain = word not in HARMLESS and word not in MONTHS_AND_DAYS and word not in DEMONYMS and not is_title(word)
    return word[:1].isupper() and word != "I" and plain


def _resolved(sentence: Sentence, span: Span) -> Span | None:
    surface = sentence.surface(span)
    if surface in NOTHING or LINK.search(surface):
        return None
    label = LABEL_OF.get(surface, span.label)
    if span.end - span.start == 1 and sentence.words[span.start] in HARMLESS:
        return None
    return span._replace(label=label)


def _doubtful(sentence: Sentence) -> Iterable[tuple[int, int]]:
    for start, end in outside_runs(sentence, skip_first=True):
        if not set(sentence.words[start:end]) <= HARMLESS | MONTHS_AND_DAYS:
            yield start, end
