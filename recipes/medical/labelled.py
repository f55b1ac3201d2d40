"""What the medical recipes do alike with labelled documents: our labels, the counts, and the files."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from onoma import Document
from onoma.corpus import Corpus, write_corpus

__all__ = ["missing", "renamed", "write_parts"]


def missing(data: Path, names: Iterable[str]) -> bool:
    """Whether the folder lacks any of these files; says on stderr which."""
    absent = [name for name in names if not (data / name).is_file()]
    if absent:
        print(f"{data}: no file {', '.join(absent)}; --data must hold every corpus", file=sys.stderr)
    return bool(absent)


def renamed(document: Document, labels: Mapping[str, str]) -> Document:
    """The document under our labels, without what we have no label for."""
    return document.with_entities(
        replace(entity, label=labels[entity.label], value=None)
        for entity in document.entities
        if entity.label in labels
    )


def write_parts(folder: Path, labelled: Mapping[str, list[Document]], texts: list[str] | None = None) -> None:
    """`NAME.jsonl` for each part, `texts.jsonl`, and `sources.json` with the counts, which are told on stderr too."""
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, object] = {part: _counts(documents) for part, documents in labelled.items()}
    parts = dict(labelled)
    if texts is not None:
        counts["texts"] = len(texts)
        parts["texts"] = [Document(text) for text in texts]
    for part, documents in parts.items():
        write_corpus(Corpus(tuple(documents), part), folder / f"{part}.jsonl", format="jsonl")
    (folder / "sources.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(counts), file=sys.stderr)


def _counts(documents: Iterable[Document]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        counter = counts.setdefault(str(document.fields["source"]), Counter())
        counter["texts"] += 1
        counter.update(entity.label for entity in document.entities)
    return {name: dict(sorted(counter.items())) for name, counter in counts.items()}
