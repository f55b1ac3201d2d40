"""Smaller weights for a network that is already in ONNX: int8, or bfloat16.

int8 is signed and per channel; activations are quantised in steps that samples fix, or without any, as the network
runs. bfloat16 halves the file and is turned back into single precision when it is loaded, so it is no faster.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onoma.training.smoothing import Inputs, smoothed
from onoma.training.steps import fixed_steps

__all__ = ["bf16_weights", "int8_weights", "without_advice"]

_QUANTISED = ["LSTM", "MatMul", "Attention"]
_BIG_TABLE = 64
"""A table that is looked up and has more rows than this is stored as int8 too."""
_BIG_WEIGHT = 1000


def int8_weights(model: bytes, samples: Sequence[Inputs] = ()) -> bytes:
    """The model with int8 weights; samples of what it is fed with smooth its activations before and fix their steps."""
    if not samples:
        return _quantised_model(model)
    return fixed_steps(_quantised_model(smoothed(model, samples)), samples)


def _quantised_model(model: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder, without_advice():
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        full.write_bytes(_with_int8_tables(model))
        quantize_dynamic(
            full,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=_QUANTISED,
            # The types of what fused operators give are not inferred.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return small.read_bytes()


def _with_int8_tables(model: bytes) -> bytes:
    """Big tables as int8. Each row has a scale of its own, or each column, where those go into weights that follow."""
    proto = onnx.load_model_from_string(model)
    constants = {constant.name: constant for constant in proto.graph.initializer}
    for node in list(proto.graph.node):
        table = constants.get(node.input[0]) if node.op_type == "Gather" else None
        if table is not None and table.data_type == TensorProto.FLOAT and table.dims[0] >= _BIG_TABLE:
            weights = _weights_that_follow(proto.graph, node.output[0], constants)
            if weights is None:
                _scale_rows(proto.graph, node, _quantised(table, axis=1))
            else:
                _scale_columns(proto.graph, node, _quantised(table, axis=0), weights)
    return bytes(proto.SerializeToString())


def _quantised(table: onnx.TensorProto, axis: int) -> NDArray[np.float32]:
    """Turn the table into int8; the steps, one for all numbers along the axis."""
    values = numpy_helper.to_array(table)
    largest = np.abs(values).max(axis=axis, keepdims=True)
    steps: NDArray[np.float32] = (np.maximum(largest, 1e-8) / 127).astype(np.float32)
    table.CopyFrom(numpy_helper.from_array(np.round(values / steps).astype(np.int8), table.name))
    return steps


def _scale_columns(
    graph: onnx.GraphProto, lookup: onnx.NodeProto, steps: NDArray[np.float32], weights: onnx.TensorProto
) -> None:
    """Let the steps of the columns go into the weights that all rows are multiplied with at once."""
    found = lookup.output[0]
    lookup.output[0] = f"{found}_int8"
    weights.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weights) * steps, weights.name))
    _add_after(graph, lookup, helper.make_node("Cast", [f"{found}_int8"], [found], to=TensorProto.FLOAT))


def _scale_rows(graph: onnx.GraphProto, lookup: onnx.NodeProto, steps: NDArray[np.float32]) -> None:
    """Look up the step of each row as well, and multiply."""
    (table, places), found = lookup.input[:2], lookup.output[0]
    lookup.output[0] = f"{found}_int8"
    graph.initializer.append(numpy_helper.from_array(steps, f"{table}_steps"))
    _add_after(
        graph,
        lookup,
        helper.make_node("Cast", [f"{found}_int8"], [f"{found}_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{table}_steps", places], [f"{found}_steps"], axis=0),
        helper.make_node("Mul", [f"{found}_float", f"{found}_steps"], [found]),
    )


def _add_after(graph: onnx.GraphProto, node: onnx.NodeProto, *added: onnx.NodeProto) -> None:
    position = list(graph.node).index(node) + 1
    for offset, other in enumerate(added):
        graph.node.insert(position + offset, other)


def _weights_that_follow(
    graph: onnx.GraphProto, name: str, constants: dict[str, onnx.TensorProto]
) -> onnx.TensorProto | None:
    """The constant that `name` is multiplied with, where that is all that is done with it."""
    users = [node for node in graph.node if name in node.input]
    if len(users) != 1 or users[0].op_type != "Mul":
        return None
    return next((constants[other] for other in users[0].input if other in constants), None)


def bf16_weights(model: bytes) -> bytes:
    """The model with its big weights in bfloat16, rounded to the nearest."""
    proto = onnx.load_model_from_string(model)
    for constant in list(proto.graph.initializer):
        if constant.data_type != TensorProto.FLOAT or np.prod(constant.dims) < _BIG_WEIGHT:
            continue
        name = constant.name
        bits = numpy_helper.to_array(constant).astype(np.float32).view(np.uint32)
        rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)
        small = helper.make_tensor(f"{name}_bf16", TensorProto.BFLOAT16, constant.dims, rounded.tobytes(), raw=True)
        proto.graph.initializer.remove(constant)
        proto.graph.initializer.append(small)
        proto.graph.node.insert(0, helper.make_node("Cast", [f"{name}_bf16"], [name], to=TensorProto.FLOAT))
    return bytes(proto.SerializeToString())


@contextmanager
def without_advice() -> Iterator[None]:
    """Without what the quantiser and the optimiser advise, which these graphs do not need."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(level)
