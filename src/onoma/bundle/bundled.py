"""The models that come with the package: `onoma/models/NAME/` holds a bundle each."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from onoma.bundle.folder import MANIFEST
from onoma.errors import BundleError

__all__ = ["bundle_path", "bundled_folder", "bundled_names"]

_OTHERS = {
    "spacy:": "`onoma train` makes one from the corpus that the pipeline was trained on",
    "hf:": "make one with onoma import {} -o BUNDLE",
}
"""How models are called that are no bundles, and what to do where one is needed."""


def _models() -> Path:
    return Path(str(files("onoma"))) / "models"


def bundled_names() -> tuple[str, ...]:
    """Names of the bundled models, sorted."""
    return tuple(sorted(path.parent.name for path in _models().glob(f"*/{MANIFEST}")))


def bundled_folder(name: str) -> Path:
    """The folder of a bundled model. Raises `BundleError`, with the names there are, for another name."""
    if name in bundled_names():
        return _models() / name
    for prefix, hint in _OTHERS.items():
        if name.startswith(prefix):
            raise BundleError(f"{name} is no bundle, and only a bundle will do here; {hint.format(name)}")
    known, calls = ", ".join(bundled_names()) or "none", ", ".join(f"{prefix}NAME" for prefix in _OTHERS)
    wrong = f"no bundled model is called {name!r} (bundled: {known}), and it is no folder either"
    raise BundleError(f"{wrong}; other people's are called {calls}")


def bundle_path(model: str | Path) -> Path:
    """The folder of a bundled model's name, or else of a path. A bare name is a bundled model first."""
    if isinstance(model, str) and model in bundled_names():
        return bundled_folder(model)
    path = Path(model)
    return path if path.is_dir() or isinstance(model, Path) else bundled_folder(str(model))
