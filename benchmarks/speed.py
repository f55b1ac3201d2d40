"""Words per second from raw text to entities, beside spaCy's tokenizer + tok2vec + ner in the same run.

    python benchmarks/speed.py --spacy-model runs/gmb-spacy-0 --text TEXTS.txt
    python benchmarks/speed.py --model BUNDLE FP32-BUNDLE --hugging-face BUNDLE-hf --text TEXTS.txt

All read the same texts. spaCy is measured at several batch sizes on one and on two processes, ours
with one and with two workers; rounds alternate, so that a machine that slows down slows both. Printed
are medians over the rounds and the ratio of the best settings. Starting processes is not counted for either:
our workers run before the clock does, and what spaCy takes for two words on two processes is subtracted.

A pipeline of Hugging Face drops what a text has beyond 512 pieces, so it is given the texts in the segments
that ours cuts them into, or whole where they are short enough, whichever is faster; it runs on as many threads
as there are cores, at its best batch size.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

import onoma
from onoma.encoding import segments
from onoma.runtime import MAX_ROW, Additions, Workers, additions_of

Run = Callable[[], float]
"""Reads all texts and gives the seconds it took."""

_WITH_RULES = "network and rules of"

_BATCH_SIZES = (64, 256, 1000)
_BATCH_SIZES_OF_PIPELINES = (1, 2, 4, 8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True, help="UTF-8 text, documents separated by blank lines")
    parser.add_argument("--spacy-model", type=Path, help="a trained spaCy pipeline; without it ours alone is measured")
    parser.add_argument("--hugging-face", type=Path, help="a folder for its pipeline, saved beside a bundle")
    parser.add_argument("--model", nargs="+", default=["en"], help="names or folders of bundles")
    parser.add_argument("--words", type=int, default=300_000, help="how much of the text to read")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts, n_words = _texts(options.text, options.words)
    print(f"{len(texts):,} documents, {n_words:,} words (separated by white space), {os.cpu_count()} cores")
    with ExitStack() as stack:
        runs: dict[str, Run] = {}
        for model in options.model:
            runs[f"onoma {model}, 1 worker"] = _onoma(onoma.load(model, rules=False), texts)
            runs[f"onoma {model}, 2 workers"] = _onoma(stack.enter_context(Workers(model, 2, Additions())), texts)
            if additions_of(model) != Additions():
                runs[f"{_WITH_RULES} {model}, 1 worker"] = _onoma(onoma.load(model), texts)
                runs[f"{_WITH_RULES} {model}, 2 workers"] = _onoma(stack.enter_context(Workers(model, 2)), texts)
        if options.spacy_model:
            runs |= _spacy(options.spacy_model, texts)
        if options.hugging_face:
            runs |= _hugging_face(options.hugging_face, texts)
        speeds = _measured(runs, options.rounds, n_words)
    _print(speeds, options.model)


def _texts(path: Path, n_words: int) -> tuple[list[str], int]:
    texts: list[str] = []
    count = 0
    for text in path.read_text(encoding="utf-8").split("\n\n"):
        if count >= n_words:
            break
        if text.strip():
            texts.append(text)
            count += len(text.split())
    return texts, count


def _onoma(recognizer: onoma.Recognizer, texts: list[str]) -> Run:
    return lambda: _seconds(recognizer.stream(texts))


def _spacy(model: Path, texts: list[str]) -> dict[str, Run]:
    import spacy

    nlp = spacy.load(model)

    def run(batch_size: int, n_process: int) -> Run:
        def read() -> float:
            start = _seconds(nlp.pipe(["One.", "Two."], n_process=n_process)) if n_process > 1 else 0.0
            return _seconds(nlp.pipe(texts, batch_size=batch_size, n_process=n_process)) - start

        return read

    return {
        f"spaCy, n_process={n_process}, batch_size={batch_size}": run(batch_size, n_process)
        for n_process in (1, 2)
        for batch_size in _BATCH_SIZES
    }


def _hugging_face(folder: Path, texts: list[str]) -> dict[str, Run]:
    from transformers import pipeline

    find = pipeline("token-classification", model=str(folder), aggregation_strategy="simple", device="cpu")

    def cut(text: str) -> list[str]:
        return [text[part.start : part.end] for part in segments(text)]

    def fits(text: str) -> bool:
        return len(find.tokenizer(text)["input_ids"]) <= MAX_ROW

    given = {
        "segments": [part for text in texts for part in cut(text)],
        "whole texts": [part for text in texts for part in ([text] if fits(text) else cut(text))],
    }

    def run(parts: list[str], batch_size: int) -> Run:
        def found() -> Iterator[object]:
            yield from find(parts, batch_size=batch_size)

        return lambda: _seconds(found())

    return {
        f"Hugging Face, {name}, batch_size={batch_size}": run(parts, batch_size)
        for name, parts in given.items()
        for batch_size in _BATCH_SIZES_OF_PIPELINES
    }


def _seconds(results: Iterable[object]) -> float:
    began = time.perf_counter()
    deque(results, maxlen=0)
    return time.perf_counter() - began


def _measured(runs: dict[str, Run], n_rounds: int, n_words: int) -> dict[str, list[float]]:
    """Words per second of each round, after one that is not counted."""
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(n_rounds + 1):
        for name, run in runs.items():
            seconds = run()
            if round_:
                speeds[name].append(n_words / seconds)
    return speeds


def _print(speeds: dict[str, list[float]], models: list[str]) -> None:
    table = Table("system", "words/s, median", "lowest", "highest", title="raw text to entities")
    for name, values in speeds.items():
        table.add_row(name, *(f"{value:,.0f}" for value in (statistics.median(values), min(values), max(values))))
    Console(width=100).print(table)
    names = (*(f"onoma {model}," for model in models), *(f"{_WITH_RULES} {model}," for model in models))
    first, *others = [_best(speeds, name) for name in (*names, "spaCy", "Hugging")]
    for other in others:
        if first and other:
            ratios = [a / b for a, b in zip(speeds[first], speeds[other], strict=True)]
            print(f"{first} / {other}: {statistics.median(ratios):.2f} (rounds: {_list(ratios)})")


def _best(speeds: dict[str, list[float]], prefix: str) -> str | None:
    names = [name for name in speeds if name.startswith(prefix)]
    return max(names, key=lambda name: statistics.median(speeds[name]), default=None)


def _list(values: Iterable[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


if __name__ == "__main__":
    main()
