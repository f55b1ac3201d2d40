"""Entity F1 of onoma's recipes beside spaCy's CPU pipeline, on the same split of the same corpus.

    python benchmarks/gmb.py --data FOLDER                    # GMB, the tutorials' corpus
    python benchmarks/gmb.py --data FOLDER --corpus gmb-passages # the same sentences, each among its neighbours
    python benchmarks/gmb.py --data FOLDER --corpus wnut17       # same command, other data
    python benchmarks/gmb.py --data FOLDER --systems bilstm transformer distilled spacy --seeds 0 1 2
    python benchmarks/gmb.py --data FOLDER --corpus bc5cdr --systems bilstm transformer
    python benchmarks/gmb.py --data FOLDER --corpus bc5cdr --encoder all-MiniLM-L6-v2

The settings of a recipe lie beside this file, CORPUS-RECIPE.toml. `distilled` is a BiLSTM that learns from
the transformer and the BiLSTM of the same seed, on train alone.

Trains on train, chooses the epoch on dev, scores test once; strict matching, by the bundle as it is
shipped (int8 where its gate allows). Results are kept in --work, and a second call goes on from there.
"""

from __future__ import annotations

import argparse
import json
import statistics
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from corpora import CORPORA, Parts, read_parts
from rich.console import Console
from rich.table import Table
from spacy_peer import spacy_documents, train_spacy

import onoma
from onoma.evaluation import Scores, score
from onoma.training import Settings, read_settings
from onoma.training.judge import judged

_PASSAGES = "-passages"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds a folder for each corpus")
    parser.add_argument("--corpus", choices=_trainable(), default="gmb")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--systems", nargs="+", choices=sorted(_SCORES_OF), default=["bilstm", "spacy"])
    parser.add_argument("--spacy-steps", type=int, default=8000)
    parser.add_argument("--encoder", help="start from this one, and not from the one that the settings name")
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    options = parser.parse_args()
    parts = read_parts(options.corpus, options.data)
    print(f"{options.corpus}: {len(parts.train):,} train, {len(parts.dev):,} dev, {len(parts.test):,} test sentences")
    results: dict[str, list[Scores]] = {}
    for system in options.systems:
        for seed in options.seeds:
            results.setdefault(system, []).append(_SCORES_OF[system](parts, seed, options))
    _print(results)
    if options.json:
        table = {system: [scores.to_json() for scores in runs] for system, runs in results.items()}
        options.json.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _trainable() -> list[str]:
    """The corpora that settings lie here for."""
    return sorted(name for name in CORPORA if (Path(__file__).parent / f"{name}-bilstm.toml").is_file())


def _folder(options: argparse.Namespace, system: str, seed: int) -> Path:
    start = f"-{Path(options.encoder).name}" if options.encoder else ""
    folder: Path = options.work / f"{options.corpus}-{system}{start}-{seed}"
    return folder


def _settings(options: argparse.Namespace, system: str, seed: int) -> Settings:
    settings = replace(read_settings(Path(__file__).parent / f"{options.corpus}-{system}.toml"), seed=seed)
    if not options.encoder:
        return settings
    if settings.recipe == "transformer":
        return replace(settings, transformer=replace(settings.transformer, encoder=options.encoder))
    return replace(settings, embeddings=options.encoder)


def _trained(parts: Parts, seed: int, options: argparse.Namespace, system: str) -> Path:
    """The bundle of a recipe, trained once."""
    folder = _folder(options, system, seed)
    if not (folder / "manifest.json").is_file():
        train = import_module(f"onoma.training.{system}").train
        train(parts.train, parts.dev, folder, _settings(options, system, seed))
    return folder


def _distilled_folder(parts: Parts, seed: int, options: argparse.Namespace) -> Path:
    """The bundle of a student whose teachers are both recipes' bundles of the same seed."""
    from onoma.training.bilstm import distil
    from onoma.training.lessons import Lessons
    from onoma.training.teachers import Teachers

    folder = _folder(options, "distilled", seed)
    if not (folder / "manifest.json").is_file():
        teachers = Teachers(
            [onoma.load(_trained(parts, seed, options, name), rules=False) for name in ("transformer", "bilstm")]
        )
        settings = _settings(options, "distilled", seed)
        distil(parts.train, parts.dev, folder, settings, lessons=Lessons(teachers, (), settings.distil))
    return folder


def _scored(folder: Path, parts: Parts) -> Scores:
    return judged(onoma.load(folder, rules=False), parts.test.documents)


def _bilstm(parts: Parts, seed: int, options: argparse.Namespace) -> Scores:
    return _scored(_trained(parts, seed, options, "bilstm"), parts)


def _transformer(parts: Parts, seed: int, options: argparse.Namespace) -> Scores:
    return _scored(_trained(parts, seed, options, "transformer"), parts)


def _distilled(parts: Parts, seed: int, options: argparse.Namespace) -> Scores:
    return _scored(_distilled_folder(parts, seed, options), parts)


def _spacy(parts: Parts, seed: int, options: argparse.Namespace) -> Scores:
    """spaCy reads each sentence by itself, for its network sees no further than a few words anyway."""
    alone = options.corpus.removesuffix(_PASSAGES)
    parts = read_parts(alone, options.data)
    pipeline = train_spacy(parts, options.work / f"{alone}-spacy-{seed}", options.spacy_steps, seed)
    return score(parts.test, spacy_documents(pipeline, parts.test.documents))


_SCORES_OF = {"bilstm": _bilstm, "transformer": _transformer, "distilled": _distilled, "spacy": _spacy}


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
    for system in systems:
        if system != "spacy" and "spacy" in systems:
            difference = statistics.mean(micro[system]) - statistics.mean(micro["spacy"])
            print(f"{system} - spaCy: {difference:+.2f} points of F1, {len(micro[system])} seed(s)")


if __name__ == "__main__":
    main()
