"""A token-classification checkpoint, from a folder or from the Hub: its network, its tokenizer, its labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification, AutoTokenizer
from transformers.utils import logging

from onoma.errors import InputError, reason_of
from onoma.runtime import MAX_ROW

__all__ = ["Checkpoint", "read_checkpoint"]

_FILES = ["*.json", "*.txt", "*.model", "model*.safetensors", "README.md"]
_SHORT_ROW = 6
_SAME = 1e-3
"""How much logits may change, of their size, by what stands behind the end of a row."""

_WEIGHTS = ("model.safetensors", "model.safetensors.index.json")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint holds. `row_pieces` is how many pieces it reads in one go, special ones included."""

    folder: Path
    name: str
    model: Any
    tokenizer: Tokenizer
    labels: tuple[str, ...]
    row_pieces: int


def read_checkpoint(name: str) -> Checkpoint:
    """The checkpoint of a folder, or of a name on the Hugging Face Hub. Nothing in it is executed.

    Raises `InputError` when it can't be had, is no token classifier, or has no tokenizer that works without Python.
    """
    folder = Path(name) if Path(name).is_dir() else _downloaded(name)
    model, tokenizer = _model(folder), _tokenizer(folder)
    named = {int(number): str(label) for number, label in model.config.id2label.items()}
    labels = tuple(named.get(number, f"LABEL_{number}") for number in range(model.config.num_labels))
    _refuse_blind_to_mask(model, folder)
    return Checkpoint(folder, name, model, tokenizer, labels, _row_pieces(model, folder))


def _downloaded(name: str) -> Path:
    if name.startswith((".", "/")) or name.endswith("/") or name.count("/") > 1:
        raise InputError(f"{name}: no such folder; name a checkpoint's folder, or its name on the Hugging Face Hub")
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=_FILES))
    except Exception as error:  # of requests, of the Hub and of the file system
        wrong = f"is no folder, and can't be had from the Hugging Face Hub ({reason_of(error)})"
        hint = "name the folder of a checkpoint that was downloaded elsewhere"
        raise InputError(f"hf:{name}: {wrong}; {hint}") from None


def _model(folder: Path) -> Any:
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if not any((folder / weights).is_file() for weights in _WEIGHTS):
        raise InputError(
            f"{folder}: has no {_WEIGHTS[0]}; make one where its weights are trusted, with transformers."
            "AutoModelForTokenClassification.from_pretrained(FOLDER).save_pretrained(FOLDER)"
        )
    try:
        model, told = AutoModelForTokenClassification.from_pretrained(
            folder,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
            dtype=torch.float32,
            attn_implementation="eager",
        )
    except Exception as error:  # what transformers raises is of no class of its own
        raise InputError(f"{folder}: not a token classifier that transformers can load ({reason_of(error)})") from None
    if missing := sorted(told["missing_keys"]):
        raise InputError(
            f"{folder}: not a token classifier: its weights lack {missing[0]}; an encoder is fine-tuned with "
            "onoma train --recipe transformer --encoder FOLDER"
        )
    return model.eval()


def _tokenizer(folder: Path) -> Tokenizer:
    hint = "save it with a fast tokenizer, or name another checkpoint"
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise InputError(f"{folder}: has no tokenizer that can be read ({reason_of(error)}); {hint}") from None
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if not isinstance(backend, Tokenizer):
        raise InputError(f"{folder}: its tokenizer, {type(tokenizer).__name__}, works in Python alone; {hint}")
    if set(backend.get_vocab().values()) <= backend.get_added_tokens_decoder().keys():
        raise InputError(f"{folder}: has no files of a tokenizer; {hint}")  # transformers makes up an empty one
    return Tokenizer.from_str(backend.to_str())


def _refuse_blind_to_mask(model: Any, folder: Path) -> None:
    """Refuse a network that reads the padding behind a row: what it finds would depend on the texts beside it."""
    row = torch.arange(1, _SHORT_ROW + 1).unsqueeze(0) % model.config.vocab_size
    longer = torch.cat([row, torch.full_like(row, model.config.pad_token_id or 0)], dim=1)
    mask = torch.cat([torch.ones_like(row), torch.zeros_like(row)], dim=1)
    with torch.no_grad():
        alone = model(input_ids=row, attention_mask=torch.ones_like(row)).logits
        padded = model(input_ids=longer, attention_mask=mask).logits[:, :_SHORT_ROW]
    if (padded - alone).abs().max() > _SAME * (1 + alone.abs().max()):
        kind = type(model).__name__
        raise InputError(f"{folder}: a {kind} finds something else when texts are read side by side; take another")


def _row_pieces(model: Any, folder: Path) -> int:
    """How many pieces the network reads: found by trial, since some count positions from beyond the padding."""
    limit = getattr(model.config, "max_position_embeddings", None)
    limit = limit if isinstance(limit, int) and limit > 0 else MAX_ROW
    padding = model.config.pad_token_id or 0
    piece = 0 if padding else 1
    for n_pieces in dict.fromkeys((min(limit, MAX_ROW), min(limit - padding - 1, MAX_ROW))):
        if n_pieces > 0 and _reads(model, torch.full((1, n_pieces), piece)):
            return n_pieces
    raise InputError(f"{folder}: reads no row of {limit} pieces, as its configuration says it would; take another")


def _reads(model: Any, row: torch.Tensor) -> bool:
    try:
        with torch.no_grad():
            model(input_ids=row, attention_mask=torch.ones_like(row))
    except (IndexError, RuntimeError):
        return False
    return True
