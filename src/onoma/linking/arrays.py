"""Arrays of numbers in one file that is mapped into memory, not read: open in milliseconds, and no more of it
in memory than is looked at.

A file is a line of magic, the length of a header, the header as JSON, and the arrays, each at a multiple of 64
bytes. Nothing in it is executed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onoma.document import Value
from onoma.errors import InputError

__all__ = ["Array", "open_arrays", "write_arrays"]

Array: TypeAlias = NDArray[Any]
"""Of unsigned numbers or floats, in one dimension."""

_MAGIC = b"onoma terms 1\n"
_ALIGNED = 64
_TYPES = {"uint8": np.uint8, "uint32": np.uint32, "uint64": np.uint64, "float32": np.float32}


def write_arrays(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, Value]) -> None:
    """Write arrays and facts about them, whole or not at all."""
    entries: list[Value] = [{"name": name, "type": str(array.dtype), "n": array.size} for name, array in arrays.items()]
    header = json.dumps({"facts": dict(facts), "arrays": entries}).encode()
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            for array in arrays.values():
                file.write(b"\0" * (-file.tell() % _ALIGNED))
                np.ascontiguousarray(array).tofile(file)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def open_arrays(path: Path) -> tuple[Mapping[str, Array], Mapping[str, Value]]:
    """The arrays, mapped into memory, and the facts.

    Raises `InputError` when the file is none of ours, or cut off.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise InputError(f"{path}: is no index of terms of this version; delete it, and it is built again")
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, size)))
            position = file.tell()
        arrays: dict[str, Array] = {}
        for entry in header["arrays"]:
            position += -position % _ALIGNED
            kind, n = np.dtype(_TYPES[entry["type"]]), int(entry["n"])
            if n < 0 or position + n * kind.itemsize > size:
                raise InputError(f"{path}: is cut off; delete it, and it is built again")
            mapped = np.memmap(path, kind, "r", position, (n,)) if n else np.empty(0, kind)
            arrays[entry["name"]] = np.asarray(mapped)
            position += n * kind.itemsize
        facts: Mapping[str, Value] = dict(header["facts"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is damaged ({error}); delete it, and it is built again") from None
    return arrays, facts
