"""Tweets and comments: WNUT-17 and the Broad Twitter Corpus (both CC BY 4.0).

Handles are addresses, not names: they are rejoined to `@name` and carry no entity. What a corpus
does not annotate (nationalities, events, often products) stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from boundaries import tidy
from reading import read_sentences
from record import Record, render
from surfaces import fill
from tables import DEMONYMS, LABEL_OF
from tagged import UNKNOWN, Sentence, Span, add_spans
from titles import untitle

__all__ = ["btc_records", "wnut_records"]

WNUT_LABELS = {
    "person": "PERSON",
    "location": "LOC",
    "corporation": "ORG",
    "group": "ORG",
    "product": "PRODUCT",
    "creative-work": UNKNOWN,
}
WNUT_FILES = {"wnut17train.conll": "train", "emerging.dev.conll": "dev", "emerging.test.annotated": "test"}
BTC_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}
BTC_FILES = {"a": "train", "b": "train", "e": "train", "g": "train", "f": "dev", "h": "test"}
N_WNUT_DEV = 400
N_BTC_DEV = 500
NORPS = dict.fromkeys(DEMONYMS, "NORP")


def wnut_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """WNUT-17: its training part to train, a share of its development part to dev, its test part held out.

    The rest of the development part is left out, so that who goes on training for WNUT-17 itself can
    tune on it.
    """
    for file, part in WNUT_FILES.items():
        for number, raw in enumerate(read_sentences(folder / file, "columns")):
            sentence = _relabelled(_without_handles(_unquoted(raw)), WNUT_LABELS)
            if part == "dev" and number >= N_WNUT_DEV:
                break
            yield (
                part,
                render(
                    sentence,
                    name=f"wnut17-{file.split('.')[-2]}-{number}",
                    source="wnut17",
                    weight=1.5,
                    open_labels=("EVENT", "NORP"),
                ),
            )


def btc_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """The Broad Twitter Corpus: section h held out, a part of f for dev, the rest to train."""
    for section, part in BTC_FILES.items():
        for number, raw in enumerate(read_sentences(folder / f"{section}.conll", "columns")):
            sentence = _relabelled(_without_handles(_unquoted(raw)), BTC_LABELS)
            place = "train" if part == "dev" and number >= N_BTC_DEV else part
            yield (
                place,
                render(
                    sentence,
                    name=f"btc-{section}-{number}",
                    source="btc",
                    weight=1.5,
                    open_labels=("EVENT", "NORP", "PRODUCT"),
                ),
            )


def _unquoted(sentence: Sentence) -> Sentence:
    """Quotes that were quoted twice, and entities of HTML that were split, as single characters."""
    quotes = {"'\"'": '"', '"""': '"', "''": '"'}
    words = tuple(quotes.get(word, word) for word in sentence.words)
    return Sentence(words, sentence.spans)


def _without_handles(sentence: Sentence) -> Sentence:
    """`@` and the name after it, or a word that begins with `@`, carry no entity."""
    words = sentence.words
    handles = {index for index, word in enumerate(words) if word.startswith("@")}
    handles |= {index + 1 for index in handles if words[index] == "@"}
    spans: list[Span] = []
    for span in sentence.spans:
        held = [index for index in range(span.start, span.end) if index not in handles]
        if held and held[-1] - held[0] + 1 == len(held):
            spans.append(Span(held[0], held[-1] + 1, span.label))
    return sentence.with_spans(spans)


def _relabelled(sentence: Sentence, label_of: dict[str, str]) -> Sentence:
    spans = [span._replace(label=label_of[span.label]) for span in sentence.spans]
    sentence = tidy(untitle(sentence.with_spans(spans)))
    sentence = sentence.with_spans(_nationality(sentence, span) for span in sentence.spans)
    return add_spans(fill(sentence, NORPS), _hashtags(sentence))


def _nationality(sentence: Sentence, span: Span) -> Span:
    surface = sentence.surface(span)
    if span.label in {"ORG", "LOC"} and LABEL_OF.get(surface.capitalize(), LABEL_OF.get(surface)) == "NORP":
        return span._replace(label="NORP")
    return span


def _hashtags(sentence: Sentence) -> list[Span]:
    """Whether a tag such as `#Russia` is a name depends on the corpus's mood: nothing is claimed."""
    return [
        Span(index, index + 1, UNKNOWN)
        for index, word in enumerate(sentence.words)
        if (word.startswith("#") and len(word) > 1) or (index and sentence.words[index - 1] == "#")
    ]
