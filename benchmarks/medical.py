"""Entity F1 of the bundled medical models on the test parts of the corpora they learnt from, and the lesson's sentence.

    python benchmarks/medical.py --data FOLDER [--models medical medical-accurate]

Strict matching, networks alone (no rules). `medical` and `medical-accurate` learnt from the training parts of BC5CDR,
NCBI Disease and BioRED and were chosen on the dev parts of the first two, `genes` from JNLPBA and BC2GM. None saw a
test document, nor its text (recipes/medical). Labels that a corpus has not are not judged there. BC2GM calls DNA and
RNA genes, so what a model calls so counts as GENE.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from corpora import read_parts
from rich.console import Console
from rich.table import Table

import onoma
from onoma import Document, Recognizer
from onoma.evaluation import Scores, score

SENTENCE = "Tricuspid valve regurgitation and lithium carbonate toxicity in a newborn infant."
LABELS = {
    "bc5cdr": {"Disease": "DISEASE", "Chemical": "CHEMICAL"},
    "ncbi-disease": {"Disease": "DISEASE"},
    "jnlpba": {"protein": "GENE", "DNA": "DNA", "RNA": "RNA", "cell_type": "CELL", "cell_line": "CELL"},
    "bc2gm": {"GENE": "GENE"},
}
FOUND = {"bc2gm": {"GENE": "GENE", "DNA": "GENE", "RNA": "GENE"}}
"""What the labels of a model mean in a corpus, where that is not themselves."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds a folder for each corpus")
    parser.add_argument("--models", nargs="+", default=["medical", "medical-accurate"])
    options = parser.parse_args()
    table = Table("model", "test part", "label", "precision", "recall", "F1", "support", title="strict, per cent")
    for name in options.models:
        model = onoma.load(name, rules=False)
        for corpus in (corpus for corpus, labels in LABELS.items() if set(labels.values()) <= set(model.labels)):
            _add_rows(table, name, corpus, judged(model, corpus, options.data))
        document = model(SENTENCE)
        print(name, *((entity.label, document.text_of(entity)) for entity in document.entities))
    Console(width=100).print(table)


def judged(model: Recognizer, corpus: str, data: Path) -> Scores:
    labels = LABELS[corpus]
    gold = [_renamed(document, labels) for document in read_parts(corpus, data).test]
    own = FOUND.get(corpus, {label: label for label in labels.values()})
    return score(gold, [_renamed(document, own) for document in model.stream(document.text for document in gold)])


def _renamed(document: Document, labels: dict[str, str]) -> Document:
    """With other labels; entities of labels that have no other are left out."""
    kept = (entity for entity in document.entities if entity.label in labels)
    return document.with_entities(replace(entity, label=labels[entity.label]) for entity in kept)


def _add_rows(table: Table, name: str, corpus: str, scores: Scores) -> None:
    for label, figures in [*sorted(scores.per_type.items()), ("all", scores.micro)]:
        shares = (f"{100 * value:.1f}" for value in (figures.precision, figures.recall, figures.f1))
        table.add_row(name, corpus, label, *shares, f"{figures.support:,}")


if __name__ == "__main__":
    main()
