"""`module:function` to the function, whose module has to lie in one folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path

from onoma.errors import SettingsError

__all__ = ["function_of"]


def function_of(target: str, folder: Path) -> Callable[..., object]:
    """The function of that name; its module is imported from the folder, which joins Python's path.

    Raises `SettingsError` when there is none, when another module of that name is loaded already, and when
    importing it fails.
    """
    name, _, attribute = target.partition(":")
    if not attribute.isidentifier() or not all(part.isidentifier() for part in name.split(".")):
        raise SettingsError(f"{target!r} names no function; write module:function")
    _check_place(name, folder, target)
    if str(folder.resolve()) not in sys.path:
        sys.path.insert(0, str(folder.resolve()))
    try:
        function = getattr(import_module(name), attribute, None)
    except Exception as error:
        what = f"{folder}: importing {name} failed: {type(error).__name__}: {error}"
        raise SettingsError(f"{what}; run it with python to see where") from error
    if not callable(function):
        raise SettingsError(f"{folder}: {name} has no function {attribute!r}, which the bot calls; write it")
    result: Callable[..., object] = function
    return result


def _check_place(name: str, folder: Path, target: str) -> None:
    """Raise `SettingsError` unless the module, or the package that it is in, lies in the folder."""
    package = name.partition(".")[0]
    spec = PathFinder.find_spec(package, [str(folder.resolve())])
    if spec is None:
        raise SettingsError(f"{folder}: has no {package}.py, and the bot calls {target}; name the folder that has it")
    loaded = sys.modules.get(package)
    if loaded is not None and getattr(loaded, "__file__", None) != spec.origin:
        place = getattr(loaded, "__file__", None) or "built in"
        raise SettingsError(f"{folder}: a module {package!r} is loaded already ({place}); rename the one of the bot")
