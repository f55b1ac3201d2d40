"""Years: `2026`, `FY2023`, `fiscal 2027`, `'98`, `500 BC`, `nineteen eighty-four`; and four digits that are none."""

from __future__ import annotations

from onoma.rules.values.iso import Day, full_year, year_iso
from onoma.rules.values.names import is_law
from onoma.rules.values.nouns import counted_after, plain_word_after
from onoma.rules.values.numbers import number_at
from onoma.rules.values.numerals import is_whole
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, row
from onoma.rules.values.units import unit_at

__all__ = ["fiscal_year_at", "year_at"]

_BEFORE = row("calendar", "years", "before")
_ALSO_BEFORE = row("calendar", "years", "also_before")
_COUNTED = row("calendar", "years", "counted")
_NAMED = row("calendar", "years", "named")
_SPELLED_BEFORE = row("calendar", "years", "spelled_before")
_MONTHS = numbered("calendar", "months")
_CENTURIES = {"nineteen": 19, "eighteen": 18, "seventeen": 17, "twenty": 20}
_FISCAL = frozenset(("fy", "cy"))
_BEFORE_CHRIST = frozenset(("bc", "bce"))
_AFTER_CHRIST = frozenset(("ad", "ce"))
_PREFIXES = frozenset(("mid", "pre", "post", "early", "late", "to"))
_RECENT = range(1900, 2060)
_POSSIBLE = range(1000, 2200)
_STUCK_BEHIND = frozenset(("_", "@", "=", "°", "%", "+"))
_STUCK_BEFORE = frozenset(("_", "/", "@", "#", "$", "€", "£", "=", "¥", "+", ".", ":"))
_NO_END = frozenset(("present", "now", "current", "today"))


def year_at(passage: Passage, index: int) -> tuple[int, str | Day | None] | None:
    """The year that begins at a token: where it ends, and the year, or its ISO form before Christ."""
    word = passage.words[index]
    if word in _FISCAL:
        return fiscal_year_at(passage, index + 1)
    if word == "'":
        return _short(passage, index)
    if word in _CENTURIES:
        return _spelled(passage, index)
    if word in _AFTER_CHRIST:
        return _era_first(passage, index)
    if not (word.isdigit() and word.isascii() and len(word) <= 4):
        return None
    era = _era_last(passage, index)
    if era is not None:
        return era
    if len(word) != 4 or int(word) not in _POSSIBLE or not _meant(passage, index):
        return None
    return index + 1, Day(int(word))


def fiscal_year_at(passage: Passage, index: int) -> tuple[int, Day] | None:
    """The year behind FY: `2023`, `24`, `'24`."""
    begin = index + 1 if passage.words[index] == "'" else index
    digits = passage.words[begin]
    if (
        not digits.isdigit()
        or len(digits) not in (2, 4)
        or (passage.glued(begin + 1) and passage.words[begin + 1].isalnum())
    ):
        return None
    return begin + 1, Day(full_year(digits))


def _short(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`'98`."""
    digits = passage.words[index + 1]
    if (passage.glued(index) and passage.words[index - 1][:1].isalnum()) or not passage.glued(index + 1):
        return None
    if (
        len(digits) != 2
        or not digits.isdigit()
        or (passage.glued(index + 2) and passage.words[index + 2][:1].isalnum())
    ):
        return None
    return index + 2, Day(full_year(digits))


def _spelled(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`nineteen ninety-nine`, `twenty twenty-six`, where a preposition says that it is a year."""
    if index == 0 or passage.words[index - 1] not in _SPELLED_BEFORE:
        return None
    rest = number_at(passage, index + 1)
    if rest is None or rest.figures or rest.amount is None or not 10 <= rest.amount <= 99 or not is_whole(rest.amount):
        return None
    return rest.end, Day(_CENTURIES[passage.words[index]] * 100 + int(rest.amount))


# --- eras


def _era_first(passage: Passage, index: int) -> tuple[int, str] | None:
    """`AD 79`."""
    digits = passage.words[index + 1]
    if not passage.raw[index].isupper() or not digits.isdigit() or len(digits) > 4:
        return None
    return index + 2, year_iso(int(digits))


def _era_last(passage: Passage, index: int) -> tuple[int, str] | None:
    """`44 BC`, `79 CE`, `500 B.C.`; the year before 1 is 0 in ISO 8601."""
    words, year = passage.words, int(passage.words[index])
    era, end = words[index + 1], index + 2
    if era == "b" and words[end : end + 3] == [".", "c", "."]:
        era, end = "bc", end + 3
    elif not passage.raw[index + 1].isupper():
        return None
    if era in _BEFORE_CHRIST:
        return end, f"-{year - 1:04d}" if year > 1 else "0000"
    return (end, year_iso(year)) if era in _AFTER_CHRIST else None


# --- four digits


def _meant(passage: Passage, index: int) -> bool:
    """Whether four digits are a year, and no amount and no name's number."""
    words = passage.words
    before, after = words[index - 1] if index else "", words[index + 1]
    if _stuck_before(passage, index) or _stuck_behind(passage, index) or is_law(passage, index, index + 1):
        return False
    if before in _NAMED or after in _COUNTED or unit_at(passage, index + 1) is not None:
        return False
    if before == "." and index > 1 and words[index - 2] in _NAMED:
        return False
    if int(words[index]) in _RECENT:
        round_amount = words[index].endswith("00") and before not in _BEFORE | _ALSO_BEFORE
        return not (round_amount and counted_after(passage, index + 1))
    if before in _BEFORE:
        return not counted_after(passage, index + 1)
    return before in _ALSO_BEFORE and _goes_with_year(passage, index) and not plain_word_after(passage, index + 1)


def _goes_with_year(passage: Passage, index: int) -> bool:
    """Whether a preposition before an old year goes with it: not `a total of 1500`, not `about 1500`."""
    before = passage.words[index - 1]
    if before in ("of", "and", "to", "-", "for"):
        return passage.raw[index - 2][:1].isupper() or passage.words[index - 2].isdigit() if index > 1 else False
    return before not in ("about", "around")


def _stuck_before(passage: Passage, index: int) -> bool:
    """Whether the digits hang on what stands before them: `X-1997`, `#1997`, `12/1997`."""
    if not passage.glued(index):
        return False
    words, before = passage.words, passage.words[index - 1]
    if before[:1].isalnum() or before in _STUCK_BEFORE:
        return True
    if before != "-" or index < 2 or not words[index - 2][-1:].isalnum():
        return False
    return not (words[index - 2] in _PREFIXES or words[index - 2].isdigit() or words[index - 2] in _MONTHS)


def _stuck_behind(passage: Passage, index: int) -> bool:
    """Whether they go on behind: `1997A`, `1997-X`; but 2019-20 is a range of years."""
    after = passage.words[index + 1]
    if not passage.glued(index + 1):
        return False
    if after[:1].isalpha() or after in _STUCK_BEHIND:
        return True
    goes_on = passage.glued(index + 2) and passage.words[index + 2][:1].isalnum()
    return after in ("/", ":", "-") and goes_on and not _second_year(passage, index)


def _second_year(passage: Passage, index: int) -> bool:
    """Whether what follows a year and a sign makes a range of years with it: `2019-20`, `2019/2020`, `2011-present`."""
    sign, word = passage.words[index + 1], passage.words[index + 2]
    if not word.isdigit():
        return sign == "-" and word.isalpha() and (word in _NO_END or passage.raw[index + 2].islower())
    if sign == ":" or (passage.glued(index + 3) and passage.words[index + 3] in ("-", "/")):
        return False
    if len(word) == 4:
        return int(passage.words[index]) <= int(word) < _POSSIBLE.stop
    return len(word) == 2 and int(passage.words[index]) % 100 < int(word)
