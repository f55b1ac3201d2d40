"""Regular expressions that end in time: the door of the package `regex`, which can be told a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onoma.document import Span
from onoma.errors import InputError, MissingExtraError, SettingsError

__all__ = ["Expression", "Match"]

_SECONDS = 2.0
_SECONDS_PER_CHARACTER = 2e-6
_NEXT = "make its repeats exclude one another, or bound them"


class Match(NamedTuple):
    """`[start, end)` of the text, and the text of each named group that took part."""

    start: int
    end: int
    groups: Mapping[str, str]


class Expression:
    """A compiled regular expression.

    Raises `SettingsError` when it is none, or matches the empty text; `MissingExtraError` without `regex`.
    """

    def __init__(self, written: str, *, ignore_case: bool, place: str) -> None:
        try:
            import regex
        except ImportError:
            raise MissingExtraError("regex", "patterns", "a pattern with a regular expression") from None
        flags = regex.VERSION0 | (regex.IGNORECASE if ignore_case else 0)
        try:
            self._compiled = regex.compile(written, flags)
        except (regex.error, re.error) as error:
            raise SettingsError(f"{place}: {written!r} is no regular expression: {error}; mend it") from None
        if self._compiled.match(""):
            raise SettingsError(f"{place}: {written!r} matches the empty text; write + where it says *, for instance")
        self._place = place

    def find(self, text: str) -> Iterator[Match]:
        """Matches from left to right that don't overlap, without white space around them.

        Raises `InputError` when it takes far longer than a text of that length may.
        """
        budget = _SECONDS + len(text) * _SECONDS_PER_CHARACTER
        try:
            for match in self._compiled.finditer(text, timeout=budget):
                start, end = match.span("entity") if "entity" in self._compiled.groupindex else match.span()
                start, end = _stripped(text, start, end)
                if start < end:
                    groups = {name: value for name, value in match.groupdict().items() if value is not None}
                    groups.pop("entity", None)
                    yield Match(start, end, groups)
        except TimeoutError:
            raise InputError(
                f"{self._place}: took more than {budget:.0f} s on a text of {len(text):,} characters; {_NEXT}"
            ) from None


def _stripped(text: str, start: int, end: int) -> Span:
    found = text[start:end]
    return start + len(found) - len(found.lstrip()), end - (len(found) - len(found.rstrip()))
