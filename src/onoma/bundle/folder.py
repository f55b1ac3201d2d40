"""A bundle as a folder: written whole or not at all, and read only when every file is as it was written.

manifest.json   what it is, and the hash of each file below
model.onnx      the network, from distinct words to emissions
tokenizer.json  word to word pieces
chain.json      the CRF's transition, start and end scores
card.md         for people: data, licences, scores, how to reproduce
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from math import isfinite
from pathlib import Path

from onoma.bundle.manifest import FileRecord, Manifest, manifest_to_json, parse_manifest
from onoma.errors import BundleError

__all__ = [
    "CARD",
    "CHAIN",
    "MANIFEST",
    "MODEL",
    "TOKENIZER",
    "Bundle",
    "check_place",
    "open_bundle",
    "read_manifest",
    "write_bundle",
]

MANIFEST = "manifest.json"
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CHAIN = "chain.json"
CARD = "card.md"
_NEEDED = (MODEL, TOKENIZER, CHAIN)
_KNOWN_BY = {
    "config.cfg": "a spaCy pipeline is called spacy:{}",
    "config.json": "a checkpoint of Hugging Face is called hf:{}",
    ".": "`onoma train` makes bundles",
}
"""Files by which a folder is known that is another kind of model, and how that is named; anything at all last."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A verified bundle: its manifest, and the bytes of its files as they were verified."""

    folder: Path
    manifest: Manifest
    files: Mapping[str, bytes]

    def chain_scores(self) -> tuple[list[list[float]], list[float], list[float]]:
        """Transition scores `(tags, tags)`, start and end scores `(tags,)` of the CRF."""
        try:
            table = json.loads(self.files[CHAIN])
            n_tags = len(self.manifest.tags)
            transitions, start, end = table["transitions"], table["start"], table["end"]
            if not len(transitions) == len(start) == len(end) == n_tags or {len(row) for row in transitions} != {
                n_tags
            }:
                raise ValueError(f"tables do not fit {n_tags} tags")
            if not all(map(isfinite, chain(start, end, *transitions))):
                raise ValueError("a score is not finite")
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise BundleError(
                f"{self.folder / CHAIN}: not the scores of a CRF ({error}); get the bundle again"
            ) from None
        return transitions, start, end


def check_place(folder: Path) -> None:
    """Raise `BundleError` when `write_bundle` would refuse the folder, since something else stands there."""
    if folder.exists() and not (folder / MANIFEST).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise BundleError(f"{folder} exists and is not a bundle; choose another folder, or remove it")


def write_bundle(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Write the files and a manifest with their hashes; replaces a bundle that is already there.

    The folder appears whole or not at all. Raises `BundleError` when something else stands there.
    """
    check_place(folder)
    records = {name: FileRecord(hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()}
    manifest = replace(manifest, files=records)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as temporary:
        draft = Path(temporary) / "bundle"
        draft.mkdir()
        for name, data in files.items():
            (draft / name).write_bytes(data)
        (draft / MANIFEST).write_text(manifest_to_json(manifest), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        draft.rename(folder)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a bundle's folder, without looking at the other files.

    Raises `BundleError` when there is no such folder or manifest, or it can't be read.
    """
    if not folder.is_dir():
        raise BundleError(f"{folder}: no such bundle; give a bundle's folder or a name that `onoma models` lists")
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        hint = next((hint for name, hint in _KNOWN_BY.items() if (folder / name).exists()), "")
        raise BundleError(f"{folder}: not a bundle, it has no {MANIFEST}; {hint.format(folder)}") from None
    except UnicodeDecodeError:
        raise BundleError(f"{folder / MANIFEST}: not UTF-8; the bundle is damaged, get it again") from None
    return parse_manifest(text, str(folder / MANIFEST))


def open_bundle(folder: Path) -> Bundle:
    """Read and verify a bundle; nothing in it is executed.

    Raises `BundleError`, naming the file, when one is missing, damaged or edited, or the bundle is newer.
    """
    manifest = read_manifest(folder)
    missing = [name for name in _NEEDED if name not in manifest.files]
    if missing:
        raise BundleError(f"{folder / MANIFEST}: does not list {missing[0]}; get the bundle again")
    return Bundle(folder, manifest, {name: _verified(folder, name, record) for name, record in manifest.files.items()})


def _verified(folder: Path, name: str, record: FileRecord) -> bytes:
    if name in ("", "..") or "\0" in name or Path(name).name != name:
        raise BundleError(f"{folder / MANIFEST}: file name {name!r} is no name of a file in the bundle; don't use it")
    try:
        data = (folder / name).read_bytes()
    except OSError:
        raise BundleError(f"{folder / name}: missing or unreadable; get the bundle again") from None
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise BundleError(
            f"{folder / name}: damaged or edited, its hash differs from the manifest's; get the bundle again"
        )
    return data
