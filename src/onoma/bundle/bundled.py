"""The models that come with the package: `onoma/models/NAME/` holds a bundle each."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from onoma.bundle.folder import MANIFEST
from onoma.errors import BundleError

__all__ = ["bundle_path", "bundled_folder", "bundled_names"]


def _models() -> Path:
    return Path(str(files("onoma"))) / "models"


def bundled_names() -> tuple[str, ...]:
    """Names of the bundled models, sorted."""
    return tuple(sorted(path.parent.name for path in _models().glob(f"*/{MANIFEST}")))


def bundled_folder(name: str) -> Path:
    """The folder of a bundled model. Raises `BundleError`, with the names there are, for another name."""
    if name not in bundled_names():
        known = ", ".join(bundled_names()) or "none"
        raise BundleError(f"no bundled model is called {name!r} (bundled: {known}), and it is no folder either")
    return _models() / name


def bundle_path(model: str | Path) -> Path:
    """The folder of a bundled model's name, or else of a path. A bare name is a bundled model first."""
    if isinstance(model, str) and model in bundled_names():
        return bundled_folder(model)
    path = Path(model)
    return path if path.is_dir() or isinstance(model, Path) else bundled_folder(str(model))
