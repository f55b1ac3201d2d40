"""The other way round: the weights of a bundle's `model.onnx`, as Keras holds them, to go on training from.

int8 weights come back as the nearest full-precision ones, within half a quantisation step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from onoma.bundle import MODEL, Bundle
from onoma.encoding import MAX_PIECES
from onoma.errors import BundleError

__all__ = ["Weights", "read_weights"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a tagger starts from.

    `pieces` is `(pieces, width)`, `places` `(MAX_PIECES, width)`, `shapes` `(shapes, width)`; `projection` and
    `emissions` are (kernel, bias); `lstms` holds, layer by layer, Keras' six arrays of a bidirectional LSTM.
    """

    pieces: Floats
    places: Floats
    shapes: Floats
    projection: tuple[Floats, Floats] | None
    lstms: list[list[Floats]]
    emissions: tuple[Floats, Floats]


def read_weights(bundle: Bundle) -> Weights:
    """The weights of a bundle that the recipe `bilstm` made. Raises `BundleError` for any other."""
    constants = _Constants(bundle)
    table, scales = constants.plain("table").astype(np.float32), constants.plain("scales")
    if constants.plain("table").dtype == np.int8:
        # The step of each column went into the weights of the places; the first place gives it back.
        step = np.maximum(np.abs(scales[0]), 1e-12)
        table, scales = table * step, scales / step
    lstms: list[list[Floats]] = []
    while constants.has(f"bias_{len(lstms)}"):
        lstms.append(_keras_lstm(constants, len(lstms)))
    projection = constants.dense("projected") if constants.has("projected_bias") else None
    return Weights(
        table[:-1],
        scales.reshape(MAX_PIECES, -1),
        constants.plain("shape_table"),
        projection,
        lstms,
        constants.dense("emissions"),
    )


class _Constants:
    """The named constants of a graph, whether quantised or not."""

    def __init__(self, bundle: Bundle) -> None:
        self._place = bundle.folder / MODEL
        try:
            graph = onnx.load_model_from_string(bundle.files[MODEL]).graph
        except Exception as error:
            raise BundleError(f"{self._place}: not an ONNX model ({error})") from None
        self._arrays = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}

    def has(self, name: str) -> bool:
        return name in self._arrays

    def plain(self, name: str) -> NDArray[Any]:
        if name not in self._arrays:
            raise BundleError(f"{self._place}: holds no {name!r}; only bundles of the recipe bilstm can be trained on")
        array: NDArray[Any] = self._arrays[name]
        return array

    def weight(self, name: str, channels: int) -> Floats:
        """A kernel in full precision; `channels` is the axis along which each has a scale of its own."""
        if not self.has(f"{name}_quantized"):
            return self.plain(name).astype(np.float32)
        quantised = self.plain(f"{name}_quantized").astype(np.float32)
        scale = np.asarray(self.plain(f"{name}_scale"), np.float32)
        shape = [1] * quantised.ndim
        if scale.size > 1:
            shape[channels] = quantised.shape[channels]
            if scale.ndim > 1:
                shape[0] = quantised.shape[0]
        return quantised * scale.reshape(shape)

    def dense(self, name: str) -> tuple[Floats, Floats]:
        return self.weight(f"{name}_kernel", 1), self.plain(f"{name}_bias").astype(np.float32)


def _keras_lstm(constants: _Constants, depth: int) -> list[Floats]:
    """Kernel, recurrent kernel and bias of the forward direction, then of the backward one."""
    kernel, recurrent = (_gate_rows(constants, f"{name}_{depth}") for name in ("kernel", "recurrent"))
    bias = constants.plain(f"bias_{depth}").astype(np.float32)
    arrays: list[Floats] = []
    for direction in range(2):
        half = bias[direction, : bias.shape[1] // 2]
        arrays += [_gates(kernel[direction]).T, _gates(recurrent[direction]).T, _gates(half)]
    return arrays


def _gate_rows(constants: _Constants, name: str) -> Floats:
    """`(directions, 4 * units, input)`; ONNX Runtime's quantised LSTM keeps it transposed."""
    if constants.has(f"{name}_quantized"):
        return constants.weight(name, 2).transpose(0, 2, 1)
    return constants.weight(name, 1)


def _gates(weights: Floats) -> Floats:
    i, o, f, c = np.split(weights, 4)
    return np.concatenate([i, f, c, o])
