"""One OpenVINO session on one thread, with the face of ONNX Runtime's; the one door of openvino.

It computes in bfloat16 where the processor can, which is what makes it fast; what a bundle keeps in int8 it can't
read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OpenVinoSession", "openvino_version"]


def openvino_version() -> str | None:
    """The version that is installed; None where there is none."""
    try:
        return metadata.version("openvino")
    except metadata.PackageNotFoundError:
        return None


class OpenVinoSession:
    """A network compiled by OpenVINO. Raises `RuntimeError` when OpenVINO has no place for something in it."""

    def __init__(self, model: bytes) -> None:
        import openvino

        core = openvino.Core()
        settings = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1}
        self._compiled: Any = core.compile_model(core.read_model(model, b""), "CPU", settings)
        self._request: Any = self._compiled.create_infer_request()

    def run(self, outputs: Sequence[str], inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """The outputs of those names, as ONNX Runtime gives them."""
        found = self._request.infer(dict(inputs))
        return [np.array(found[self._compiled.output(name)], np.float32) for name in outputs]

    def get_inputs(self) -> list[Any]:
        """The inputs, each with its `name`."""
        return [_Named(array.get_any_name()) for array in self._compiled.inputs]


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name
