"""A gazetteer of a million terms: how long it loads, how much memory it takes, how fast it reads.

    python benchmarks/gazetteer.py [--terms 1000000] [--words 300000]

Terms are made up of syllables, one to five words each, with an id, in a CSV file. The text is common
words with a term in every thirty. Seconds are of the processor; memory is what the process has more than before.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from onoma.rules.gazetteer import Gazetteer, read_terms

CONSONANTS, VOWELS = "b c d f g k l m n p r s t v z br st tr pl sh", "a e i o u er on an"
SYLLABLES = [a + b for a in CONSONANTS.split() for b in VOWELS.split()]
COMMON_WORDS = "the of and to in a is that for it as was with be by on not he his but at are this have from or had an"
ENDS = ("Inc", "Ltd", "GmbH", "Group", "Holdings", "Systems", "", "", "", "")


def made_up_terms(n_terms: int) -> Iterator[str]:
    chance = random.Random(1)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(120_000)]
    seen: set[str] = set()
    while len(seen) < n_terms:
        name = " ".join([*chance.choices(words, k=chance.choice((1, 2, 2, 2, 3, 4))), chance.choice(ENDS)]).strip()
        if name not in seen:
            seen.add(name)
            yield name


def written(path: Path, n_terms: int) -> list[str]:
    """Write the terms; some of them are returned, to be put into a text."""
    some = []
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "id", "label"])
        for number, name in enumerate(made_up_terms(n_terms)):
            rows.writerow([name, f"C{number:07}", "ORG"])
            if number % 97 == 0:
                some.append(name)
    return some


def made_up_texts(names: list[str], n_words: int) -> Iterator[str]:
    chance, common = random.Random(2), COMMON_WORDS.split()
    for _ in range(n_words // 30):
        yield " ".join([*chance.choices(common, k=27), chance.choice(names), *chance.choices(common, k=1)]) + "."


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--terms", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=300_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companies.csv"
        names = written(path, asked.terms)
        texts = list(made_up_texts(names, asked.words))
        n_words = sum(len(text.split()) for text in texts)
        before, begin = resident_mb(), time.process_time()
        gazetteer = Gazetteer(read_terms(path))
        loaded, took = resident_mb(), time.process_time() - begin
        begin = time.process_time()
        n_found = sum(len(document.entities) for document in gazetteer.stream(texts))
        reading = time.process_time() - begin
    print(f"{len(gazetteer):,} terms loaded in {took:.1f} s, {loaded - before:.0f} MB more than before")
    print(f"{n_words:,} words in {len(texts):,} texts: {n_words / reading:,.0f} words/s, {n_found:,} found")


if __name__ == "__main__":
    main()
