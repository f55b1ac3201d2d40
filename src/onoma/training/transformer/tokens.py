"""The tokenizer of an encoder, made ready to encode one word at a time."""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import Tokenizer

from onoma.errors import InputError

__all__ = ["read_tokenizer"]

_FILE = "tokenizer.json"


def read_tokenizer(folder: Path) -> Tokenizer:
    """The folder's tokenizer. One that marks the blank before a word in its pieces marks every word's.

    Raises `InputError` when the folder has none that works without Python.
    """
    path = folder / _FILE
    if not path.is_file():
        raise InputError(
            f"{folder}: an encoder's folder needs {_FILE}; save it with "
            "transformers.AutoTokenizer.from_pretrained(FOLDER, use_fast=True).save_pretrained(FOLDER)"
        )
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        for part in _parts(table.get("pre_tokenizer")):
            if part.get("type") == "ByteLevel":
                part["add_prefix_space"] = True
            if part.get("type") == "Metaspace":
                part["prepend_scheme"] = "always"
        return Tokenizer.from_str(json.dumps(table))
    except Exception as error:  # what tokenizers raises is of no class of its own
        raise InputError(f"{path}: not a tokenizer that can be read ({error}); get the encoder again") from None


def _parts(pre_tokenizer: object) -> list[dict[str, object]]:
    """A pre-tokenizer and those that it is made of."""
    if not isinstance(pre_tokenizer, dict):
        return []
    inner = pre_tokenizer.get("pretokenizers")
    return [pre_tokenizer, *(part for item in (inner if isinstance(inner, list) else []) for part in _parts(item))]
