"""The training data of the bundled medical models, from corpora and abstracts in the public domain.

    python recipes/medical/prepare.py --data DATA_FOLDER --out FOLDER

writes `train.jsonl` and `dev.jsonl` (texts with DISEASE and CHEMICAL), `texts.jsonl` (texts without labels, to adapt
an encoder to and to distil over) and `sources.json` with the counts. The same input gives the same output.

No text whose PubMed id stands in the dev or test part of BC5CDR or NCBI Disease gets into `train.jsonl` or
`texts.jsonl`, whichever corpus it comes from.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from labelled import missing, renamed, write_parts

from onoma import Document
from onoma.corpus import Corpus, read_corpus

SEED = 20
SHORTEST = 200
"""Characters that a text without labels has at least; below stand headings and boilerplate."""
LABELS = {
    "Disease": "DISEASE",
    "SpecificDisease": "DISEASE",
    "DiseaseClass": "DISEASE",
    "Modifier": "DISEASE",
    "CompositeMention": "DISEASE",
    "DiseaseOrPhenotypicFeature": "DISEASE",
    "Chemical": "CHEMICAL",
    "ChemicalEntity": "CHEMICAL",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The parts of a corpus; `open` are labels that it does not annotate, `weight` scales what it teaches."""

    train: str
    dev: str = ""
    test: str = ""
    open: tuple[str, ...] = ()
    weight: float = 1.0


SOURCES = {
    "bc5cdr": Source(*(f"bc5cdr/pubtator/CDR_{part}Set.PubTator.txt" for part in ("Training", "Development", "Test"))),
    "ncbi-disease": Source(
        *(f"ncbi-disease/pubtator/NCBI{part}set_corpus.txt" for part in ("train", "develop", "test")),
        open=("CHEMICAL",),
    ),
    # Its diseases are wider (phenotypes belong to them), so it says less about theirs.
    "biored": Source("biored/Train.PubTator", weight=0.5),
}
"""In order of precedence: a text that two of them have is taken from the first."""

UNLABELLED = {"biomed-text/abstracts.txt.gz": 0.75, "biomed-text/open-medical.txt.gz": 0.25}
"""Which share of the texts without labels is taken from where; abstracts are nearest to what is labelled."""
TEST_IDS = "biored/pmids-in-bc5cdr-or-ncbi-test.txt"


def main() -> int:
    """Reads the corpora, writes the files, tells the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--texts", type=int, default=20_000, help="so many texts without labels")
    options = parser.parse_args()
    if missing(options.data, _files()):
        return 1
    train, dev = _labelled(options.data)
    random.Random(SEED).shuffle(train)
    texts = [document.text for document in train]
    for name, share in UNLABELLED.items():
        texts += _passages(options.data / name, round(options.texts * share))
    random.Random(SEED).shuffle(texts)
    write_parts(options.out, {"train": train, "dev": dev}, texts)
    return 0


def _files() -> Iterator[str]:
    yield from (name for source in SOURCES.values() for name in (source.train, source.dev, source.test) if name)
    yield from (*UNLABELLED, TEST_IDS)


def _labelled(data: Path) -> tuple[list[Document], list[Document]]:
    """Texts to train on and to choose by, each once."""
    held_out = set((data / TEST_IDS).read_text(encoding="utf-8").split())
    for source in SOURCES.values():
        held_out |= {document.id or "" for name in (source.dev, source.test) if name for document in _read(data / name)}
    seen = set(held_out)
    train: list[Document] = []
    dev: list[Document] = []
    for name, source in SOURCES.items():
        train += _fresh(_read(data / source.train), name, source, seen)
        dev += _fresh(_read(data / source.dev), name, source, set()) if source.dev else []
    return train, dev


def _read(path: Path) -> Corpus:
    return read_corpus(path, format="pubtator")


def _fresh(documents: Iterable[Document], name: str, source: Source, seen: set[str]) -> Iterator[Document]:
    """The documents that were not seen before (they are now), under our labels and with what is open in them."""
    for document in documents:
        if document.id in seen:
            continue
        seen.add(document.id or "")
        fields = {"source": name, "open": list(source.open), "weight": source.weight}
        yield replace(renamed(document, LABELS), id=f"{name}-{document.id}", fields=fields)


def _passages(path: Path, n_texts: int) -> list[str]:
    """Some of the passages, one to a line; the collection was cleared of the test documents where it was made."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return random.Random(SEED).sample([line.rstrip("\n") for line in file if len(line) > SHORTEST], n_texts)


if __name__ == "__main__":
    sys.exit(main())
