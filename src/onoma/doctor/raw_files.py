"""What only a file's bytes show: its encoding, its last row, lines that look empty and are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient

__all__ = ["file_findings"]

_LAST_ROWS = {1_048_576: "Excel", 65_536: "Excel up to 2003"}
_BOM = b"\xef\xbb\xbf"


def file_findings(patient: Patient) -> Iterator[Finding]:
    """The findings of a corpus that is one file; a folder has none."""
    path = Path(patient.path)
    if not path.is_file():
        return
    data = path.read_bytes()
    if data.startswith(_BOM):
        yield Finding("bom", f"{path}:1", "begins with a byte order mark")
    yield from _encoding(data, path)
    if patient.format in ("columns", "gmb"):
        lines = data.split(b"\n")
        yield from _blank_lines(lines, path)
        yield from _last_row(lines, path)


def _encoding(data: bytes, path: Path) -> Iterator[Finding]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        n_lines = sum(not _is_utf8(row) for row in data.split(b"\n"))
        what = (
            f"first byte that is not UTF-8: 0x{data[error.start]:02x} at offset {error.start:,}; {n_lines:,} such lines"
        )
        yield Finding("not-utf8", f"{path}:{line}", what, {"offset": error.start, "lines": n_lines})


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _blank_lines(lines: list[bytes], path: Path) -> Iterator[Finding]:
    numbers = [number for number, line in enumerate(lines, 1) if line.strip(b"\r") and not line.strip()]
    if numbers:
        what = f"{len(numbers):,} lines of white space part sentences"
        yield Finding("blank-lines", f"{path}:{numbers[0]}", what, {"lines": len(numbers)})


def _last_row(lines: list[bytes], path: Path) -> Iterator[Finding]:
    n_lines = len(lines) - (lines[-1] == b"")
    if n_lines in _LAST_ROWS:
        what = f"has exactly {n_lines:,} lines, as many as {_LAST_ROWS[n_lines]} keeps"
        yield Finding("cut", f"{path}:{n_lines}", what, {"lines": n_lines})
