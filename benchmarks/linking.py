"""How well and how fast names are linked to a list of terms.

    python benchmarks/linking.py --data FOLDER-WITH-CORPORA [--names 1000000]

Accuracy: the list is made of the mentions and ids of BC5CDR's training part (its MeSH ids; no other names of
theirs), and the marked mentions of another part are looked up. Composite mentions, and those that the annotators gave
no id, are left out. Size and speed: names are made up of syllables; everything is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from onoma.context import definitions
from onoma.linking import Term, TermIndex, build_index, load_terms

_SYLLABLES = [
    first + second
    for first in (
        "b",
        "c",
        "d",
        "f",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "z",
        "th",
        "ph",
        "cr",
        "st",
    )
    for second in ("a", "e", "i", "o", "u", "an", "en", "in", "on", "ia")
]
_ENDS = ("itis", "osis", "emia", "oma", "opathy", "ectomy", "al", "ic", "in", "ine", "ol", "ase")
_TAILS = ("", "", "", ", acute", ", chronic", " syndrome", " disease", " deficiency", " type 1", " type 2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder that holds bc5cdr/pubtator")
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--measure", nargs=2, metavar=("DO", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        _measure(*options.measure)
        return
    if options.data:
        _accuracy(options.data / "bc5cdr" / "pubtator")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.csv"
        _write_names(path, options.names)
        print(f"{options.names:,} names, {path.stat().st_size / 1e6:.0f} MB of CSV")
        for task in ("build", "use"):
            subprocess.run([sys.executable, __file__, "--measure", task, str(path)], check=True)


def _measure(task: str, file: str) -> None:
    began = time.perf_counter()
    index = load_terms(file)
    seconds = time.perf_counter() - began
    if task == "build":
        size = Path(f"{file}.onoma").stat().st_size
        print(f"built and saved in {seconds:.1f} s, {size / 1e6:.0f} MB; at most {_peak_mb():.0f} MB of memory")
        return
    print(f"loaded in {seconds:.3f} s")
    draw = random.Random(2)
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    names = [line.split(",", 1)[1].strip('"') for line in draw.sample(lines[1:], 2_000)]
    print(f"memory before the first question: at most {_peak_mb():.0f} MB, the list of names among it")
    _ask(index, names, "as they stand in the list")
    _ask(index, [_mistyped(name, draw) for name in names], "with a typo each")
    _ask(index, [" ".join(reversed(name.replace(",", "").split())) for name in names], "with their words reversed")
    print(f"at most {_peak_mb():.0f} MB of memory")


def _ask(index: TermIndex, names: list[str], how: str) -> None:
    began = time.perf_counter()
    found = [index.find(name, n=1, min_score=0.75) for name in names]
    seconds = time.perf_counter() - began
    print(f"{len(names):,} names {how}: {1000 * seconds / len(names):.2f} ms each, {sum(map(bool, found)):,} linked")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _mistyped(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    return name[:at] + draw.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]


def _write_names(path: Path, n_names: int) -> None:
    draw = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name\n")
        for number in range(n_names):
            words = (_word(draw) for _ in range(draw.randint(1, 3)))
            file.write(f'T{number},"{" ".join(words)}{draw.choice(_TAILS)}"\n')


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) + draw.choice(("", draw.choice(_ENDS)))


def _accuracy(folder: Path) -> None:
    index = build_index(
        Term(id_, name, label=label) for name, label, id_, _ in _mentions(folder / "CDR_TrainingSet.PubTator.txt")
    )
    known = {id_ for _, _, id_, _ in _mentions(folder / "CDR_TrainingSet.PubTator.txt")}
    print(f"list of {index.n_names:,} names of {index.n_terms:,} ids, from the training part of BC5CDR")
    for part in ("Development", "Test"):
        mentions = list(_mentions(folder / f"CDR_{part}Set.PubTator.txt"))
        reachable = sum(id_ in known for _, _, id_, _ in mentions)
        table = Table("least score", "linked", "right", "precision", "accuracy@1", "accuracy@1 of known ids")
        table.title = f"{part}: {len(mentions):,} mentions, {reachable:,} of them with an id of the list"
        for least in (1.0, 0.9, 0.8, 0.75, 0.7, 0.6):
            n_linked = n_right = 0
            for name, label, id_, long in mentions:
                found = index.find(name, label, n=1, min_score=least)
                if long:
                    found = max(found, index.find(long, label, n=1, min_score=least), key=_best)
                n_linked += bool(found)
                n_right += bool(found) and found[0].id == id_
            shares = (n_right / max(n_linked, 1), n_right / len(mentions), n_right / reachable)
            table.add_row(f"{least}", f"{n_linked:,}", f"{n_right:,}", *(f"{share:.1%}" for share in shares))
        Console(width=100).print(table)


def _best(found: list[object]) -> float:
    return float(getattr(found[0], "score", 0.0)) if found else -1.0


def _mentions(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Name, label, id, and the long form where the text explains the name as its abbreviation."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        if len(lines) < 2:
            continue
        text = " ".join(line.split("|", 2)[2] for line in lines[:2])
        long_forms = {text[slice(*pair.short)]: text[slice(*pair.long)] for pair in definitions(text)}
        for columns in (line.split("\t") for line in lines[2:]):
            if len(columns) == 6 and columns[5] != "-1" and "|" not in columns[5]:
                yield columns[3], columns[4], columns[5], long_forms.get(columns[3], "")


if __name__ == "__main__":
    main()
