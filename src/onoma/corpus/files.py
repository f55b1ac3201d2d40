"""Bytes to text and back, so that every reader names the line and byte it could not decode.

Lines end at a line feed only: U+2028, form feeds and their like are part of a text, not its end.
"""

from __future__ import annotations

from pathlib import Path

from onoma.errors import CorpusError

__all__ = ["begins_with", "read_lines", "read_text", "sample", "write_text"]

_BOM = "\ufeff"


def read_text(path: Path, *, encoding: str = "utf-8") -> str:
    """The file's text, without a leading byte order mark; carriage returns are kept.

    Raises `CorpusError` when there is no such file, or at the line and byte that is not `encoding`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(path, None, f"cannot be read ({error.strerror})", hint="check the path") from error
    try:
        return data.decode(encoding).removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise CorpusError(
            path,
            line,
            f"byte 0x{data[error.start]:02x} at column {column} is not {encoding}",
            hint=f"save the file as {encoding}",
        ) from error


def read_lines(path: Path, *, encoding: str = "utf-8") -> list[str]:
    """The file's lines, without their line feed or carriage return and line feed."""
    lines = read_text(path, encoding=encoding).split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def begins_with(path: Path, magic: bytes) -> bool:
    """Whether these are the file's first bytes."""
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def sample(path: Path, n_bytes: int = 65_536) -> str:
    """The beginning of a file, with marks where it isn't UTF-8: enough to recognise a format."""
    with path.open("rb") as file:
        data = file.read(n_bytes)
    return data.decode("utf-8", errors="replace").removeprefix(_BOM).replace("\r\n", "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with line feeds as they are; makes the folder where needed.

    Raises `CorpusError` when the text cannot be written, for instance a lone surrogate.
    """
    if text.startswith(_BOM):
        text = _BOM + text
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorpusError(
            path,
            text.count("\n", 0, error.start) + 1,
            f"{text[error.start]!a} is half of a surrogate pair, which UTF-8 cannot hold",
            hint="repair the text it came from",
        ) from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CorpusError(path, None, f"cannot be written ({error.strerror})", hint="choose another path") from error
