"""EMAIL and URL: addresses with a scheme, with `www.`, or bare domains under a known top-level domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onoma.rules.values.phrases import row

__all__ = ["EMAIL", "URL", "Address", "addresses"]

EMAIL = "EMAIL"
URL = "URL"


class Address(NamedTuple):
    """`[start, end)` of the text is an address."""

    start: int
    end: int
    label: str


_TOP = row("web", "domains", "generic") | row("web", "domains", "countries")
_WORDS = row("web", "words", "domains")
_FILES = row("web", "files", "suffixes")
_ABBREVIATIONS = row("web", "words", "abbreviations")
_EUROPEAN = row("web", "words", "also_domains")
_SHORT_NAME = 6
_LABEL = r"[A-Za-z0-9\u00a1-\ufffd](?:[A-Za-z0-9\u00a1-\ufffd-]{0,61}[A-Za-z0-9\u00a1-\ufffd])?"
_LOCAL = r"[A-Za-z0-9\u00c0-\u024f!#$%&'*+/=?^_`{|}~-]"
_EMAIL_HOST = re.compile(rf"(?:{_LABEL}\.){{1,8}}[A-Za-z\u00a1-\ufffd]{{2,24}}(?![A-Za-z0-9])")
_LOCAL_PART = re.compile(rf"(?:{_LOCAL}|\.(?!\.)){{1,64}}\Z")
_SCHEME = re.compile(r"(?<![A-Za-z0-9])(?:https?|ftps?|sftp|ssh|git|file|wss?|s3|rtsp|ldap)://", re.IGNORECASE)
_WWW = re.compile(r"(?<![A-Za-z0-9@./-])www\d?\.(?=[A-Za-z0-9])", re.IGNORECASE)
_REST = re.compile(r"[^\s<>\"“”«»`{}|\\^]{1,2000}")
_DOMAIN = re.compile(
    r"(?<![A-Za-z0-9@_./\\:-])((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6})([A-Za-z]{2,12})(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])(?::[0-9]{2,5}(?![0-9]))?((?:[/?#])[^\s<>\"“”«»`{}|\\^]{0,2000})?"
)
_DOT_IN_WORD = re.compile(r"[A-Za-z0-9]\.[A-Za-z]{2}")
_TRAILING = ".,;:!?'’…*_~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LONGEST_LOCAL = 64


def addresses(text: str) -> Iterator[Address]:
    """The addresses of a text, in order; those of one kind may not overlap, those of two kinds may."""
    if "@" in text:
        yield from _emails(text)
    if "://" in text:
        yield from _urls(text, _SCHEME)
    if "www" in text or "WWW" in text or "Www" in text:
        yield from _urls(text, _WWW)
    if _DOT_IN_WORD.search(text):
        yield from _bare_domains(text)


def _emails(text: str) -> Iterator[Address]:
    at, done = text.find("@"), 0
    while at >= 0:
        host = _EMAIL_HOST.match(text, at + 1)
        local = _LOCAL_PART.search(text[max(done, at - _LONGEST_LOCAL) : at]) if host is not None else None
        if host is not None and local is not None:
            start = at - len(local[0].lstrip(".'`*_{|=/#&!?~^-"))
            if start < at:
                yield Address(start, host.end(), EMAIL)
                done = host.end()
        at = text.find("@", at + 1)


def _urls(text: str, beginning: re.Pattern[str]) -> Iterator[Address]:
    done = 0
    for match in beginning.finditer(text):
        rest = _REST.match(text, match.end())
        if match.start() < done or rest is None:
            continue
        end = _without_trailing(text, match.start(), rest.end())
        if end > match.end() and any(char.isalnum() for char in text[match.end() : match.end() + 2]):
            if beginning is _WWW and "." not in text[match.end() : end]:
                continue
            yield Address(match.start(), end, URL)
            done = end


def _bare_domains(text: str) -> Iterator[Address]:
    for match in _DOMAIN.finditer(text):
        top = match[2]
        end = match.end() if match[3] is None else _without_trailing(text, match.start(), match.end())
        if _believed(match[1], top, has_path=match[3] is not None and end > match.end(2) + 1):
            yield Address(match.start(), end, URL)


def _believed(host: str, top: str, *, has_path: bool) -> bool:
    """Whether a bare domain is one: not a file, not two sentences without a space between them."""
    low, names = top.lower(), host.lower().rstrip(".").split(".")
    shouted = top.isupper() and host.upper() == host
    if low not in _TOP or names[0] == "www" or not (top.islower() or shouted):
        return False
    if not any(map(str.isalpha, host)) or names[-1] in _ABBREVIATIONS or all(len(name) == 1 for name in names):
        return False
    if has_path:
        return True
    if low in _FILES:
        return False
    return low not in _WORDS or len(names) > 1 or (low in _EUROPEAN and host.islower() and len(host) > _SHORT_NAME)


def _without_trailing(text: str, start: int, end: int) -> int:
    """Where an address ends without the punctuation of the sentence and brackets that it does not open."""
    while end > start:
        last = text[end - 1]
        opened = last not in _PAIRS or text.count(last, start, end) <= text.count(_PAIRS[last], start, end)
        if last not in _TRAILING and opened:
            break
        end -= 1
    return end
