"""The training data of the model genes, from two corpora of abstracts.

    python recipes/medical/genes.py --data DATA_FOLDER --out FOLDER

writes `train.jsonl` and `dev.jsonl` (texts with GENE, DNA, RNA and CELL) and `sources.json` with the counts. JNLPBA
marks all four; BC2GM has one label for genes, proteins and much of DNA and RNA, and no cells: there the other three are
open, and of a mention that ends as DNA or RNA does nothing is known. No text of a test part is learnt.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from labelled import missing, renamed, write_parts

from onoma import Document
from onoma.corpus import Corpus, read_corpus
from onoma.document import Value

SEED = 20
LABELS = {
    "protein": "GENE",
    "GENE": "GENE",
    "DNA": "DNA",
    "RNA": "RNA",
    "cell_type": "CELL",
    "cell_line": "CELL",
}
JNLPBA = {"train": "jnlpba/train.standoff.jsonl", "test": "jnlpba/test.standoff.jsonl", "ids": "jnlpba/devel-ids.txt"}
BC2GM = {"train": "bc2gm/train.tsv", "dev": "bc2gm/devel.tsv", "test": "bc2gm/test.tsv"}
NUCLEIC = re.compile(
    r"(?i)(genes?|promoters?|enhancers?|loc(us|i)|alleles?|exons?|introns?|sites?|elements?|motifs?|box|regions?"
    r"|sequences?|[cm]?[dr]nas?|transcripts?|plasmids?|constructs?|reporters?|ORFs?|utr|ltr)$"
)
"""How a mention in BC2GM ends that JNLPBA may call DNA or RNA."""


def main() -> int:
    """Reads the corpora, writes the files, tells the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    options = parser.parse_args()
    if missing(options.data, [*JNLPBA.values(), *BC2GM.values()]):
        return 1
    parts = _jnlpba(options.data), _bc2gm(options.data)
    held_out = {_squeezed(document.text) for part in parts for document in part["test"]}
    train = [document for part in parts for document in part["train"] if _squeezed(document.text) not in held_out]
    random.Random(SEED).shuffle(train)
    write_parts(options.out, {"train": train, "dev": [document for part in parts for document in part["dev"]]})
    return 0


def _jnlpba(data: Path) -> dict[str, list[Document]]:
    dev = set((data / JNLPBA["ids"]).read_text(encoding="utf-8").split())
    every = list(_ours(read_corpus(data / JNLPBA["train"], format="jsonl"), "jnlpba"))
    return {
        "train": [document for document in every if document.id not in dev],
        "dev": [document for document in every if document.id in dev],
        "test": list(read_corpus(data / JNLPBA["test"], format="jsonl")),
    }


def _bc2gm(data: Path) -> dict[str, list[Document]]:
    corpora = {part: read_corpus(data / name, format="columns") for part, name in BC2GM.items()}
    return {part: [_partly(document) for document in _ours(corpus, "bc2gm")] for part, corpus in corpora.items()}


def _ours(documents: Corpus, source: str) -> Iterator[Document]:
    for document in documents:
        yield replace(renamed(document, LABELS), fields={"source": source, "weight": 1.0})


def _partly(document: Document) -> Document:
    """With what BC2GM does not tell marked as such."""
    unsure = [entity for entity in document.entities if NUCLEIC.search(document.text_of(entity))]
    sure = [entity for entity in document.entities if entity not in unsure]
    fields: dict[str, Value] = {
        **document.fields,
        "open": ["CELL", "DNA", "RNA"],
        "unknown": [[entity.start, entity.end] for entity in unsure],
    }
    return replace(document.with_entities(sure), fields=fields)


def _squeezed(text: str) -> str:
    """The text without its spaces, which BC2GM puts between all words."""
    return re.sub(r"\s", "", text)


if __name__ == "__main__":
    sys.exit(main())
