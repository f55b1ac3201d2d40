"""How fast the rules read: values, codes, and both as one recognizer, on one core.

    python benchmarks/rules_speed.py TEXTS… [--seconds 3]

TEXTS are .txt files, a text per line, or .jsonl with a field `text`. Words are what stands between spaces; seconds
are of the processor; each recognizer reads all texts again and again for so long, and the best round counts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from onoma.recognizer import Recognizer
from onoma.rules import default_rules
from onoma.rules.codes import Codes
from onoma.rules.values import Values

RULES: Mapping[str, Callable[[], Recognizer]] = {"values": Values, "codes": Codes, "values and codes": default_rules}


def read_texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)["text"] if path.suffix == ".jsonl" else line


def best_round_s(recognizer: Recognizer, texts: Sequence[str], seconds: float) -> tuple[float, int]:
    """The shortest time in which all texts were read, and how many entities they have."""
    best, until = float("inf"), time.process_time() + seconds
    while True:
        begin = time.process_time()
        n_entities = sum(len(document.entities) for document in recognizer.stream(texts))
        now = time.process_time()
        best = min(best, now - begin)
        if now >= until:
            return best, n_entities


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="TEXTS")
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    for path in options.paths:
        texts = list(read_texts(path))
        n_words = sum(len(text.split()) for text in texts)
        for name, make in RULES.items():
            seconds, n_entities = best_round_s(make(), texts, options.seconds)
            speed = f"{n_words / seconds:,.0f} words/s"
            print(f"{path.name}  {n_words:,} words  {name}: {speed}, {n_entities:,} entities")


if __name__ == "__main__":
    main()
