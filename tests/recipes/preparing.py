"""A recipe's preparation as it is run: over a small folder of corpora, its records read back."""

import json
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

__all__ = ["lay", "prepared", "records"]

_RECIPES = Path(__file__).parents[2] / "recipes"


def lay(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def prepared(monkeypatch: pytest.MonkeyPatch, script: str, data: Path, *options: str) -> int:
    """What the script returns that makes `out` from the corpora in `data`."""
    path = _RECIPES / script
    monkeypatch.setattr(sys, "argv", [path.name, "--data", str(data), "--out", str(data / "out"), *options])
    monkeypatch.syspath_prepend(str(path.parent))
    result: int = runpy.run_path(str(path))["main"]()
    return result


def records(data: Path, part: str) -> list[dict[str, Any]]:
    """The records that were written for a part."""
    return [json.loads(line) for line in (data / "out" / f"{part}.jsonl").read_text().splitlines()]
