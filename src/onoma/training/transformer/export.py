"""From a fine-tuned encoder to the bytes of `model.onnx`: traced, fused, checked against PyTorch."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from onoma.encoding import Batch, Encoder, frame_of, piece_batch
from onoma.runtime import MAX_ROW, TransformerSession, windowed
from onoma.training import parity
from onoma.training.quantise import without_advice
from onoma.training.transformer.network import EncoderTagger

__all__ = ["export_fp32", "fused", "largest_difference", "traced"]

_OPSET = 17
_INPUTS = ("pieces", "shapes", "mask", "heads")
_OUTPUTS: Mapping[str, Mapping[int, str]] = {"emissions": {0: "words", 1: "sentences"}}


def export_fp32(tagger: EncoderTagger, encoder: Encoder, samples: Sequence[Batch]) -> bytes:
    """The model in full precision, fused, and checked against PyTorch on the samples.

    Raises `TrainingError` when the two differ by more than `parity.TOLERANCE` anywhere.
    """
    model = fused(traced(tagger), tagger)
    parity.refuse_difference(largest_difference(tagger, encoder, model, samples), "PyTorch")
    return model


def largest_difference(
    tagger: EncoderTagger, encoder: Encoder, model: bytes, samples: Sequence[Batch], row_pieces: int = MAX_ROW
) -> float:
    """The largest absolute difference between the emissions of both, over the words of all samples."""
    frame = frame_of(encoder.tokenizer)

    def run(batch: Batch) -> NDArray[np.float32]:
        rows = map(torch.from_numpy, piece_batch(batch, encoder.n_pieces, frame))
        with torch.no_grad():
            emissions: NDArray[np.float32] = tagger(*rows).float().numpy()
        return emissions

    session = TransformerSession(model, encoder, Path("model.onnx"), row_pieces)
    return parity.largest_difference(
        session.emissions, lambda batch: windowed(run, batch, encoder.n_pieces, frame, row_pieces), samples
    )


def traced(tagger: EncoderTagger, outputs: Mapping[str, Mapping[int, str]] = _OUTPUTS) -> bytes:
    """The graph as PyTorch's tracer writes it; any number of sentences, pieces and words.

    `outputs` are the names of what the tagger gives, with those of their axes that have no fixed size.
    """
    tagger.eval()
    tagger.encoder.config._attn_implementation = "eager"
    rows = torch.tensor([[1, 2, 3, 4, 5], [1, 2, 3, 4, 0]])
    mask, heads = (rows > 0).long(), torch.tensor([[1, 2, 3], [1, 3, 0]])
    axes = {name: {0: "sentences", 1: "row"} for name in _INPUTS[:3]}
    axes |= {"heads": {0: "sentences", 1: "words"}, **{name: dict(sizes) for name, sizes in outputs.items()}}
    buffer = io.BytesIO()
    with _quietly():
        torch.onnx.export(
            tagger,
            (rows, mask, mask, heads),
            buffer,
            input_names=list(_INPUTS),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
    return buffer.getvalue()


def fused(model: bytes, tagger: EncoderTagger) -> bytes:
    """The graph with attention, layer norms and activations as single operators, where they are recognised.

    A layer norm is left apart from the sum before it: on a processor, ONNX Runtime's operator for both takes longer
    than the two that it replaces (see `onoma.runtime.session`).
    """
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    with tempfile.TemporaryDirectory() as folder, _quietly():
        path = Path(folder) / "model.onnx"
        path.write_bytes(model)
        heads, width = tagger.encoder.config.num_attention_heads, tagger.encoder.config.hidden_size
        graph = optimizer.optimize_model(
            str(path),
            model_type="bert",
            num_heads=heads,
            hidden_size=width,
            optimization_options=options,
            opt_level=0,
        )
        graph.save_model_to_file(str(path))
        return path.read_bytes()


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the advice and the deprecation notes of the exporters, which concern nothing of ours."""
    with without_advice(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
