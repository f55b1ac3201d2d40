"""One ONNX Runtime session on one thread.

Several workers with a thread each are faster than one with several, so a session never takes more. Sums and the layer
norms after them stay apart: the operator that ONNX Runtime would join them to goes through them number by number.
"""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from onoma.errors import BundleError

__all__ = ["opened_session"]

_SLOWER = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]


def opened_session(model: bytes, place: Path) -> onnxruntime.InferenceSession:
    """A session for a bundle's network; `place` names it in errors.

    Raises `BundleError` when ONNX Runtime can't load it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except Exception as error:
        raise BundleError(f"{place}: ONNX Runtime {onnxruntime.__version__} can't load it ({error})") from None
