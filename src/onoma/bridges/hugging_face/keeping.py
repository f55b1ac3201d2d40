"""Checkpoints that are named as models are imported once, and kept as bundles in a folder of the user's caches."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from onoma.errors import MissingExtraError
from onoma.runtime import cache_folder

__all__ = ["kept_bundle"]

_MADE_AGAIN = 1
"""Counts changes of what an import writes; a bundle that was kept before is made again."""


def kept_bundle(name: str) -> Path:
    """The bundle of a checkpoint, which is imported when it was not before, or when its folder has changed since.

    A name on the Hub stands for what it stood for then. Raises as `import_checkpoint` does, and
    `MissingExtraError` when an import needs what is not installed.
    """
    last = re.sub(r"[^\w.-]", "_", Path(name).resolve().name if Path(name).is_dir() else name.rsplit("/", 1)[-1])
    folder = cache_folder() / f"hf-{_key(name)}" / (last or "checkpoint")
    if not (folder / "manifest.json").is_file():
        try:
            from onoma.bridges.hugging_face.importing import import_checkpoint
        except ModuleNotFoundError as error:
            raise MissingExtraError(str(error.name), "transformers", "importing a checkpoint") from None
        import_checkpoint(name, folder)
    return folder


def _key(name: str) -> str:
    """What tells this checkpoint from others, and a folder from what it was before."""
    folder = Path(name)
    parts = [name]
    if folder.is_dir():
        files = sorted(file for file in folder.iterdir() if file.is_file())
        states = [(file.name, file.stat()) for file in files]
        parts = [str(folder.resolve()), *(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)]
    return hashlib.sha256("\n".join([str(_MADE_AGAIN), *parts]).encode()).hexdigest()[:16]
