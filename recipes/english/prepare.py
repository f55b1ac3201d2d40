"""The training data of the bundled English model, from openly licensed corpora.

    python recipes/english/prepare.py --data DATA_FOLDER --out FOLDER

writes `train.jsonl`, `dev.jsonl`, one `test-SOURCE.jsonl` per held-out part, and `sources.json` with
the counts and the licence of each source. The same input gives the same output, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from biomedical import bc5cdr_records, ncbi_records
from gmb import gmb_records
from record import Record
from social import btc_records, wnut_records
from templates import template_records
from web import gum_records, uner_records
from wikipedia import wikipedia_records

SOURCES: dict[str, tuple[str, Callable[[Path], Iterator[tuple[str, Record]]], str]] = {
    "gmb": ("gmb", gmb_records, "ODbL 1.0"),
    "wnut17": ("wnut17", wnut_records, "CC BY 4.0"),
    "btc": ("btc", btc_records, "CC BY 4.0"),
    "uner-ewt": ("uner-ewt", uner_records, "CC BY-SA 4.0"),
    "gum": ("gum-names", gum_records, "CC BY 4.0, CC BY 2.5, CC BY-SA 3.0 by genre"),
    "wikipedia-en": ("wikipedia-en", wikipedia_records, "CC BY-SA 3.0"),
    "bc5cdr": ("bc5cdr", bc5cdr_records, "public domain (US Government work)"),
    "ncbi-disease": ("ncbi-disease", ncbi_records, "public domain (US Government work)"),
    "templates": ("wikipedia-en", template_records, "MIT; names from Wikipedia, CC BY-SA 3.0"),
}
N_GMB_DEV = 1500
SEED = 20


def main() -> int:
    """Reads the corpora, writes the files, tells the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()
    missing = [folder for folder, _, _ in SOURCES.values() if not (arguments.data / folder).is_dir()]
    if missing:
        print(
            f"{arguments.data}: no folder {', '.join(missing)}; --data must hold every corpus",
            file=sys.stderr,
        )
        return 1
    arguments.out.mkdir(parents=True, exist_ok=True)
    parts, counts = _gather(arguments.data)
    for part, records in parts.items():
        _write(arguments.out / f"{part}.jsonl", records)
    (arguments.out / "sources.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    for part, records in parts.items():
        print(f"{part}: {len(records)}", file=sys.stderr)
    return 0


def _gather(data: Path) -> tuple[dict[str, list[Record]], dict[str, object]]:
    """The records by output file, shuffled for training, and the counts by source."""
    parts: defaultdict[str, list[Record]] = defaultdict(list)
    counts: dict[str, object] = {}
    for source, (folder, read, licence) in SOURCES.items():
        by_part: defaultdict[str, list[Record]] = defaultdict(list)
        for part, record in read(data / folder):
            if record.text.strip():
                by_part[part].append(record)
        if source == "gmb":
            by_part["dev"] = random.Random(SEED).sample(by_part["dev"], N_GMB_DEV)
        counts[source] = {"licence": licence, **{part: _count(records) for part, records in by_part.items()}}
        for part, records in by_part.items():
            parts[part if part != "test" else f"test-{source}"].extend(records)
    random.Random(SEED).shuffle(parts["train"])
    return dict(parts), counts


def _count(records: Iterable[Record]) -> dict[str, int]:
    records = list(records)
    labels = Counter(label for record in records for *_, label in record.entities)
    return {
        "texts": len(records),
        "unknown": sum(len(record.unknown) for record in records),
        **dict(sorted(labels.items())),
    }


def _write(path: Path, records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(record.line() + "\n")


if __name__ == "__main__":
    sys.exit(main())
