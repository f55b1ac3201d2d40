"""Writes docs/settings.md: every setting of a training with its default, from the records' docstrings.

python docs/make_settings.py
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from onoma.training import Settings

PAGE = Path(__file__).with_name("settings.md")
_HEAD = """# The settings of a training

This page is made by `make docs` from `src/onoma/training/settings.py`; edit that, not this page.

`onoma train --config FILE` reads a TOML file that names what it changes; all else keeps its default. An unknown name, a
wrong type or a value out of range is an error before anything is read. A bundle keeps all settings that it was trained
with in its `settings.toml`, which is such a file.

```toml
embeddings = "all-MiniLM-L6-v2"

[network]
units = 192

[augment]
lower = 0.1
```
"""
_BULLET = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)
_ENTRY = re.compile(r"(?:^|; )(?P<names>`\w+`(?:, `\w+`)*): (?P<meaning>.+?)(?=; `\w+`: |$)")
_NAME = re.compile(r"`(\w+)`")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The Markdown of the page."""
    settings = Settings()
    tables = [(item.name, getattr(settings, item.name)) for item in fields(settings)]
    records = [(name, record) for name, record in tables if is_dataclass(record)]
    return "\n".join(
        [_HEAD, _section("Top level", settings), *(_section(f"[{name}]", record) for name, record in records)]
    )


def _section(title: str, record: object) -> str:
    """Title, what the record is, and a row per setting (or per group that is explained together)."""
    text = inspect.cleandoc(type(record).__doc__ or "")
    rows = [_row(match, record) for bullet in _BULLET.findall(text) for match in _ENTRY.finditer(_one_line(bullet))]
    head = _one_line(text.split("\n\n")[0])
    return f"## {title}\n\n{head}\n\n| setting | default | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _row(entry: re.Match[str], record: object) -> str:
    names = _NAME.findall(entry["names"])
    defaults = ", ".join(f"`{_toml(getattr(record, name))}`" for name in names)
    return f"| {entry['names']} | {defaults} | {entry['meaning'].rstrip('.')} |"


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
