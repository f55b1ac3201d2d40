"""The articles of an extract of Wikipedia: `<doc …>`, a title, the text, `</doc>`."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Article", "articles"]

_ARTICLE = re.compile(r"<doc [^>]*>\n(.*?)</doc>", re.DOTALL)


class Article(NamedTuple):
    """A title, and the text below it; some have none."""

    title: str
    text: str


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file in order."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for match in _ARTICLE.finditer(file.read()):
            title, _, text = match[1].strip().partition("\n")
            yield Article(title.strip(), text.strip())
