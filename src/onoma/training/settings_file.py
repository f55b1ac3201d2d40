"""Settings as a TOML file, one to one. A file names only what it changes:

[network]
units = 192

[optimiser]
epochs = 20
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TypeVar

from onoma.document import Value
from onoma.errors import SettingsError
from onoma.training.settings import (
    RECIPES,
    AugmentSettings,
    DistilSettings,
    NetworkSettings,
    OptimiserSettings,
    Settings,
    SpacySettings,
    TransformerSettings,
    defaults_of,
)

__all__ = ["read_settings", "settings_to_dict", "settings_to_toml"]

_TABLES = (NetworkSettings, TransformerSettings, OptimiserSettings, AugmentSettings, DistilSettings, SpacySettings)
_Record = TypeVar(
    "_Record",
    bound="Settings | NetworkSettings | TransformerSettings | OptimiserSettings | AugmentSettings | DistilSettings"
    " | SpacySettings",
)


def read_settings(path: Path, recipe: str | None = None, base: Settings | None = None) -> Settings:
    """The settings of a TOML file; whatever it doesn't name is as in `base`, or else its recipe's default.

    `recipe` stands above the one that the file names.

    Raises `SettingsError` for a file that is no TOML, an unknown name, a wrong type or range.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such file; give the path of a TOML file of settings") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file: {error}") from None
    try:
        table["recipe"] = recipe or _converted("", table.get("recipe", RECIPES[0]), "recipe")
        return _fill(base or defaults_of(str(table["recipe"])), table, "")
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def _fill(record: _Record, table: Mapping[str, object], prefix: str) -> _Record:
    known = {item.name: getattr(record, item.name) for item in fields(record)}
    changes: dict[str, object] = {}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"there is no setting {prefix}{name}; known here: {', '.join(known)}")
        changes[name] = _converted(known[name], value, prefix + name)
    return replace(record, **changes)  # type: ignore[arg-type]  # the types were checked by name


def _converted(default: object, value: object, name: str) -> object:
    if isinstance(default, _TABLES):
        if not isinstance(value, dict):
            raise SettingsError(f"{name} = {value!r} must be a table, [{name}]")
        return _fill(default, value, f"{name}.")
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise SettingsError(f"setting {name} = {value!r} must be of type {type(default).__name__}")
    return value


def settings_to_dict(settings: Settings) -> dict[str, Value]:
    """The settings as plain tables, as a TOML or JSON file holds them."""
    return asdict(settings)


def settings_to_toml(settings: Settings) -> str:
    """A TOML file with every setting, which `read_settings` reads back to the same record."""
    tables = settings_to_dict(settings)
    lines = [f"{name} = {_toml(value)}" for name, value in tables.items() if not isinstance(value, dict)]
    for name, table in tables.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{_key(key)} = {_toml(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        # A JSON string is a TOML string, but for U+007F, which only JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
