"""Corpora of a few lines, as files: what the doctor finds has its place in one."""

import json
from pathlib import Path

from onoma.doctor import Diagnosis, Patient, admit, examine

Found = list[tuple[str, str]]


def columns(folder: Path, *sentences: str, name: str = "sample.conll") -> Patient:
    """A patient from rows such as `Ada/B-PER slept/O`, a sentence each."""
    rows = [[word.rsplit("/", 1) for word in sentence.split()] for sentence in sentences]
    text = "\n".join("".join(f"{word}\t{tag}\n" for word, tag in row) for row in rows)
    return stored(folder, text, name=name)


def records(folder: Path, *documents: tuple[str, list[object]], name: str = "sample.jsonl") -> Patient:
    """A patient from texts with their entities as JSON has them."""
    lines = [json.dumps({"text": text, "entities": entities}) for text, entities in documents]
    return stored(folder, "".join(line + "\n" for line in lines), name=name)


def stored(folder: Path, text: str | bytes, *, name: str) -> Patient:
    """A patient from the content of a file."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return admit(str(folder / name))


def examined(*patients: Patient) -> Diagnosis:
    """The diagnosis without the quick model."""
    return examine(patients, max_judged_words=0)


def found(diagnosis: Diagnosis, kind: str) -> Found:
    """The place without its folder, and what was found there."""
    return [(finding.place.rpartition("/")[2], finding.what) for finding in diagnosis.of_kind(kind)]


def kinds(diagnosis: Diagnosis) -> set[str]:
    """The kinds of everything found."""
    return {finding.kind for finding in diagnosis.findings}
