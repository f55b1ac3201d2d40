"""Letters that may be units: whether `A`, `in`, `F`, `st` or `U` behind a number measure something."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["drug_near", "is_patient", "symbol_meant"]

_NEVER = row("units", "doubtful", "never")
_CLOSE = row("units", "doubtful", "close")
_APART = row("units", "doubtful", "apart")
_SIZES = row("units", "doubtful", "sizes")
_PATIENTS = row("units", "doubtful", "patients")
_DRUGS = row("units", "measured_in_units", "drugs")
_FEET = frozenset(("ft", "feet", "foot", "'", "."))
_CHEMISTRY = row("units", "doubtful", "chemistry")
_NEAR = 7
_LONGEST_OF_HYPHENS = 3
_OLDEST = 110


def symbol_meant(passage: Passage, index: int) -> bool:
    """Whether the letters at a token, which may be something else, are a unit of the number before them."""
    raw, after = passage.raw[index], passage.raw[index + 1]
    close, before = passage.glued(index), passage.words[index - 1]
    if not (before[:1].isdigit() or before in ("-", "½", "¼", "¾")):
        return False  # "one l" measures nothing
    if raw == "in":
        return _inches_meant(passage, index)
    if after == "/" and passage.glued(index + 1):
        return True
    if raw == "M":
        return not close and not _CHEMISTRY.isdisjoint(passage.near(index, _NEAR, _NEAR))
    if raw in _NEVER or is_patient(passage, index):
        return False
    if before == "-" and len(raw) == 1 and len(passage.words[index - 2]) > _LONGEST_OF_HYPHENS:
        return False  # ticket 88213-A
    if raw in ("C", "F"):
        below_zero = passage.words[index - 2] == "-" and passage.glued(index - 1) and not passage.glued(index - 2)
        return (below_zero or _temperature(before)) and (close or not after[:1].isalpha() or after.islower())
    if raw == "st" and before.endswith("1") and not before.endswith("11"):
        return False  # 1st, 21st
    if raw == "U":
        return close or drug_near(passage, index)
    named = after[:1].isupper()
    if raw in _CLOSE:
        return close and not named
    return raw not in _APART or close or not (named or after.isdigit())


def is_patient(passage: Passage, index: int) -> bool:
    """Whether `F` or `M` behind a number is the sex of a patient: `58F with chest pain`."""
    age = passage.words[index - 1]
    if passage.raw[index] not in ("F", "M") or not age.isdigit() or len(age) > 3 or int(age) > _OLDEST:
        return False
    after = passage.words[index + 1]
    return (after in _PATIENTS and (len(after) > 1 or passage.words[index + 2] == "/")) or after == ","


def _inches_meant(passage: Passage, index: int) -> bool:
    after = passage.words[index + 1]
    if passage.glued(index) or passage.in_hyphens(index - 1):
        return True
    if passage.words[index - 2] in _FEET:
        return not after[:1].isalpha() or after in _SIZES or after in ("of", "and")
    if after == ".":
        return not passage.raw[index + 2][:1].isupper()
    return after in (",", ")", ";", "") or after in _SIZES


def _temperature(word: str) -> bool:
    return "." in word or (word.isdigit() and 2 <= len(word) <= 4)


def drug_near(passage: Passage, index: int) -> bool:
    """Whether units are those of a drug or an enzyme."""
    words = passage.words
    if words[index + 1] in ("/", "per"):
        return True
    return not _DRUGS.isdisjoint(passage.near(index, _NEAR, _NEAR))
