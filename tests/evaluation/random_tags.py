"""Random rows of tags, and the documents they stand for: what the scorers of others are held against."""

import random
from collections.abc import Iterator, Sequence

from onoma.document import Document, Entity
from onoma.schemes import Scheme, TagSpan, tags_to_spans, unbroken_spans

LABELS = ("PER", "LOC", "ORG")


def rows(n_rows: int, seed: int, prefixes: str) -> Iterator[tuple[list[str], list[str]]]:
    """A gold row, and a predicted one that agrees with it in most places; legal or not."""
    draw = random.Random(seed)
    tags = [f"{prefix}-{label}" for prefix in prefixes for label in LABELS] + ["O"] * 4
    for _ in range(n_rows):
        gold = [draw.choice(tags) for _ in range(draw.randint(1, 14))]
        yield gold, [tag if draw.random() < 0.6 else draw.choice(tags) for tag in gold]


def tags_to_document(tags: Sequence[str], scheme: Scheme, *, strict: bool = False) -> Document:
    """One letter per word and a blank between; strict leaves entities with a broken tag out."""
    spans = unbroken_spans(tags, scheme)[0] if strict else tags_to_spans(tags, scheme).spans
    return spans_to_document(len(tags), spans)


def spans_to_document(n_words: int, spans: Sequence[TagSpan]) -> Document:
    """Word n stands at character 2n."""
    words = tuple((2 * word, 2 * word + 1) for word in range(n_words))
    entities = tuple(Entity(2 * span.start, 2 * span.end - 1, span.label) for span in spans)
    return Document(" ".join("w" * n_words), entities, words)
