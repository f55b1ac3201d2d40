"""The steps of int8 activations, fixed before a network runs.

Measured as the network runs, the steps would be those of all rows that are read side by side, so what is found in one
text would depend on which others share its batch. Fixed, it depends on the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from onoma.runtime.session import opened_session
from onoma.training.smoothing import Inputs

__all__ = ["fixed_steps"]

_LARGEST = 255
_TINY = 1e-8


def fixed_steps(model: bytes, samples: Sequence[Inputs]) -> bytes:
    """The quantised model, its activations in the steps that they have in these batches on average."""
    proto = onnx.load_model_from_string(model)
    for node, low, high in zip(_measuring(proto), *_ranges(proto, samples), strict=True):
        rounded, step, zero = node.output
        size = max(high - low, _TINY) / _LARGEST
        proto.graph.initializer.append(numpy_helper.from_array(np.array(size, np.float32), step))
        proto.graph.initializer.append(numpy_helper.from_array(np.array(round(-low / size), np.uint8), zero))
        fixed = helper.make_node("QuantizeLinear", [node.input[0], step, zero], [rounded], name=node.name)
        node.CopyFrom(fixed)
    return bytes(proto.SerializeToString())


def _measuring(proto: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The nodes that measure the steps of what they quantise."""
    return [node for node in proto.graph.node if node.op_type == "DynamicQuantizeLinear"]


def _ranges(proto: onnx.ModelProto, samples: Sequence[Inputs]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lowest and the highest number of each measured activation, means over the samples; zero lies between."""
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    names = [name for node in _measuring(proto) for name in node.output[1:]]
    types = (TensorProto.FLOAT, TensorProto.UINT8)
    probe.graph.output.extend(
        helper.make_tensor_value_info(name, types[index % 2], None) for index, name in enumerate(names)
    )
    session = opened_session(probe.SerializeToString(), Path("probe.onnx"))
    wanted = {array.name for array in session.get_inputs()}
    found = np.array(
        [session.run(names, {name: row for name, row in sample.items() if name in wanted}) for sample in samples],
        np.float64,
    )
    steps, zeros = found[:, ::2], found[:, 1::2]
    return (-zeros * steps).mean(axis=0), ((_LARGEST - zeros) * steps).mean(axis=0)
