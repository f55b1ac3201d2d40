"""YAML as text, lists and tables that know their lines, so that what is wrong in a file can be said with its place.

Scalars stay the text that stands in the file: `no` is "no", and `007` is "007".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import inf, isfinite
from pathlib import Path
from typing import Any, TypeAlias

from onoma.errors import CorpusError, InputError, MissingExtraError

__all__ = ["ItemList", "Node", "Table", "Text", "Where", "read_yaml"]


@dataclass(frozen=True, slots=True)
class Where:
    """A file, which raises errors that name a line of it."""

    path: Path

    def error(self, line: int | None, what: str, hint: str) -> CorpusError:
        """The error to raise."""
        return CorpusError(self.path, line, what, hint=hint)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, and the line on which its text begins; empty where nothing stands."""

    line: int
    text: str
    where: Where

    def lines(self) -> list[tuple[int, str]]:
        """Each line of the text with its number in the file; exact for block scalars (`|`)."""
        return list(enumerate(self.text.split("\n"), self.line))


@dataclass(frozen=True, slots=True)
class ItemList:
    """A sequence."""

    line: int
    items: tuple[Node, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `key_lines` tells where each key stands."""

    line: int
    entries: Mapping[str, Node]
    where: Where
    key_lines: Mapping[str, int] = field(default_factory=dict)

    def check_keys(self, known: Collection[str], what: str) -> None:
        """Raise `CorpusError` at the first key that is not known; `what` says what the table describes."""
        for key, line in self.key_lines.items():
            if key not in known:
                raise self.where.error(line, f"{what} has no key {key!r}", hint_of(key, known))

    def text(self, key: str, default: str = "") -> str:
        """The text at a key."""
        return text_of(self.entries[key], key).text if key in self.entries else default

    def table(self, key: str) -> Table:
        """The table at a key; an empty one where nothing stands."""
        node = self.entries.get(key)
        if node is None or (isinstance(node, Text) and not node.text):
            return Table(self.key_lines.get(key, self.line), {}, self.where)
        return table_of(node, key)

    def number(self, key: str, default: float) -> float:
        """The number at a key."""
        if key not in self.entries:
            return default
        node = text_of(self.entries[key], key)
        try:
            number = float(node.text)
        except ValueError:
            number = inf
        if not isfinite(number):
            raise self.where.error(node.line, f"{key} is {node.text!r}", "give a number")
        return number


Node: TypeAlias = Text | ItemList | Table


def text_of(node: Node, what: str) -> Text:
    """The node as text; raises `CorpusError` where it is a list or a table."""
    if isinstance(node, Text):
        return node
    raise node.where.error(
        node.line, f"{what} is {_kind(node)}", "give a text; quote one that holds ': ' or begins with ["
    )


def table_of(node: Node, what: str) -> Table:
    """The node as a table; raises `CorpusError` where it is none."""
    if isinstance(node, Table):
        return node
    raise node.where.error(node.line, f"{what} is {_kind(node)}", "give `key: value` lines, indented")


def items_of(node: Node, what: str) -> tuple[Node, ...]:
    """The items of a list; raises `CorpusError` where the node is none."""
    if isinstance(node, ItemList):
        return node.items
    if isinstance(node, Text) and not node.text:
        return ()
    raise node.where.error(node.line, f"{what} is {_kind(node)}", "give a list, `- ` before each item")


def hint_of(name: str, known: Collection[str]) -> str:
    """What to do about an unknown name."""
    close = get_close_matches(name, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"choose among {', '.join(known) or 'none'}"


def _kind(node: Node) -> str:
    if isinstance(node, Text):
        return f"the text {node.text!r}" if node.text else "empty"
    return "a list" if isinstance(node, ItemList) else "a table"


def read_yaml(path: Path) -> Node:
    """The one document of a YAML file.

    Raises `InputError` when it can't be read, `CorpusError` at the line of what is no YAML or stands twice in
    a table, and `MissingExtraError` without PyYAML.
    """
    try:
        import yaml
    except ModuleNotFoundError:
        raise MissingExtraError("PyYAML", "chat", "reading a bot's YAML file") from None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name another") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None) or error
        line = mark.line + 1 if mark is not None else None
        hint = "quote texts that hold ': ' or ' #', or that begin with [, {, *, & or !"
        raise CorpusError(path, line, f"not YAML ({' '.join(str(problem).split())})", hint=hint) from None
    if root is None:
        raise CorpusError(path, 1, "the file is empty", hint="docs/chat.md shows what stands in a bot's file")
    return _Reading(Where(path)).node(root)


class _Reading:
    """From PyYAML's nodes to ours; a node that stands in several places is read once."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._done: dict[int, Node] = {}
        self._open: set[int] = set()

    def node(self, given: Any) -> Node:
        line, key = given.start_mark.line + 1, id(given)
        if key in self._open:
            raise self._where.error(line, "an alias holds itself", "write the text out instead")
        if key not in self._done:
            self._open.add(key)
            self._done[key] = self._read(given, line)
            self._open.remove(key)
        return self._done[key]

    def _read(self, given: Any, line: int) -> Node:
        if given.id == "scalar":
            is_null = given.tag.endswith(":null")
            return Text(line + (given.style in ("|", ">")), "" if is_null else given.value, self._where)
        if given.id == "sequence":
            return ItemList(line, tuple(map(self.node, given.value)), self._where)
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for key, value in given.value:
            name = text_of(self.node(key), "a key").text
            if name in entries:
                hint = f"it stands in line {key_lines[name]} already; give it once"
                raise self._where.error(key.start_mark.line + 1, f"{name!r} stands twice", hint)
            entries[name] = self.node(value)
            key_lines[name] = key.start_mark.line + 1
        return Table(line, entries, self._where, key_lines)
