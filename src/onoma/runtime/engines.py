"""Which engine runs a transformer: ONNX Runtime, or OpenVINO where that is installed and faster on this processor.

It is measured once for each network and processor, and remembered in the user's cache. No engine but ONNX Runtime
is ever needed, and one that computes something else is not taken, however fast.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onoma.runtime.cache import cache_folder
from onoma.runtime.openvino_session import OpenVinoSession, openvino_version
from onoma.runtime.session import opened_session

__all__ = ["Inputs", "Opener", "Session", "faster_session", "usual_session"]

_ROUNDS = 3
_WORTH_IT = 0.9
"""What the other engine's time may be of ONNX Runtime's at most; below it the change is not worth a second engine."""

_LARGEST_DIFFERENCE = 0.25
"""Of emissions; int8 weights differ by about a tenth."""

_OUTPUT = "emissions"

Inputs = Mapping[str, NDArray[Any]]


class Session(Protocol):
    """What runs a network, with the face of ONNX Runtime's session."""

    def run(self, outputs: list[str], inputs: Inputs, /) -> list[NDArray[np.float32]]:
        """The outputs of those names."""
        ...

    def get_inputs(self) -> list[Any]:
        """The inputs, each with its `name`."""
        ...


Opener = Callable[[bytes, Path, Callable[[], Inputs]], Session]
"""Opens a network; its place names it in errors, and what makes a sample of its inputs is there to measure with."""


def usual_session(model: bytes, place: Path, sample: Callable[[], Inputs]) -> Session:
    """A session of ONNX Runtime, whatever else is installed. Raises `BundleError` when that can't load the network."""
    session: Session = opened_session(model, place)
    return session


def faster_session(model: bytes, place: Path, sample: Callable[[], Inputs]) -> Session:
    """A session of the engine that reads such a sample faster here; `place` names the network's file in errors.

    Of the sample's arrays those are read that the network has inputs for. Raises `BundleError` when ONNX Runtime
    can't load the network.
    """
    # Another allocator ahead of the system's frees what OpenVINO was given by the system's, which ends the process.
    version = None if os.environ.get("LD_PRELOAD") else openvino_version()
    key, remembered = ("", {}) if version is None else (_key(model, version), _remembered())
    if remembered.get(key):
        return OpenVinoSession(model)
    usual: Session = opened_session(model, place)
    if version is None or key in remembered:
        return usual
    other = _opened_other(model)
    better = other is not None and _is_better(other, usual, sample())
    _remember({**remembered, key: better})
    return other if other is not None and better else usual


def _opened_other(model: bytes) -> OpenVinoSession | None:
    try:
        return OpenVinoSession(model)
    except RuntimeError:  # it has no place for some of the network
        return None


def _is_better(other: Session, usual: Session, sample: Inputs) -> bool:
    """Whether the other engine gives the same in clearly less time."""
    inputs = {array.name: sample[array.name] for array in usual.get_inputs()}
    expected, found = (session.run([_OUTPUT], inputs)[0] for session in (usual, other))
    if expected.shape != found.shape or not np.allclose(expected, found, rtol=0, atol=_LARGEST_DIFFERENCE):
        return False
    times_s = np.array([[_time_s(session, inputs) for session in (usual, other)] for _ in range(_ROUNDS)])
    usual_s, other_s = times_s.min(axis=0)
    return bool(other_s < _WORTH_IT * usual_s)


def _time_s(session: Session, inputs: Inputs) -> float:
    begun = time.perf_counter()
    session.run([_OUTPUT], inputs)
    return time.perf_counter() - begun


def _key(model: bytes, version: str) -> str:
    """What the choice depends on: the network, the processor, both engines."""
    digest = hashlib.sha256(model)
    digest.update(f"{_processor()}|{onnxruntime.__version__}|{version}".encode())
    return digest.hexdigest()


def _processor() -> str:
    """Its name and abilities, where the system tells them."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    return "|".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features"))}))


def _cache_path() -> Path:
    return cache_folder() / "engines.json"


def _remembered() -> dict[str, bool]:
    """Whether the other engine is better, by key; what can't be read is measured again."""
    try:
        found = json.loads(_cache_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, bool)} if isinstance(found, dict) else {}


def _remember(choices: Mapping[str, bool]) -> None:
    """Keep the choices; where nothing can be kept, they are measured again next time."""
    try:
        path = _cache_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(choices, indent=1) + "\n", encoding="utf-8")
        os.replace(draft, path)
    except (OSError, RuntimeError):
        pass
