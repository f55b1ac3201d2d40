"""Units of measurement as they are written, and the symbol that each stands for: `mg/dL`, `ft²`, `10^9/L`."""

from __future__ import annotations

from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, rows_of, table

__all__ = ["UNIT_STARTS", "full_name_at", "unit_at"]

_NAMES = Phrases(rows_of("units", "names"))
_SYMBOLS = Phrases(
    [*rows_of("units", "symbols"), *((key, key) for key in table("units")["names"] if key not in ("in", "ct"))]
)
_TIMES = Phrases(rows_of("units", "times"))
_COUNTED = Phrases(rows_of("units", "counted"))
_DOUBTFUL = frozenset(table("units")["doubtful"]["close"])
_DRUGS = frozenset(table("units")["measured_in_units"]["drugs"])
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DOTTED = frozenset(
    (
        "in",
        "ft",
        "lb",
        "lbs",
        "oz",
        "yd",
        "yds",
        "gal",
        "pt",
        "qt",
        "sq",
        "cu",
        "tbsp",
        "tsp",
        "mi",
        "fl",
        "i.u",
        "deg",
        "cal",
    )
)
_SIZES = frozenset(
    ("wide", "long", "tall", "deep", "high", "thick", "diameter", "diagonal", "x", "×", "by", "screen", "of", "and")
)
_NEAR = 7
_MOST_BELOW = 3

UNIT_STARTS = _NAMES.first_words | frozenset(word.lower() for word in _SYMBOLS.first_words)
"""Words, in lower case, with which a unit can begin."""


def unit_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """Where the unit that begins at a token ends, and its symbol; the token before is a number's last or a hyphen."""
    power = _power_of_ten(passage, index)
    if power is not None:
        return power
    if passage.words[index] == "/" and passage.glued(index):
        below = _below(passage, index + 1)
        return (
            (below[0], f"/{below[1]}")
            if below is not None and below[1] in ("min", "µL", "mm³", "HPF", "s", "h", "cm²", "mL")
            else None
        )
    atom = _atom(passage, index)
    if atom is None:
        return _counted(passage, index)
    return _with_stop(passage, index, *_quotient(passage, *atom))


def full_name_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """A unit that is written out, such as `mile`."""
    return _NAMES.longest(passage.words, index)


def _atom(passage: Passage, index: int) -> tuple[int, str] | None:
    """One unit without what it is divided by."""
    name = _NAMES.longest(passage.words, index)
    symbol = _SYMBOLS.longest(passage.raw, index)
    if symbol is not None and (name is None or symbol[0] >= name[0]):
        if passage.raw[index] not in _DOUBTFUL or symbol[0] > index + 1 or _meant(passage, index):
            name = _squared(passage, symbol)
    elif name is None and passage.words[index] in ("unit", "units") and _drug_near(passage, index):
        name = index + 1, "U"
    if name is None or _word_goes_on(passage, name[0]):
        return None
    return name


def _squared(passage: Passage, symbol: tuple[int, str]) -> tuple[int, str]:
    return symbol


def _word_goes_on(passage: Passage, end: int) -> bool:
    """Whether what was read is only the beginning of a word: `g` of `5g3`, `m` of `5m_x`."""
    following = passage.words[end]
    return passage.glued(end) and (following[:1].isalnum() or following == "_") and following != "x"


def _meant(passage: Passage, index: int) -> bool:
    """Whether a letter that may be something else is a unit here."""
    raw, after = passage.raw[index], passage.raw[index + 1]
    close = passage.glued(index)
    if raw == "in":
        return _inches_meant(passage, index)
    if after == "/" and passage.glued(index + 1):
        return True
    if raw in ("C", "F"):
        return _temperature(passage.words[index - 1]) and (close or not after[:1].isalpha() or after.islower())
    if raw == "st" and close and passage.words[index - 1].endswith("1") and not passage.words[index - 1].endswith("11"):
        return False  # 1st, 21st
    if raw in ("B", "D", "st", "pts", "N", "M", "ac", "G", "Mg", "MM"):
        return close and raw not in ("M", "B", "G", "N", "D") and not passage.raw[index + 1][:1].isupper()
    if raw == "U":
        return close or _drug_near(passage, index)
    if raw in ("A", "t", "ct", "pt", "bp", "kt", "MP", "K", "Mt"):
        return close or not (after[:1].isupper() or after.isdigit())
    return True


def _inches_meant(passage: Passage, index: int) -> bool:
    after = passage.words[index + 1]
    if passage.in_hyphens(index - 1) or passage.glued(index):
        return True
    if passage.words[index - 2] in ("ft", "feet", "foot", "'", "."):
        return not after[:1].isalpha() or after in _SIZES
    return (
        (after == "." and not passage.raw[index + 2][:1].isupper())
        or after in (",", ")", ";", "x", "×", "")
        or after in _SIZES - {"of", "and"}
    )


def _temperature(word: str) -> bool:
    return "." in word or (word.isdigit() and 2 <= len(word) <= 4)


def _drug_near(passage: Passage, index: int) -> bool:
    words = passage.words
    if words[index + 1] == "/" or words[index + 1] == "per":
        return True
    near = words[max(0, index - _NEAR) : index + _NEAR]
    return not _DRUGS.isdisjoint(near)


def _quotient(passage: Passage, end: int, symbol: str) -> tuple[int, str]:
    """The unit with what it is divided by: `mg/dL`, `mL/min/1.73 m²`, `mg per day`."""
    for _ in range(_MOST_BELOW):
        words = passage.words
        if words[end] == "/" and passage.glued(end) and passage.glued(end + 1):
            below = _below(passage, end + 1)
        elif words[end] == "per" or (words[end] == "-" and words[end + 1] == "per"):
            below = _below(passage, end + 1 + 2 * (words[end] == "-"))
        else:
            break
        if below is None:
            break
        end, symbol = below[0], f"{symbol}/{below[1]}"
    return end, symbol


def _below(passage: Passage, index: int) -> tuple[int, str] | None:
    """What stands under the line: a unit or a time, with a number before it at most."""
    words = passage.words
    counted = ""
    if words[index] in ("100", "1.73", "24", "12") and words[index + 1]:
        counted = f"{words[index]} "
        index += 1
    found = _TIMES.longest(words, index) or _below_unit(passage, index)
    if found is None or (passage.glued(found[0]) and passage.words[found[0]][:1].isalnum()):
        return None
    return found[0], counted + found[1]


def _below_unit(passage: Passage, index: int) -> tuple[int, str] | None:
    symbol = _SYMBOLS.longest(passage.raw, index)
    name = _NAMES.longest(passage.words, index) or _COUNTED.longest(passage.words, index)
    if symbol is not None and (name is None or symbol[0] >= name[0]):
        return symbol
    return name


def _counted(passage: Passage, index: int) -> tuple[int, str] | None:
    """`cells/µL`: what is counted, in some measure of it."""
    counted = _COUNTED.longest(passage.words, index)
    if counted is None:
        return None
    end, symbol = _quotient(passage, *counted)
    return (end, symbol) if end > counted[0] else None


def _power_of_ten(passage: Passage, index: int) -> tuple[int, str] | None:
    """`x 10^9/L`, `×10⁹/L`, `10*3/µL`, `K/µL`."""
    words = passage.words
    if passage.raw[index] in ("K", "k") and words[index + 1] == "/":
        below = _below(passage, index + 2)
        return (below[0], f"10^3/{below[1]}") if below is not None else None
    begin = index + 1 if words[index] in ("x", "×", "*", "·") else index
    if words[begin] != "10":
        return None
    if words[begin + 1] in ("^", "*") and words[begin + 2].isdigit():
        end, power = begin + 3, words[begin + 2]
    elif words[begin + 1].isdigit() and words[begin + 1].isascii() is False:
        end, power = begin + 2, words[begin + 1].translate(_SUPERSCRIPTS)
    elif words[begin + 1] == "e" and words[begin + 2].isdigit():
        end, power = begin + 3, words[begin + 2]
    else:
        return None
    atom = _COUNTED.longest(words, end)
    end, symbol = _quotient(passage, atom[0] if atom is not None else end, f"10^{power}")
    return (end, symbol) if "/" in symbol else None


def _with_stop(passage: Passage, index: int, end: int, symbol: str) -> tuple[int, str]:
    """The unit with the full stop of its abbreviation, where the sentence goes on behind it."""
    if passage.words[end] != "." or not passage.glued(end) or passage.words[end - 1] not in _DOTTED:
        return end, symbol
    following = passage.raw[end + 1]
    goes_on = following[:1].islower() or following[:1].isdigit() or following in (",", ")", ";")
    return (end + 1 if goes_on else end), symbol
