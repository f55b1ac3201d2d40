"""The steps of int8 activations, fixed before a network runs.

Measured as the network runs, the steps would be those of all rows that are read side by side, so what is found in one
text would depend on which others share its batch. Fixed, it depends on the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from onoma.training.smoothing import Inputs, probed

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
    outputs: dict[str, int] = {}
    for node in _measuring(proto):
        outputs |= {node.output[1]: TensorProto.FLOAT, node.output[2]: TensorProto.UINT8}
    found = np.array(list(probed(proto, outputs, samples)), np.float64)
    steps, zeros = found[:, ::2], found[:, 1::2]
    return (-zeros * steps).mean(axis=0), ((_LARGEST - zeros) * steps).mean(axis=0)
