"""The examples of a Markdown page, run one after the other as a reader would.

```python blocks share one namespace; what they print must be the ```text block that follows, if one does.
```console blocks hold `$ commands`, each with what a terminal of 100 columns shows, stdout before stderr.
A line `…` stands for any number of lines, and figures with a decimal point may differ by `TOLERANCE`,
since int8 arithmetic is not the same on every processor. ```sh blocks are not run.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

import onoma

TOLERANCE = 0.05

_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FIGURE = re.compile(r"\d+\.\d+")
_TIMEOUT_S = 300


@dataclass(frozen=True)
class Example:
    """Python or a command of the shell; `shown` is None where the page shows no output."""

    kind: str
    source: str
    shown: str | None
    line: int


def bodies_of(page: str, kind: str) -> list[str]:
    """What stands in the fences of a kind; the empty kind is a fence without a language."""
    return [fence["body"] for fence in _FENCE.finditer(page) if fence["kind"] == kind]


def examples_of(page: str) -> Iterator[Example]:
    """The examples, in order."""
    fences = [*_FENCE.finditer(page), None]
    for fence, following in pairwise(fences):
        line = page.count("\n", 0, fence.start()) + 1
        if fence["kind"] == "python":
            adjoins = following and following["kind"] == "text" and page[fence.end() : following.start()].isspace()
            yield Example("python", fence["body"], following["body"] if adjoins else None, line)
        elif fence["kind"] == "console":
            for command in re.split(r"^\$ ", fence["body"], flags=re.MULTILINE)[1:]:
                source, _, shown = command.partition("\n")
                while source.endswith("\\"):
                    more, _, shown = shown.partition("\n")
                    source = source[:-1] + more
                yield Example("console", source, shown if shown.strip() else None, line)


def run_example(example: Example, namespace: dict[str, object]) -> None:
    """Run it in the present folder; `AssertionError` when it fails or shows something else."""
    printed = _run_python(example, namespace) if example.kind == "python" else _run_command(example.source)
    if example.shown is not None:
        assert agree(example.shown, printed), f"{example.source}\nshown in the page:\n{example.shown}\nnow:\n{printed}"


def _run_python(example: Example, namespace: dict[str, object]) -> str:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(example.source, f"line {example.line}", "exec"), namespace)
    return printed.getvalue()


def _run_command(command: str) -> str:
    """What it prints, stdout on a terminal."""
    master, slave = pty.openpty()
    source = Path(onoma.__file__).parents[1]
    terminal = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": str(source)}
    run = subprocess.Popen(
        ["bash", "-c", f'onoma() {{ "{sys.executable}" -m onoma "$@"; }}; {command}'],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        env=os.environ | terminal,
    )
    os.close(slave)
    printed = b"".join(_read_all(master))
    os.close(master)
    _, talk = run.communicate(timeout=_TIMEOUT_S)
    assert run.returncode == 0, f"{command}: exit code {run.returncode}\n{talk.decode()}"
    return (printed + talk).decode().replace("\r\n", "\n")


def _read_all(master: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(master, 65_536)
        except OSError:  # how Linux says that the other side is closed
            return
        if not data:
            return
        yield data


def agree(shown: str, printed: str) -> bool:
    """Whether the page shows what was printed."""
    wanted = [line.rstrip() for line in shown.strip("\n").split("\n")]
    found = [line.rstrip() for line in printed.strip("\n").split("\n")]
    return _agree(wanted, found)


def _agree(wanted: list[str], found: list[str]) -> bool:
    if not wanted:
        return not found
    if wanted[0] == "…":
        return any(_agree(wanted[1:], found[skipped:]) for skipped in range(len(found) + 1))
    return bool(found) and _same_line(wanted[0], found[0]) and _agree(wanted[1:], found[1:])


def _same_line(wanted: str, found: str) -> bool:
    """The same but for figures, and those within `TOLERANCE`."""
    if _FIGURE.sub("#", wanted) != _FIGURE.sub("#", found):
        return False
    figures = zip(_FIGURE.findall(wanted), _FIGURE.findall(found), strict=True)
    return all(abs(float(one) - float(other)) <= TOLERANCE for one, other in figures)
