"""Where on this machine is kept what can be made again."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """`ONOMA_CACHE`, or `onoma` in the folder that the system has for caches."""
    if named := os.environ.get("ONOMA_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onoma"
