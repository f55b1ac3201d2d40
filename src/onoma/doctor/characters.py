"""Characters that should not be in a text, or that make equal words differ: one finding per document and kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from onoma.doctor.findings import Finding
from onoma.doctor.patients import Patient

__all__ = ["character_findings", "unmangled"]

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("replacement", re.compile("[\ufffd\ud800-\udfff]")),
    ("control", re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")),
    ("invisible", re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")),
    ("odd-space", re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")),
    ("html", re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")),
)
# What two to four bytes of UTF-8 look like when they are read as Windows-1252.
_TRAIL = "\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0))
_MANGLED = re.compile(f"[\u00c2-\u00df][{_TRAIL}]|[\u00e0-\u00ef][{_TRAIL}]{{2}}|[\u00f0-\u00f4][{_TRAIL}]{{3}}")


def character_findings(patient: Patient) -> Iterator[Finding]:
    """Mojibake, lost, control and invisible characters, odd spaces, HTML entities, text not in NFC."""
    for index, document in enumerate(patient.corpus):
        text = document.text
        if text.isascii() and "&" not in text and text.isprintable():
            continue
        for kind, found, seen in _in_text(text):
            place = patient.place_at(index, found[0])
            count = f", {len(found)} times" if len(found) > 1 else ""
            yield Finding(kind, place, f"{seen}{count}", {"offsets": list(found)})


def _in_text(text: str) -> Iterator[tuple[str, list[int], str]]:
    """Kind, offsets, and what stands at the first."""
    for kind, pattern in _PATTERNS:
        matches = list(pattern.finditer(text))
        if matches:
            yield kind, [match.start() for match in matches], _named(matches[0][0])
    mangled = [match for match in _MANGLED.finditer(text) if unmangled(match[0]) is not None]
    if mangled:
        yield "mojibake", [match.start() for match in mangled], f"{mangled[0][0]!r} for {unmangled(mangled[0][0])!r}"
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        at = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed) - 1)
        yield "unnormalised", [at], f"{text[max(0, at - 1) : at + 2]!r}"


def _named(found: str) -> str:
    if len(found) > 1:
        return repr(found)
    return f"U+{ord(found):04X} {unicodedata.name(found, 'control character')}"


def unmangled(text: str) -> str | None:
    """The character that was meant, where its UTF-8 bytes were read as Windows-1252 or Latin-1; else None."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None
