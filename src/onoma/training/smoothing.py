"""Outliers of activations, moved into the weights that follow them before those are quantised.

SmoothQuant (Xiao et al. 2023): int8 activations share one scale, so a few channels that run large leave few steps to
all others. Each channel is divided by a factor and its row of the weights multiplied by it, which changes nothing
before rounding. The encoders' post-layer norm feeds the residual as well, so the division is a node of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from onoma.bundle import CHAT_TRANSFORMER, TRANSFORMER
from onoma.document import Document
from onoma.encoding import Batch, Encoder, SegmentLimits, frame_of, piece_batch, segments
from onoma.runtime import MAX_ROW
from onoma.runtime.session import opened_session

__all__ = ["Inputs", "probed", "sample_batches", "sample_inputs", "smoothed"]

Inputs = Mapping[str, NDArray[np.generic]]
"""What a network is fed with, by name."""

_SHARE = 0.75
"""How much of a channel's range goes into the weights; with less, the activations keep their outliers, with more,
the weights get them. From 0.7 to 0.9 the error of an encoder's emissions is about half of what it is without."""
_FARTHEST = 100.0
_TINY = 1e-5
_SAMPLED_SEGMENTS = 256


class _Product(NamedTuple):
    """A node that multiplies an activation with constant weights `(channels, columns)`."""

    node: onnx.NodeProto
    weights: onnx.TensorProto


def sample_batches(encoder: Encoder, limits: SegmentLimits, documents: Sequence[Document]) -> list[Batch]:
    """Batches of some documents, spread evenly, cut into segments, so that a long one stays as small as it runs."""
    spread = documents[:: max(1, len(documents) // _SAMPLED_SEGMENTS)]
    texts = (document.text[s.start : s.end] for document in spread for s in segments(document.text, limits))
    rows = [rows for text in islice(texts, _SAMPLED_SEGMENTS) if (rows := encoder.rows(text))]
    return [encoder.batch(rows[first : first + 16]) for first in range(0, len(rows), 16)]


def sample_inputs(kind: str, encoder: Encoder, batches: Sequence[Batch]) -> tuple[Inputs, ...]:
    """What a transformer is fed with for these batches, without rows that it would read in windows.

    None for a BiLSTM, whose activations lie between -1 and 1 as they are.
    """
    if kind not in (TRANSFORMER, CHAT_TRANSFORMER):
        return ()
    frame = frame_of(encoder.tokenizer)
    rows = [piece_batch(batch, encoder.n_pieces, frame)._asdict() for batch in batches]
    return tuple(row for row in rows if row["pieces"].shape[1] <= MAX_ROW)


def smoothed(model: bytes, samples: Sequence[Inputs]) -> bytes:
    """The same function, whose activations have channels of like range on the samples."""
    proto = onnx.load_model_from_string(model)
    products = list(_products(proto.graph))
    largest = _largest(proto, [product.node.input[0] for product in products], samples)
    for index, product in enumerate(products):
        weights = numpy_helper.to_array(product.weights)
        factors = _factors(largest[product.node.input[0]], np.abs(weights).max(axis=1))
        scaled = np.ascontiguousarray(weights * factors[:, None], dtype=np.float32)
        product.weights.CopyFrom(numpy_helper.from_array(scaled, product.weights.name))
        _divide_input(proto.graph, product.node, factors, f"smooth_{index}")
    return bytes(proto.SerializeToString())


def _products(graph: onnx.GraphProto) -> Iterator[_Product]:
    constants = {constant.name: constant for constant in graph.initializer}
    users = [name for node in graph.node for name in node.input]
    for node in graph.node:
        weights = constants.get(node.input[1]) if node.op_type in ("MatMul", "Attention") else None
        if weights is not None and len(weights.dims) == 2 and users.count(weights.name) == 1:
            yield _Product(node, weights)


def probed(
    proto: onnx.ModelProto, outputs: Mapping[str, int], samples: Sequence[Inputs]
) -> Iterator[list[NDArray[np.generic]]]:
    """What the named activations, each with its type, are on each sample."""
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    probe.graph.output.extend(helper.make_tensor_value_info(name, kind, None) for name, kind in outputs.items())
    session = opened_session(probe.SerializeToString(), Path("probe.onnx"))
    wanted = {array.name for array in session.get_inputs()}
    for sample in samples:
        yield session.run(list(outputs), {name: array for name, array in sample.items() if name in wanted})


def _largest(proto: onnx.ModelProto, names: Sequence[str], samples: Sequence[Inputs]) -> dict[str, NDArray[np.float32]]:
    """The largest magnitude of each channel of these activations."""
    outputs = dict.fromkeys(names, TensorProto.FLOAT)
    largest: dict[str, NDArray[np.float32]] = {}
    for found in probed(proto, outputs, samples):
        for name, activation in zip(outputs, found, strict=True):
            channels = np.abs(activation).reshape(-1, activation.shape[-1]).max(axis=0)
            largest[name] = np.maximum(largest.get(name, np.float32(0)), channels)
    return largest


def _factors(activations: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each channel is divided by: geometric mean 1, none farther from it than `_FARTHEST` times."""
    raw = np.maximum(activations, _TINY) ** _SHARE / np.maximum(weights, _TINY) ** (1 - _SHARE)
    factors: NDArray[np.float32] = np.clip(raw / np.exp(np.log(raw).mean()), 1 / _FARTHEST, _FARTHEST)
    return factors.astype(np.float32)


def _divide_input(graph: onnx.GraphProto, node: onnx.NodeProto, factors: NDArray[np.float32], name: str) -> None:
    graph.initializer.append(numpy_helper.from_array(1 / factors, f"{name}_factors"))
    division = helper.make_node("Mul", [node.input[0], f"{name}_factors"], [name], name=name)
    graph.node.insert(list(graph.node).index(node), division)
    node.input[0] = name
