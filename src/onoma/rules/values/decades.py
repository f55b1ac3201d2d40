"""Decades and centuries: `the 1990s`, `'90s`, `nineties`, `the 19th century`; and what is somebody's age, `his 40s`."""

from __future__ import annotations

from onoma.document import Value
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, row

__all__ = ["DECADE_WORDS", "century_at", "decade_at"]

_WORDS = numbered("calendar", "decades")
DECADE_WORDS = frozenset(_WORDS)
_BEFORE_WORDS = row("calendar", "decade_words", "before")
_OWNERS = row("calendar", "decade_words", "owners")
_SIDES = frozenset(("early", "mid", "late", "-"))
_FIRST_SURE = 50
_LAST_OF_2000S = 20
_NEW_CENTURY = 2000


def decade_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The decade that begins at a token, without its article: `1990s`, `'90s`, `90s`, `nineties`, `1990's`."""
    words = passage.words
    if words[index] in _WORDS:
        if index and words[index - 1] in _BEFORE_WORDS:
            return index + 1, _iso(passage, index, 1900 + _WORDS[words[index]])
        return None
    begin = index + 1 if words[index] == "'" and not _letters_before(passage, index) else index
    digits = words[begin]
    if not (digits.isdigit() and digits.isascii() and digits.endswith("0")) or _letters_before(passage, begin):
        return None
    end = _after_s(passage, begin + 1)
    if end is None:
        return None
    if len(digits) == 4:
        return (end, _decade(int(digits))) if 1000 <= int(digits) <= 2100 else None
    if len(digits) != 2 or not (begin > index or int(digits) >= _FIRST_SURE or _cued(passage, index)):
        return None
    return end, _iso(passage, index, (2000 if int(digits) < _LAST_OF_2000S else 1900) + int(digits))


def _letters_before(passage: Passage, index: int) -> bool:
    return passage.glued(index) and passage.words[index - 1][:1].isalnum()


def _after_s(passage: Passage, index: int) -> int | None:
    """Where the `s` or `'s` of a decade ends."""
    end = index + 1 if passage.words[index] == "'" and passage.glued(index) else index
    if (
        passage.words[end] != "s"
        or not passage.glued(end)
        or (passage.glued(end + 1) and passage.words[end + 1].isalnum())
    ):
        return None
    return end + 1


def _cued(passage: Passage, index: int) -> bool:
    before = passage.words[index - 1] if index else ""
    return before == "the" or before in _SIDES or before in _OWNERS


def _iso(passage: Passage, index: int, year: int) -> Value:
    """The decade, or the ages where it is somebody's: `in his mid-40s`."""
    before = index - 1
    while before > 0 and passage.words[before] in _SIDES:
        before -= 1
    if before >= 0 and passage.words[before] in _OWNERS:
        return {"min": f"P{year % 100}Y", "max": f"P{year % 100 + 9}Y"}
    return _decade(year)


def _decade(year: int) -> str:
    """Ten years; the 1800s are a hundred, the 2000s ten."""
    return f"{year}/{year + (99 if year % 100 == 0 and year < _NEW_CENTURY else 9)}"


def century_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The century that begins at a token, without its article: `19th century`, `twenty-first-century`."""
    ordinal = ordinal_number_at(passage, index)
    if ordinal is None or not 1 <= ordinal[1] <= 30:
        return None
    end, number = ordinal
    begin = end + 1 if passage.in_hyphens(end) else end
    if passage.words[begin] not in ("century", "centuries"):
        return None
    end = begin + 1
    if passage.raw[end] in ("BC", "BCE"):
        return end + 1, None
    end += passage.raw[end] in ("AD", "CE")
    return end, f"{(number - 1) * 100 + 1:04d}/{number * 100:04d}"
