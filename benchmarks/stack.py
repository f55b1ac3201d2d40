"""What the rules cost: seconds of processor time for the bundled model's network, its rules, and both as one Stack.

    python benchmarks/stack.py --text TEXTS.txt [--model en]

All read the same texts in this one process, in turn; the least of several rounds counts. A Stack's own share
is what it takes to join answers that are there already.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import onoma
from onoma import Document, Stack
from onoma.runtime import RULES, additions_of


class Answered:
    """A recognizer whose answers are known beforehand."""

    labels = ("ANY",)

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents

    def __call__(self, text: str) -> Document:
        """Not asked for here."""
        raise NotImplementedError("reads streams only")

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """The answers, as the texts come."""
        return (document for _, document in zip(texts, self.documents, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True, help="UTF-8 text, documents separated by blank lines")
    parser.add_argument("--model", default="en")
    parser.add_argument("--words", type=int, default=100_000, help="how much of the text to read")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = _texts(options.text, options.words)
    n_words = sum(len(text.split()) for text in texts)
    additions = additions_of(options.model)
    network, whole = onoma.load(options.model, rules=False), onoma.load(options.model, context=False)
    assert isinstance(whole, Stack)
    rules = [RULES[name](additions) for name in additions.rules]
    answers = [Answered(list(part.stream(texts))) for part in (network, *rules)]
    parts = {"network": network, "rules": Stack(rules), "joining": Stack(answers, whole.policy), "whole": whole}
    seconds = dict.fromkeys(parts, float("inf"))
    for _ in range(options.rounds):
        for name, part in parts.items():
            began = time.process_time()
            for _ in part.stream(texts):
                pass
            seconds[name] = min(seconds[name], time.process_time() - began)
    print(f"{len(texts):,} documents, {n_words:,} words")
    for name, taken in seconds.items():
        print(f"{name:8} {taken:6.2f} s  {n_words / taken:11,.0f} words/s")
    print(f"whole / network: {seconds['whole'] / seconds['network']:.2f}")


def _texts(path: Path, n_words: int) -> list[str]:
    texts: list[str] = []
    for text in path.read_text(encoding="utf-8").split("\n\n"):
        if n_words <= 0:
            break
        if text.strip():
            texts.append(text)
            n_words -= len(text.split())
    return texts


if __name__ == "__main__":
    main()
