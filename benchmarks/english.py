"""Strict entity F1 of the bundled English model on texts written for this project, which it never saw.

    python benchmarks/english.py [--held-out runs/english]

Five kinds of text (benchmarks/english/), each as it is, in lower case and in capitals. The last two
keep only texts whose case mapping changes no offset. See benchmarks/english/README.md for the guidelines.
With --held-out, also the test parts that recipes/english/prepare.py set aside; what their annotators left
open is not held against the model.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

import onoma
from onoma import Document
from onoma.corpus import read_corpus
from onoma.evaluation import Scores
from onoma.training.judge import judged

KINDS = ("news", "resumes", "complaints", "reviews", "social")
CASES: dict[str, Callable[[str], str]] = {"as written": str, "lower case": str.lower, "capitals": str.upper}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="en")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent / "english")
    parser.add_argument("--held-out", type=Path, help="folder with the recipe's test-*.jsonl")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was spurious")
    options = parser.parse_args()
    recognizer = onoma.load(options.model, rules=False)
    gold = {kind: read_corpus(options.texts / f"{kind}.txt", format="brackets").documents for kind in KINDS}
    gold["all"] = tuple(document for documents in gold.values() for document in documents)
    if options.held_out:
        gold |= {path.stem: read_corpus(path).documents for path in sorted(options.held_out.glob("test-*.jsonl"))}
    results = {
        kind: {case: _scored(recognizer, documents, change) for case, change in CASES.items()}
        for kind, documents in gold.items()
    }
    _print(results)
    if options.errors:
        _print_errors(recognizer, gold["all"])
    if options.json:
        table = {kind: {case: scores.to_json() for case, scores in row.items()} for kind, row in results.items()}
        options.json.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _scored(recognizer: onoma.Recognizer, documents: tuple[Document, ...], change: Callable[[str], str]) -> Scores:
    gold = [
        replace(document, text=change(document.text))
        for document in documents
        if len(change(document.text)) == len(document.text)
    ]
    return judged(recognizer, gold)


def _print(results: dict[str, dict[str, Scores]]) -> None:
    table = Table("texts", "entities", *CASES, title="strict entity F1, micro, per cent")
    for kind, row in results.items():
        cells = [f"{100 * scores.micro.f1:.1f}" for scores in row.values()]
        table.add_row(kind, f"{row['as written'].micro.support:,}", *cells)
    Console(width=100).print(table)
    labels = Table("label", "precision", "recall", "F1", "support", title="all texts, as written")
    for label, prf in results["all"]["as written"].per_type.items():
        figures = (f"{100 * value:.1f}" for value in (prf.precision, prf.recall, prf.f1))
        labels.add_row(label, *figures, f"{prf.support:,}")
    Console(width=100).print(labels)


def _print_errors(recognizer: onoma.Recognizer, gold: tuple[Document, ...]) -> None:
    for truth, guess in zip(gold, recognizer.stream(document.text for document in gold), strict=True):
        right = {(e.start, e.end, e.label) for e in truth.entities}
        found = {(e.start, e.end, e.label) for e in guess.entities}
        for sign, spans in (("missed  ", right - found), ("spurious", found - right)):
            for start, end, label in sorted(spans):
                around = (
                    f"{truth.text[max(0, start - 30) : start]}[{truth.text[start:end]}]{truth.text[end : end + 25]}"
                )
                print(f"{truth.id}\t{sign}\t{label}\t{around!r}")


if __name__ == "__main__":
    main()
