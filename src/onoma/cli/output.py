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

__all__ = ["opened_output"]


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """A text stream in UTF-8 onto the file, or onto stdout without a path or with `-`.

    The file is written beside its place under a hidden name, and takes its place when the block ends
    well; otherwise what stood there before stands there still.
    """
    if path is None or path == "-":
        yield _stdout()
        sys.stdout.flush()
        return
    # Through a link, the file it points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError(f"-o {path}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise InputError(f"-o {path}: there is no folder {target.parent}; create it first")
    if target.exists() and not target.is_file():
        with open(target, "w", encoding="utf-8", errors="backslashreplace", newline="") as device:
            yield device
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(draft, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _stdout() -> TextIO:
    # Half a surrogate pair in a further field leaves as \udc00, which is how JSON writes it; each
    # line leaves at once, so that a pipe sees a document when it is done.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="", line_buffering=True)
    return sys.stdout
