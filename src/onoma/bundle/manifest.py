"""`manifest.json`: what a bundle is, and the hash of every other file in it.

The format is documented in docs/bundle.md. Everything in it is plain JSON, checked when it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import exp, isfinite, log
from typing import TypeGuard

from onoma.document import Value
from onoma.errors import BundleError
from onoma.schemes import scheme_named, tag_set

__all__ = [
    "BILSTM",
    "CHAT_BILSTM",
    "CHAT_TRANSFORMER",
    "FORMAT_VERSION",
    "TOKEN_CLASSIFIER",
    "TRANSFORMER",
    "Calibration",
    "FileRecord",
    "Manifest",
    "manifest_to_json",
    "parse_manifest",
]

FORMAT_VERSION = 1
_FORMAT = "onoma-bundle"
BILSTM = "bilstm-crf"
TRANSFORMER = "transformer-crf"
CHAT_BILSTM = "bilstm-crf-intents"
CHAT_TRANSFORMER = "transformer-crf-intents"
"""Both with a head for intents besides, as `onoma chat train` makes them."""
TOKEN_CLASSIFIER = "token-classifier"
"""Somebody else's encoder and classifier, which read texts as their own tokenizer cuts them."""
_KINDS = (BILSTM, TRANSFORMER, CHAT_BILSTM, CHAT_TRANSFORMER, TOKEN_CLASSIFIER)
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class FileRecord:
    """SHA-256 (hexadecimal) and size of one file."""

    sha256: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling (Platt 1999) of an entity's probability: sigmoid(slope * logit + intercept)."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, probability: float) -> float:
        """The calibrated probability of an uncalibrated one."""
        return 1 / (1 + exp(-(self.slope * self.logit(probability) + self.intercept)))

    @staticmethod
    def logit(probability: float) -> float:
        """Log odds; of a probability within a millionth of 0 or 1, those of that millionth."""
        clipped = min(max(probability, _EDGE), 1 - _EDGE)
        return log(clipped / (1 - clipped))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    `tags` are the CRF's, in the order of its arrays; `labels` the entity types they name. `kind` is that
    of the network; `word_pieces`, `row_pieces`, `segment_characters` and `context` say how it wants its texts
    encoded and cut (see `onoma.encoding`), `share` how much the places of a word in a document share of what is
    found there, `abbreviations` whether they follow what they stand for (see `onoma.runtime.consistency`).
    `settings` are those it was trained with, `scores` what it reached and on which data.
    """

    name: str
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    scheme: str
    files: Mapping[str, FileRecord]
    kind: str = BILSTM
    word_pieces: int = 4
    row_pieces: int = 512
    segment_characters: int = 480
    context: int = 0
    share: float = 0.0
    abbreviations: bool = False
    language: str = ""
    description: str = ""
    precision: str = "fp32"
    calibration: Calibration = Calibration()
    made_by: str = ""
    settings: Mapping[str, Value] = field(default_factory=dict)
    scores: Mapping[str, Value] = field(default_factory=dict)

    @property
    def total_bytes(self) -> int:
        """Size of all files but the manifest itself."""
        return sum(record.n_bytes for record in self.files.values())


def manifest_to_json(manifest: Manifest) -> str:
    """The text of `manifest.json`."""
    table = {"format": _FORMAT, "format_version": FORMAT_VERSION, **asdict(manifest)}
    return json.dumps(table, indent=2, ensure_ascii=False) + "\n"


def parse_manifest(text: str, place: str) -> Manifest:
    """The manifest of that text; `place` names it in errors.

    Raises `BundleError` when it is no manifest, lacks a field, or is of a newer format.
    """
    try:
        table = json.loads(text)
    except json.JSONDecodeError as error:
        raise BundleError(f"{place}: not JSON ({error}); the bundle is damaged, get it again") from None
    if not _is_table(table) or table.get("format") != _FORMAT:
        raise BundleError(f"{place}: not the manifest of an onoma bundle")
    version = table.get("format_version")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise BundleError(
            f"{place}: bundle format {version!r} is newer than {FORMAT_VERSION}, the newest this version reads; "
            "pip install --upgrade onoma"
        )
    if table.get("kind") not in _KINDS:
        raise BundleError(
            f"{place}: bundle of kind {table.get('kind')!r}, and this version runs only {' and '.join(_KINDS)}; "
            "pip install --upgrade onoma"
        )
    try:
        return _manifest(table)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BundleError(f"{place}: field missing or wrong ({error!r}); get the bundle again") from None


def _is_table(value: object) -> TypeGuard[dict[str, Value]]:
    return isinstance(value, dict)


def _manifest(table: dict[str, Value]) -> Manifest:
    calibration = _table(table["calibration"])
    files = {
        name: FileRecord(_text(_table(record)["sha256"]), int(_number(_table(record)["n_bytes"])))
        for name, record in _table(table["files"]).items()
    }
    labels, tags, scheme = _texts(table["labels"]), _texts(table["tags"]), scheme_named(_text(table["scheme"]))
    if sorted(tags) != sorted(tag_set(labels, scheme)):
        raise ValueError(f"tags {tags!r} are not those of {scheme.name} for labels {labels!r}")
    return Manifest(
        name=_text(table["name"]),
        labels=labels,
        tags=tags,
        scheme=scheme.name,
        files=files,
        kind=_text(table["kind"]),
        word_pieces=_count(table.get("word_pieces", 4), 1),
        row_pieces=_count(table.get("row_pieces", 512), 16),
        segment_characters=_count(table.get("segment_characters", 480), 240),
        context=_count(table.get("context", 0), 0),
        share=_share(table.get("share", 0.0)),
        abbreviations=_flag(table.get("abbreviations", False)),
        language=_text(table["language"]),
        description=_text(table["description"]),
        precision=_text(table["precision"]),
        calibration=Calibration(_number(calibration["slope"]), _number(calibration["intercept"])),
        made_by=_text(table["made_by"]),
        settings=_table(table["settings"]),
        scores=_table(table["scores"]),
    )


def _table(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a table")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _texts(value: Value) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return tuple(_text(item) for item in value)


def _number(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    if not isfinite(value):
        raise ValueError(f"{value!r} is not finite")
    return float(value)


def _share(value: Value) -> float:
    share = _number(value)
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is not from 0 to 1")
    return share


def _flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _count(value: Value, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    if value < least:
        raise ValueError(f"{value!r} is less than {least}")
    return value
