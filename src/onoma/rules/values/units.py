"""Units of measurement as they are written, and the symbol that each stands for: `mg/dL`, `ft²`, `10^9/L`."""

from __future__ import annotations

from onoma.rules.values.doubtful_units import drug_near, symbol_meant
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import Phrases, row, rows_of, table

__all__ = ["NAME_STARTS", "full_name_at", "unit_at"]

_SOMETHING_ELSE = frozenset(("in", "ct"))
_NAMES = Phrases(rows_of("units", "names"))
_SYMBOLS = Phrases(
    [*((key, key) for key in table("units")["names"] if key not in _SOMETHING_ELSE), *rows_of("units", "symbols")]
)
_TIMES = Phrases(rows_of("units", "times"))
_COUNTED = Phrases(rows_of("units", "counted"))
NAME_STARTS = _NAMES.first_words
"""Words, in lower case, with which a unit that is written out can begin."""

_DOUBTFUL = row("units", "doubtful", "symbols")
_DOTTED = row("units", "doubtful", "dotted")
_RATES = row("units", "rates", "below")
_NUMBERS_BELOW = row("units", "rates", "numbers")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TIMES_SIGNS = frozenset(("x", "×", "*", "·"))
_FLAT_POWERS = frozenset(("103", "106", "109", "1012"))
_GOES_ON = frozenset((",", ")", ";", "("))
_MOST_BELOW = 3


def unit_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """Where the unit that begins at a token ends, and its symbol; a number or its hyphen stands before it."""
    power = _power_of_ten(passage, index)
    if power is not None:
        return power
    if passage.words[index] == "/" and passage.glued(index):
        below = _below(passage, index + 1)
        return (below[0], f"/{below[1]}") if below is not None and below[1] in _RATES else None
    atom = _atom(passage, index)
    if atom is None:
        return _counted(passage, index)
    return _with_stop(passage, *_quotient(passage, *atom))


def full_name_at(passage: Passage, index: int) -> tuple[int, str] | None:
    """A unit that is written out, such as `mile`."""
    return _NAMES.longest(passage.words, index)


def _atom(passage: Passage, index: int) -> tuple[int, str] | None:
    """One unit without what it is divided by."""
    found = _NAMES.longest(passage.words, index)
    symbol = _SYMBOLS.longest(passage.raw, index)
    if symbol is not None and (found is None or symbol[0] >= found[0]):
        doubtful = passage.raw[index] in _DOUBTFUL and symbol[0] == index + 1
        if not doubtful or symbol_meant(passage, index):
            found = symbol
    elif found is None and passage.words[index] in ("unit", "units") and drug_near(passage, index):
        found = index + 1, "U"
    return found if found is not None and not _word_goes_on(passage, found[0]) else None


def _word_goes_on(passage: Passage, end: int) -> bool:
    """Whether what was read is only the beginning of a word: `g` of `5g3`, `m` of `5m_x`; but not of `10cmx20cm`."""
    following = passage.words[end]
    return passage.glued(end) and (following[:1].isalnum() or following == "_") and following != "x"


def _with_stop(passage: Passage, end: int, symbol: str) -> tuple[int, str]:
    """The unit with the full stop of its abbreviation, where the sentence goes on behind it."""
    if passage.words[end] != "." or not passage.glued(end) or passage.words[end - 1] not in _DOTTED:
        return end, symbol
    following = passage.raw[end + 1]
    goes_on = following[:1].islower() or following[:1].isdigit() or following in _GOES_ON
    return (end + 1 if goes_on else end), symbol


# --- quotients


def _quotient(passage: Passage, end: int, symbol: str) -> tuple[int, str]:
    """The unit with what it is divided by: `mg/dL`, `mL/min/1.73 m²`, `mg per day`."""
    words = passage.words
    for _ in range(_MOST_BELOW):
        slash = words[end] == "/" and passage.glued(end) and passage.glued(end + 1)
        if slash or words[end] == "per":
            begin = end + 1
        elif words[end : end + 3] == ["-", "per", "-"]:
            begin = end + 3
        else:
            break
        below = _below(passage, begin)
        if below is None:
            break
        end, symbol = below[0], f"{symbol}/{below[1]}"
    return end, symbol


def _below(passage: Passage, index: int) -> tuple[int, str] | None:
    """What stands under the line: a unit or a time, with a number before it at most."""
    words = passage.words
    number = f"{words[index]} " if words[index] in _NUMBERS_BELOW else ""
    begin = index + 1 if number else index
    found = _TIMES.longest(words, begin)
    if found is None:
        symbol, found = (
            _SYMBOLS.longest(passage.raw, begin),
            _NAMES.longest(words, begin) or _COUNTED.longest(words, begin),
        )
        if symbol is not None and (found is None or symbol[0] >= found[0]):
            found = symbol
    if found is None or (passage.glued(found[0]) and words[found[0]][:1].isalnum()):
        return None
    return found[0], number + found[1]


def _counted(passage: Passage, index: int) -> tuple[int, str] | None:
    """`cells/µL`: what is counted, in some measure of it."""
    counted = _COUNTED.longest(passage.words, index)
    if counted is None:
        return None
    end, symbol = _quotient(passage, *counted)
    return (end, symbol) if end > counted[0] else None


def _power_of_ten(passage: Passage, index: int) -> tuple[int, str] | None:
    """`x 10^9/L`, `×10⁹/L`, `10*3/µL`, `10e3/µL`, `x 109/L`, `K/µL`."""
    words, raw = passage.words, passage.raw
    if raw[index] in ("K", "k") and words[index + 1] == "/":
        below = _below(passage, index + 2)
        return (below[0], f"10^3/{below[1]}") if below is not None else None
    begin = index + 1 if words[index] in _TIMES_SIGNS else index
    flat = words[begin] if begin > index and words[begin + 1] == "/" else ""
    if flat in _FLAT_POWERS:  # the figure was raised once
        end, symbol = _quotient(passage, begin + 1, f"10^{flat[2:]}")
        return (end, symbol) if "/" in symbol else None
    if words[begin] != "10":
        return None
    power, end = raw[begin + 1].translate(_SUPERSCRIPTS), begin + 2
    if words[begin + 1] in ("^", "*", "e"):
        power, end = words[begin + 2], begin + 3
    if not power.isdigit() or not passage.glued(end - 1):
        return None
    counted = _COUNTED.longest(words, end)
    end, symbol = _quotient(passage, counted[0] if counted is not None else end, f"10^{power}")
    return (end, symbol) if "/" in symbol else None
