"""F1 of what the words around an entity say about it, on sentences written for this project.

    python benchmarks/context.py [--errors tune]

The entities are given; judged is whether each is called negated, uncertain, historical, of the family or
hypothetical. See benchmarks/context/README.md for the guidelines. Rules are tuned on one half, the other is reported.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from onoma import Document
from onoma.context import ATTRIBUTES, with_context
from onoma.corpus import read_corpus

PLAIN = "present"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent / "context")
    parser.add_argument("--errors", choices=("tune", "test"), help="print what is wrong on this half")
    options = parser.parse_args()
    for half in ("tune", "test"):
        gold = read_corpus(options.texts / f"{half}.txt", format="brackets").documents
        began = time.perf_counter()
        found = [with_context(document) for document in gold]
        seconds = time.perf_counter() - began
        _print(half, gold, found, sum(len(document.text.split()) for document in gold) / seconds)
        if half == options.errors:
            _print_errors(gold, found)


def _print(half: str, gold: tuple[Document, ...], found: list[Document], words_per_s: float) -> None:
    right, guessed, wanted = Counter[str](), Counter[str](), Counter[str]()
    n_entities = 0
    for truth, guess in zip(gold, found, strict=True):
        for entity, answer in zip(truth.entities, guess.entities, strict=True):
            said = set(answer.attributes)
            meant = set(entity.label.split()) - {PLAIN}
            right.update(said & meant)
            guessed.update(said)
            wanted.update(meant)
            n_entities += 1
    table = Table("attribute", "precision", "recall", "F1", "support")
    for name in (*ATTRIBUTES, "micro"):
        counts = [sum(c.values()) if name == "micro" else c[name] for c in (right, guessed, wanted)]
        table.add_row(name, *_figures(*counts), str(counts[2]))
    table.title = f"{half}: {len(gold)} sentences, {n_entities} entities, {words_per_s:,.0f} words/s"
    Console(width=100).print(table)


def _figures(right: int, guessed: int, wanted: int) -> tuple[str, str, str]:
    precision, recall = right / max(guessed, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{100 * precision:.1f}", f"{100 * recall:.1f}", f"{100 * f1:.1f}"


def _print_errors(gold: tuple[Document, ...], found: list[Document]) -> None:
    for truth, guess in zip(gold, found, strict=True):
        for entity, answer in zip(truth.entities, guess.entities, strict=True):
            meant = set(entity.label.split()) - {PLAIN}
            if meant != set(answer.attributes):
                cues = {name: cue["text"] for name, cue in answer.attributes.items() if isinstance(cue, dict)}
                print(f"{truth.id}\t[{truth.text_of(entity)}] {sorted(meant)} but {cues}\n\t{truth.text}")


if __name__ == "__main__":
    main()
