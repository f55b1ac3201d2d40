"""How fast a report is made: a corpus of about a million words, and made-up predictions for it.

python benchmarks/scoring.py --data FOLDER          # the Groningen Meaning Bank in FOLDER/gmb
python benchmarks/scoring.py                        # made-up sentences
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

from onoma import Document, Entity
from onoma.corpus import read_corpus
from onoma.evaluation import Resampling, compare, evaluate, score

LABELS = ("geo", "gpe", "per", "org", "tim", "art", "nat", "eve")


def made_up(n_words: int, seed: int) -> list[Document]:
    """Sentences of 22 words with 0 to 6 entities."""
    draw = random.Random(seed)
    documents = []
    for _ in range(n_words // 22):
        words = [f"w{draw.randrange(20_000)}" for _ in range(22)]
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        first = draw.sample(range(0, 21, 3), draw.randint(0, 6))
        entities = [(at, at + draw.randint(1, 3), draw.choice(LABELS)) for at in first]
        spans = tuple((start, start + len(word)) for start, word in zip(starts, words, strict=False))
        found = tuple(Entity(spans[a][0], spans[min(b, 22) - 1][1], label) for a, b, label in entities)
        documents.append(Document(" ".join(words), found, spans))
    return documents


def answered(documents: Sequence[Document], seed: int, quality: float) -> list[Document]:
    """Predictions of which that share is right; the others are missed, of another type, or of other boundaries."""
    draw = random.Random(seed)

    def guess(entity: Entity) -> Entity | None:
        luck = draw.random()
        if luck < quality:
            return Entity(entity.start, entity.end, entity.label, 0.9)
        if luck < quality + (1 - quality) / 3:
            return None
        if luck < quality + 2 * (1 - quality) / 3:
            return Entity(entity.start, entity.end, draw.choice(LABELS), 0.6)
        return Entity(entity.start, max(entity.start + 1, entity.end - 2), entity.label, 0.5)

    return [
        document.with_entities(entity for entity in map(guess, document.entities) if entity) for document in documents
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="folder with gmb/ner_dataset.csv")
    data = parser.parse_args().data
    began = time.perf_counter()
    gold = made_up(1_000_000, 0) if data is None else list(read_corpus(data / "gmb" / "ner_dataset.csv"))
    print(f"gold made or read: {time.perf_counter() - began:.2f} s")
    a, b = answered(gold, 1, 0.80), answered(gold, 2, 0.81)
    n_words = sum(len(document.words or ()) for document in gold)
    n_entities = sum(len(document.entities) for document in gold)
    print(f"{len(gold):,} documents, {n_words:,} words, {n_entities:,} entities")
    tasks = {
        "strict scores alone": lambda: score(gold, a),
        "report, one resample": lambda: evaluate(gold, a, resampling=Resampling(n=1)),
        "report, 1,000 resamples": lambda: evaluate(gold, a),
        "report, 1,000 resamples, training mentions": lambda: evaluate(gold, a, train=gold),
        "comparison, 10,000 resamples and swaps": lambda: compare(gold, a, b),
    }
    for name, task in tasks.items():
        began = time.perf_counter()
        task()
        print(f"{name}: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
