"""A fine-tuned encoder as a folder to go on from: on another corpus, under other label names.

The folder is one of Hugging Face, with one more file for what stands around the encoder: the shapes, the
scores of tags, and the scores of tag after tag.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from onoma.errors import InputError
from onoma.schemes import relabelled_tag
from onoma.training.transformer.hugging_face import copy_tokenizer
from onoma.training.transformer.network import EncoderTagger

__all__ = ["save_kept", "take_kept"]

_FILE = "onoma-tagger.safetensors"
_ENCODER = "encoder."


def save_kept(tagger: EncoderTagger, source: Path, folder: Path) -> None:
    """Save the encoder and all that is around it; `source` is the folder that the encoder came from."""
    tagger.encoder.save_pretrained(folder)
    copy_tokenizer(source, folder)
    around = {name: value for name, value in tagger.state_dict().items() if not name.startswith(_ENCODER)}
    arrays = {name: value.detach().cpu().contiguous() for name, value in around.items()}
    save_file(arrays, folder / _FILE, {"tags": json.dumps(tagger.tags)})


def take_kept(tagger: EncoderTagger, folder: Path, labels: Mapping[str, str]) -> None:
    """Give a new tagger what the folder keeps around its encoder, where it keeps anything.

    Tags that both know begin with what was learnt of them; `labels` gives the folder's names for labels that
    are called otherwise here. Raises `InputError` when the file can't be read.
    """
    if not (folder / _FILE).is_file():
        return
    try:
        with safe_open(folder / _FILE, framework="pt") as file:
            theirs = tuple(json.loads(file.metadata()["tags"]))
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except Exception as error:
        raise InputError(f"{folder / _FILE}: can't be read ({error}); train its encoder again") from None
    if tagger.shapes is not None and "shapes.weight" in arrays:
        tagger.shapes.load_state_dict({"weight": arrays["shapes.weight"]})
    known_as = [relabelled_tag(tag, labels) for tag in tagger.tags]
    here = [index for index, tag in enumerate(known_as) if tag in theirs]
    there = [theirs.index(known_as[index]) for index in here]
    with torch.no_grad():
        for mine, name in (
            (tagger.emissions.weight, "emissions.weight"),
            (tagger.emissions.bias, "emissions.bias"),
            (tagger.chain.start, "chain.start"),
            (tagger.chain.end, "chain.end"),
        ):
            mine[here] = arrays[name][there]
        grid = torch.meshgrid(torch.tensor(there), torch.tensor(there), indexing="ij")
        places = torch.meshgrid(torch.tensor(here), torch.tensor(here), indexing="ij")
        tagger.chain.transitions[places] = arrays["chain.transitions"][grid]
