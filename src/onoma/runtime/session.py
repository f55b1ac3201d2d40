"""One ONNX Runtime session on one thread: distinct words and their places in, emissions out.

Several workers with a thread each are faster than one with several, so a session never takes more.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onoma.errors import BundleError

__all__ = ["Session"]


class Session:
    """The network of a bundle."""

    def __init__(self, model: bytes, place: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise BundleError(f"{place}: ONNX Runtime {onnxruntime.__version__} can't load it ({error})") from None

    def emissions(
        self, words: NDArray[np.int32], places: NDArray[np.int32], lengths: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)`.

        `words` is `(distinct words, MAX_PIECES + 1)`, `places` `(words, sentences)` says which of them
        stands where, `lengths` `(sentences,)` how many each sentence has.
        """
        result: NDArray[np.float32] = self._session.run(
            ["emissions"], {"words": words, "places": places, "lengths": lengths}
        )[0]
        return result
