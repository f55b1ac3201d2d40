"""A fine-tuned encoder as a folder that `AutoModelForTokenClassification` loads."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from transformers import AutoConfig, AutoModelForTokenClassification

from onoma.errors import TrainingError
from onoma.training.transformer.network import EncoderTagger

__all__ = ["copy_tokenizer", "save_hugging_face"]

_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "special_tokens_map.json",
)


def save_hugging_face(tagger: EncoderTagger, source: Path, folder: Path) -> None:
    """Save encoder and emissions as encoder and classifier; `source` is the folder the encoder came from.

    Each piece is classified on its own, as that library does: the CRF stays behind. Raises `TrainingError`
    for an architecture whose classifier is more than one layer over the encoder.
    """
    labels = dict(enumerate(tagger.tags))
    config = AutoConfig.from_pretrained(source, local_files_only=True)
    config.id2label, config.label2id = labels, {tag: index for index, tag in labels.items()}
    model = AutoModelForTokenClassification.from_config(config)
    classifier = getattr(model, "classifier", None)
    if not isinstance(classifier, torch.nn.Linear):
        raise TrainingError(
            f"{type(model).__name__} has no plain classifier over its encoder; set transformer.hugging_face = false"
        )
    model.base_model.load_state_dict(tagger.encoder.state_dict(), strict=False)
    classifier.load_state_dict(tagger.emissions.state_dict())
    model.save_pretrained(folder)
    copy_tokenizer(source, folder)


def copy_tokenizer(source: Path, folder: Path) -> None:
    """Copy the files of an encoder's tokenizer."""
    for name in _TOKENIZER_FILES:
        if (source / name).is_file():
            shutil.copy(source / name, folder / name)
