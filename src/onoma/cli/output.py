"""Where data goes: stdout, or a file that appears whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onoma.errors import InputError

__all__ = ["draft_beside", "open_draft", "opened_output", "utf8_stdout", "writable_target"]


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """A text stream in UTF-8 onto the file, or onto stdout without a path or with `-`.

    The file is written beside its place under a hidden name, and takes its place when the block ends
    well; otherwise what stood there before stands there still.
    """
    if path is None or path == "-":
        yield utf8_stdout()
        sys.stdout.flush()
        return
    target = writable_target(path)
    if target.exists() and not target.is_file():
        with open(target, "w", encoding="utf-8", errors="backslashreplace", newline="") as device:
            yield device
        return
    draft = draft_beside(target)
    file = open_draft(draft, path)
    try:
        with file:
            yield file
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def writable_target(path: str) -> Path:
    """The file that the path means; raises `InputError` where none can be."""
    # Through a link, the file it points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError(f"-o {path}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise InputError(f"-o {path}: there is no folder {target.parent}; create it first")
    return target


def draft_beside(target: Path) -> Path:
    """Where a file is written before it takes its place."""
    return target.with_name(f".{target.name}.{os.getpid()}.tmp")


def open_draft(draft: Path, path: str) -> TextIO:
    """The draft, to be written. Raises `InputError` where it can't be, with the path that was asked for."""
    try:
        return open(draft, "w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        raise InputError(f"-o {path}: cannot be written ({error.strerror}); choose another place") from None


def utf8_stdout() -> TextIO:
    """Stdout, in UTF-8 and without changing ends of lines."""
    # Half a surrogate pair in a further field leaves as \udc00, which is how JSON writes it; each
    # line leaves at once, so that a pipe sees a document when it is done.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="", line_buffering=True)
    return sys.stdout
