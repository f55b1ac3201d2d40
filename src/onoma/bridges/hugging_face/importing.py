"""A checkpoint of Hugging Face becomes a bundle: its network as ONNX, its tokenizer, its labels as tags."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from onoma.bridges.hugging_face.checkpoint import Checkpoint, read_checkpoint
from onoma.bridges.hugging_face.labels import Columns, columns_of
from onoma.bundle import CARD, CHAIN, MODEL, TOKEN_CLASSIFIER, TOKENIZER, Manifest, check_place, write_bundle
from onoma.encoding import Batch, TextEncoder
from onoma.errors import InputError, reason_of
from onoma.training import parity
from onoma.training.transformer.export import fused, largest_difference, traced

__all__ = ["Imported", "import_checkpoint"]

_NEVER = -1e4
"""The score of a tag that the classifier does not know."""

_MOST_BYTES = 2**31 - 2**24
"""What one ONNX file can hold, and a little room."""

_SAMPLES = (
    "Ada Lovelace was born in London.",
    "In 1906 Marie Curie, of the Sorbonne (Paris), isolated radium; nobody's surprised!",
    "x",
    "東京 Ελλάδα 👩‍🔬 e\u0301 don't U.S. co-operate http://example.org/a?b=1",
    "It was a quiet day, and nothing was said of it in the village. " * 6,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A bundle that was made of a checkpoint, what it can find, and how its logits differ from PyTorch's at most."""

    folder: Path
    manifest: Manifest
    difference: float


class Classifier(nn.Module):
    """A checkpoint's network behind the interface of our taggers: rows of pieces to the emissions of their words."""

    def __init__(self, model: Any, columns: Columns) -> None:
        super().__init__()
        self.encoder, self._columns = model, columns.of_tag

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, heads: Tensor) -> Tensor:
        """Emissions `(words, sentences, tags)`; arguments as `onoma.encoding.PieceBatch` has them."""
        logits = self.encoder(input_ids=pieces, attention_mask=mask).logits
        logits = torch.gather(logits, 1, heads.unsqueeze(-1).expand(-1, -1, logits.shape[-1]))
        emissions: Tensor = torch.cat([self._tag(logits, columns) for columns in self._columns], dim=-1)
        return emissions.transpose(0, 1)

    def _tag(self, logits: Tensor, columns: tuple[int, ...]) -> Tensor:
        """The score of one tag; that of several labels is the logarithm of their summed odds."""
        if not columns:
            return torch.full_like(logits[..., :1], _NEVER)
        chosen = logits[..., list(columns)]
        return chosen if len(columns) == 1 else torch.logsumexp(chosen, dim=-1, keepdim=True)


def import_checkpoint(name: str, folder: Path, labels: Mapping[str, str] | None = None) -> Imported:
    """Write the bundle of a checkpoint, a folder or a name on the Hub; `labels` renames its labels or their types.

    Raises `InputError` when the checkpoint can't be had or is none, `TrainingError` when ONNX Runtime does not
    give what PyTorch gives, `BundleError` when the folder is taken.
    """
    check_place(folder)
    checkpoint = read_checkpoint(name)
    columns = columns_of(checkpoint.labels, labels or {}, name)
    _check_size(checkpoint)
    model, difference = _exported(checkpoint, columns)
    manifest = _manifest(folder.name, checkpoint, columns)
    n_tags = len(columns.tags)
    chain = {"transitions": [[0.0] * n_tags] * n_tags, "start": [0.0] * n_tags, "end": [0.0] * n_tags}
    files = {
        MODEL: model,
        TOKENIZER: checkpoint.tokenizer.to_str().encode(),
        CHAIN: json.dumps(chain).encode(),
        CARD: _card(manifest, checkpoint, difference).encode(),
    }
    return Imported(folder, write_bundle(folder, manifest, files), difference)


def _check_size(checkpoint: Checkpoint) -> None:
    n_bytes = sum(4 * parameter.numel() for parameter in checkpoint.model.parameters())
    if n_bytes > _MOST_BYTES:
        raise InputError(
            f"{checkpoint.name}: {n_bytes / 1e9:.1f} GB of weights, and a bundle holds 2.1; take a smaller"
        )


def _exported(checkpoint: Checkpoint, columns: Columns) -> tuple[bytes, float]:
    """The network as ONNX, fused where that changes nothing, and how it differs from PyTorch on samples."""
    tagger = Classifier(checkpoint.model, columns).eval()
    encoder = TextEncoder(checkpoint.tokenizer)
    samples = _samples(encoder)
    difference, reason = float("nan"), ""
    for made in _WAYS:
        try:
            model = made(tagger)
            difference = largest_difference(tagger, encoder, model, samples, checkpoint.row_pieces)
        except Exception as error:  # tracer, optimiser and session fail on some architectures in ways of their own
            reason = reason_of(error)
        else:
            if difference <= parity.TOLERANCE:
                return model, difference
    if reason:
        kind = type(checkpoint.model).__name__
        raise InputError(f"{checkpoint.name}: a {kind} can't be turned into ONNX here ({reason}); take another")
    parity.refuse_difference(difference, "PyTorch")
    raise AssertionError  # the line before has raised


def _fused(tagger: Classifier) -> bytes:
    return fused(traced(tagger), tagger)


_WAYS: tuple[Callable[[Classifier], bytes], ...] = (_fused, traced)
"""The graph with fused operators, where its architecture is one that can be fused, then the graph as it is."""


def _samples(encoder: TextEncoder) -> Sequence[Batch]:
    rows = [encoder.rows(text) for text in _SAMPLES]
    filled = [row for row in rows if row]
    return [encoder.batch(filled), encoder.batch(filled[:1])]


def _manifest(name: str, checkpoint: Checkpoint, columns: Columns) -> Manifest:
    return Manifest(
        name=name,
        labels=columns.labels,
        tags=columns.tags,
        scheme=columns.scheme.name,
        files={},
        kind=TOKEN_CLASSIFIER,
        row_pieces=checkpoint.row_pieces,
        description=f"{checkpoint.name}, imported from Hugging Face",
        made_by=f"onoma {version('onoma')}",
    )


def _card(manifest: Manifest, checkpoint: Checkpoint, difference: float) -> str:
    """What the bundle is, and below it what the checkpoint says of itself."""
    head = (
        f"# {manifest.name}\n\n`{checkpoint.name}`, a {type(checkpoint.model).__name__}, imported as it is: nothing "
        f"was trained. Labels: {', '.join(manifest.labels)}. On samples, its logits differ from PyTorch's by "
        f"{difference:.1g} at most.\n\nScores are the classifier's own probabilities: nobody calibrated them. "
        "`onoma export` does, on a labelled corpus.\n"
    )
    try:
        own = (checkpoint.folder / "README.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return head + "\nThe checkpoint has no card, so its data and licence are not known here.\n"
    return f"{head}\n## The card of the checkpoint\n\n{own}"
