"""Entity F1 of the BiLSTM-CRF recipe beside spaCy's CPU pipeline, on the same split of the same corpus.

    python benchmarks/gmb.py --data FOLDER                    # GMB, the tutorials' corpus
    python benchmarks/gmb.py --data FOLDER --corpus wnut17       # same command, other data

Trains on train, chooses the epoch on dev, scores test once; strict matching, by the bundle as it is
shipped (int8 where its gate allows). Results are kept in --work, and a second call goes on from there.
"""

from __future__ import annotations

import argparse
import json
import statistics
from dataclasses import replace
from pathlib import Path

from corpora import CORPORA, Parts, read_parts
from rich.console import Console
from rich.table import Table
from spacy_peer import spacy_documents, train_spacy

import onoma
from onoma import Document
from onoma.evaluation import Scores, score
from onoma.training import read_settings
from onoma.training.bilstm import train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gmb/ and wnut17/")
    parser.add_argument("--corpus", choices=sorted(CORPORA), default="gmb")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--systems", nargs="+", choices=("onoma", "spacy"), default=["onoma", "spacy"])
    parser.add_argument("--spacy-steps", type=int, default=8000)
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    options = parser.parse_args()
    parts = read_parts(options.corpus, options.data)
    print(f"{options.corpus}: {len(parts.train):,} train, {len(parts.dev):,} dev, {len(parts.test):,} test sentences")
    find = {"onoma": _onoma, "spacy": _spacy}
    results: dict[str, list[Scores]] = {}
    for system in options.systems:
        for seed in options.seeds:
            found = find[system](parts, options.work / f"{options.corpus}-{system}-{seed}", seed, options)
            results.setdefault(system, []).append(score(parts.test, found))
    _print(results)
    if options.json:
        table = {system: [scores.to_json() for scores in runs] for system, runs in results.items()}
        options.json.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _onoma(parts: Parts, folder: Path, seed: int, options: argparse.Namespace) -> list[Document]:
    if not (folder / "manifest.json").is_file():
        settings = read_settings(Path(__file__).parent / f"{options.corpus}.toml")
        train(parts.train, parts.dev, folder, replace(settings, seed=seed))
    return list(onoma.load(folder).stream(document.text for document in parts.test))


def _spacy(parts: Parts, folder: Path, seed: int, options: argparse.Namespace) -> list[Document]:
    pipeline = train_spacy(parts, folder, options.spacy_steps, seed)
    return spacy_documents(pipeline, parts.test.documents)


def _print(results: dict[str, list[Scores]]) -> None:
    systems = list(results)
    table = Table("test", "support", *(f"{system} F1" for system in systems), title="strict entity F1, per cent")
    for label in sorted({label for runs in results.values() for label in runs[0].per_type}):
        runs_of = [[run.per_type[label] for run in results[system] if label in run.per_type] for system in systems]
        cells = [f"{100 * statistics.mean(prf.f1 for prf in runs):.1f}" if runs else "-" for runs in runs_of]
        table.add_row(label, f"{max(prf.support for runs in runs_of for prf in runs):,}", *cells)
    micro = {system: [100 * run.micro.f1 for run in results[system]] for system in systems}
    spread = [
        f"{statistics.mean(values):.2f}" + (f" ± {statistics.stdev(values):.2f}" if len(values) > 1 else "")
        for values in micro.values()
    ]
    table.add_row("micro", f"{results[systems[0]][0].micro.support:,}", *spread, style="bold")
    Console(width=100).print(table)
    if len(systems) == 2:
        difference = statistics.mean(micro["onoma"]) - statistics.mean(micro["spacy"])
        print(f"onoma - spaCy: {difference:+.2f} points of F1, {len(micro['onoma'])} seed(s)")


if __name__ == "__main__":
    main()
