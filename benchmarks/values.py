"""Strict F1 and right values of the rules on sentences written for this project (benchmarks/values/).

    python benchmarks/values.py [--half test|tune] [--errors]

Rules may be tuned on the tune half; the test half is only reported. A value counts where the span and the
label are right. See benchmarks/values/README.md for the guidelines, and for when a value is right.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from onoma.corpus import read_corpus
from onoma.document import Document, Entity, Value
from onoma.evaluation import Prf, score
from onoma.recognizer import Recognizer, annotated

FOLDER = Path(__file__).parent / "values"
HALVES = ("test", "tune")
CODES = ("ICD10", "LOINC", "SNOMED", "NDC", "CPT", "RXNORM", "MESH", "ATC", "CAS")
LABELS = (
    *("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "EMAIL", "URL", "PHONE", "ORDINAL", "CARDINAL"),
    *(*CODES, "FORMULA"),
)
GENRES = ("news", "resumes", "complaints", "reviews", "chats", "invoices", "clinical")
_DURATION = re.compile(
    r"P(?:(?P<years>[\d.]+)Y)?(?:(?P<months>[\d.]+)M)?(?:(?P<weeks>[\d.]+)W)?(?:(?P<days>[\d.]+)D)?"
    r"(?:T(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?(?:(?P<seconds>[\d.]+)S)?)?"
)
_IN_MONTHS = {"years": 12, "months": 1}
_IN_SECONDS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_TOLERANCE = 1e-3


def read_half(half: str, folder: Path = FOLDER) -> list[Document]:
    """The gold of a half: entities with their values; genre, reference and day_first as fields."""
    rows = [json.loads(line) for line in (folder / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{half}.txt"
        path.write_text("\n---\n".join(f"# id: {row['id']}\n{row['marked']}" for row in rows) + "\n", encoding="utf-8")
        documents = read_corpus(path, format="brackets").documents
    return [_with_values(document, row) for document, row in zip(documents, rows, strict=True)]


def _with_values(document: Document, row: dict[str, Value]) -> Document:
    values = row["values"]
    if not isinstance(values, list) or len(values) != len(document.entities):
        raise SystemExit(f"{document.id}: {len(document.entities)} brackets and the values {values!r}; one for each")
    entities = [replace(entity, value=value) for entity, value in zip(document.entities, values, strict=True)]
    fields: dict[str, Value] = {key: row[key] for key in ("genre", "reference", "day_first") if key in row}
    return replace(document, entities=tuple(entities), fields=fields)


def same_value(gold: Value, found: Value) -> bool:
    """Whether two values mean the same: numbers within 0.1 %, durations of one length, text after NFKC."""
    if isinstance(gold, dict) and isinstance(found, dict):
        return gold.keys() == found.keys() and all(same_value(gold[key], found[key]) for key in gold)
    if isinstance(gold, list) and isinstance(found, list):
        return len(gold) == len(found) and all(map(same_value, gold, found))
    if _is_number(gold) and _is_number(found):
        return math.isclose(float(str(gold)), float(str(found)), rel_tol=_TOLERANCE)
    if isinstance(gold, str) and isinstance(found, str):
        return _meaning(gold) == _meaning(found)
    return gold is None and found is None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _meaning(text: str) -> str | tuple[float, float]:
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groupdict().values()):
        return unicodedata.normalize("NFKC", text)
    return _total(match, _IN_MONTHS), _total(match, _IN_SECONDS)


def _total(match: re.Match[str], sizes: dict[str, int]) -> float:
    return sum(float(match[unit] or 0) * size for unit, size in sizes.items())


class Valued(NamedTuple):
    """Entities whose span and label are right, and how many of those have the right value."""

    n_found: int
    n_right: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[Entity, Entity]]) -> Valued:
        """The counts over pairs of a gold and a found entity."""
        verdicts = [same_value(gold.value, found.value) for gold, found in pairs]
        return cls(len(verdicts), sum(verdicts))


def _place(entity: Entity) -> tuple[int, int, str]:
    return entity.start, entity.end, entity.label


def matched(gold: Document, found: Document) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of entities with the same offsets and label."""
    by_place = {_place(entity): entity for entity in found.entities}
    for entity in gold.entities:
        if _place(entity) in by_place:
            yield entity, by_place[_place(entity)]


def misses(gold: Document, found: Document) -> Iterator[str]:
    """One line for each entity that was missed, invented or given another value."""
    wanted, given = ({_place(entity) for entity in side.entities} for side in (gold, found))
    for entity in gold.entities:
        if _place(entity) not in given:
            yield f"missed   {entity.label} {gold.text_of(entity)!r} = {_shown(entity.value)}"
    for entity in found.entities:
        if entity.label in LABELS and _place(entity) not in wanted:
            yield f"invented {entity.label} {found.text_of(entity)!r} = {_shown(entity.value)}"
    for one, other in matched(gold, found):
        if not same_value(one.value, other.value):
            yield f"value    {one.label} {gold.text_of(one)!r}: {_shown(other.value)}, should be {_shown(one.value)}"


def _shown(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def run(recognizer: Recognizer, gold: Sequence[Document]) -> list[Document]:
    """What the recognizer finds, given the texts and their fields."""
    return list(annotated(recognizer, [document.with_entities(()) for document in gold]))


def print_scores(gold: Sequence[Document], found: Sequence[Document], console: Console) -> None:
    """Two tables: by label and by genre."""
    scores = score(gold, found, LABELS)
    pairs = _pairs(gold, found)
    table = _table("label")
    for label, prf in sorted(scores.per_type.items(), key=lambda item: LABELS.index(item[0])):
        _add(table, label, prf, Valued.of(pair for pair in pairs if pair[0].label == label))
    _add(table, "all", scores.micro, Valued.of(pairs))
    console.print(table)
    table = _table("genre")
    for genre in GENRES:
        chosen = [index for index, document in enumerate(gold) if document.fields["genre"] == genre]
        ours, theirs = ([side[index] for index in chosen] for side in (gold, found))
        _add(table, genre, score(ours, theirs, LABELS).micro, Valued.of(_pairs(ours, theirs)))
    console.print(table)


def _pairs(gold: Sequence[Document], found: Sequence[Document]) -> list[tuple[Entity, Entity]]:
    return [pair for documents in zip(gold, found, strict=True) for pair in matched(*documents)]


def _table(first: str) -> Table:
    table = Table(first)
    for name in ("P", "R", "F1", "support", "found", "value right"):
        table.add_column(name, justify="right")
    return table


def _add(table: Table, name: str, prf: Prf, valued: Valued) -> None:
    share = f"{100 * valued.n_right / valued.n_found:.1f}" if valued.n_found else "-"
    figures = (f"{100 * figure:.1f}" for figure in (prf.precision, prf.recall, prf.f1))
    table.add_row(
        name, *figures, str(prf.support), str(prf.n_predicted), f"{share} ({valued.n_right}/{valued.n_found})"
    )


def print_errors(gold: Sequence[Document], found: Sequence[Document]) -> None:
    """Each miss with its sentence, and how many of each kind."""
    kinds: Counter[str] = Counter()
    for one, other in zip(gold, found, strict=True):
        for line in misses(one, other):
            kinds[line.split()[0]] += 1
            print(f"{one.id}  {line}  | {one.text!r}")
    print(", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "no errors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--errors", action="store_true", help="print each miss")
    options = parser.parse_args()
    from onoma.rules import default_rules  # here, so that the sentences can be read without the rules

    gold = read_half(options.half)
    found = run(default_rules(), gold)
    print_scores(gold, found, Console())
    if options.errors:
        print_errors(gold, found)


if __name__ == "__main__":
    main()
