"""`Pattern`, and a file of them.

[[pattern]]
label = "TICKET"
regex = '\\b[A-Z]{2,5}-\\d{2,6}\\b'

[[pattern]]
label = "DOSE"
tokens = [{ LIKE_NUM = true }, { LOWER = { IN = ["mg", "ml"] } }]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onoma.errors import InputError, SettingsError
from onoma.rules.patterns.tokens import TokenTest

__all__ = ["Pattern", "read_patterns"]

_KEYS = ("name", "label", "regex", "tokens", "ignore_case")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for: a regular expression or a row of tests on words, and the label it gets.

    `name` says which pattern it was; the label, where it has none. A group called `entity` is what is
    marked; other named groups become the entity's value.

    Raises `SettingsError` without a label, or unless it has exactly one of `regex` and `tokens`.
    """

    label: str
    regex: str = ""
    tokens: tuple[TokenTest, ...] = ()
    name: str = ""
    ignore_case: bool = False
    place: str = field(default="", compare=False)
    """Where it was written, for what is said when it is broken."""

    def __post_init__(self) -> None:
        if not self.label:
            raise SettingsError(f'pattern {self.name or self.regex!r} has no label; write label = "…"')
        if bool(self.regex) == bool(self.tokens):
            found = "both" if self.regex else "neither"
            raise SettingsError(f"pattern {self.name or self.label!r} has {found} of regex and tokens; write one")
        if self.ignore_case and self.tokens:
            raise SettingsError(f"pattern {self.name or self.label!r}: ignore_case is for regex; write LOWER")


def read_patterns(path: str | Path) -> tuple[Pattern, ...]:
    """The patterns of a TOML file, in order.

    Raises `InputError` for a file that can't be read, and names the pattern that is broken.
    """
    try:
        content: dict[str, object] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML: {error}; write [[pattern]], see docs/rules.md") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the path") from None
    tables = content.get("pattern")
    if not isinstance(tables, list) or not tables:
        found = ", ".join(content) or "nothing"
        raise InputError(f"{path}: holds {found}, and no [[pattern]]; see docs/rules.md for the shape")
    return tuple(_pattern(table, f"{path}: pattern {number}") for number, table in enumerate(tables, start=1))


def _pattern(table: object, place: str) -> Pattern:
    if not isinstance(table, dict):
        raise InputError(f"{place}: is {table!r}, not a table; write [[pattern]] and its keys below it")
    if unknown := [key for key in table if key not in _KEYS]:
        raise InputError(f"{place}: {unknown[0]!r} is no key of a pattern; the keys are {', '.join(_KEYS)}")
    texts = {key: _string(table, key, place) for key in ("label", "name", "regex")}
    ignore_case = table.get("ignore_case", False)
    if not isinstance(ignore_case, bool):
        raise InputError(f"{place}: ignore_case is {ignore_case!r}; write true or false")
    try:
        return Pattern(tokens=_tokens(table, place), ignore_case=ignore_case, place=place, **texts)
    except SettingsError as error:
        raise InputError(f"{place}: {error}") from None


def _string(table: Mapping[str, object], key: str, place: str) -> str:
    text = table.get(key, "")
    if not isinstance(text, str):
        raise InputError(f"{place}: {key} is {text!r}; put it in quotes")
    return text


def _tokens(table: Mapping[str, object], place: str) -> tuple[TokenTest, ...]:
    tokens = table.get("tokens", [])
    if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
        raise InputError(f'{place}: tokens is {str(tokens)[:40]!r}; write an array of tables: [{{ LOWER = "mg" }}]')
    return tuple(tokens)
