"""A page read back as a browser would: text with the classes above it, and the addresses that it names."""

from html.parser import HTMLParser
from typing import NamedTuple

__all__ = ["Piece", "Read", "read_html"]

_VOID = {"meta", "img", "input", "br"}


class Piece(NamedTuple):
    """A run of text, the tags around it, and the classes of all of them."""

    text: str
    tags: tuple[str, ...]
    classes: frozenset[str]


class Read(HTMLParser):
    """Collects pieces and addresses; fails where tags are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.addresses: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.attributes.append((tag, named))
        self.addresses += [value for name in ("src", "href", "action") if (value := named.get(name)) is not None]
        if tag not in _VOID:
            self._open.append((tag, frozenset((named.get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = tuple(tag for tag, _ in self._open)
        self.pieces.append(Piece(data, tags, frozenset().union(*(classes for _, classes in self._open))))

    def text_in(self, tag: str) -> str:
        """All text somewhere below such a tag."""
        return "".join(piece.text for piece in self.pieces if tag in piece.tags)


def read_html(html: str) -> Read:
    """The page, read to its end."""
    read = Read()
    read.feed(html)
    read.close()
    assert not read._open
    return read
