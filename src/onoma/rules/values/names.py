"""Numbers that name and don't count: of versions, rooms, laws, addresses, items of a list; scores and ratios."""

from __future__ import annotations

from onoma.rules.values.nouns import counted_after, plain_word_after
from onoma.rules.values.numerals import numeral_of
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["end_of_run", "is_law", "is_name", "is_part", "named_before"]

_THINGS = row("names", "before", "things")
_DOUBTFUL = row("names", "before", "doubtful")
_ABBREVIATED = row("names", "before", "abbreviated")
_ENDINGS = row("names", "before", "endings")
_EMERGENCIES = row("names", "before", "emergencies")
_COMMON = row("names", "before", "common")
_MEASURES = row("names", "measures", "words")
_STREETS = row("names", "places", "streets")
_STATES = row("names", "places", "states")
_BOOKS = row("times", "ratios", "words")
_NOT_MEASURED = frozenset(("level", "grade"))
_HANGS_BEFORE = frozenset(("#", "№", "_", "/", "\\", "@", "§", "^", "*", "&"))
_GOES_ON = frozenset(("_", "@", "#", "\\", "^"))
_LISTS = frozenset(("and", "or", "to", ",", "&", "through", "-"))
_SENTENCE_STARTS = frozenset((".", "!", "?", ":", "\n\n", "|", ";", "•", "-", "*", '"'))
_LAWS = (["u", ".", "s", ".", "c"], ["c", ".", "f", ".", "r"], ["u", ".", "s", ".", "code"])
_LAW_WORDS = frozenset(("USC", "CFR", "USCA", "USCS"))
_NTHS = frozenset(("st", "nd", "rd", "th"))
_MOST_DIGITS, _MOST_COUNTED = 10, 6
_LONGEST_ROW = 6
_BETWEEN_CITED = frozenset((",", ";", "-"))
_LONGEST_LIST = 16
_NUMBERED = frozenset(("page", "part", "step", "sheet", "slide", "episode", "chapter", "volume", "p", "day", "pg"))
_LONGEST_ASIDE = 12
_POSTCODE_DIGITS = 5
_FEWEST_PIXELS = 100
_LONGEST_RUN = 12
_LAST_ITEM = 20


# --- parts of something longer


def is_part(passage: Passage, index: int, end: int) -> bool:
    """Whether figures at `[index, end)` are only a part of something longer: of `B12`, `4482-19937`, `3.11.7-rc1`."""
    return (passage.glued(index) and _hangs(passage, index)) or (passage.glued(end) and _goes_on(passage, end))


def _hangs(passage: Passage, index: int) -> bool:
    words, before = passage.words, passage.words[index - 1]
    if before[-1:].isalnum():
        return passage.raw[index - 1] not in ("x", "×") or passage.glued(index - 1)
    if before in _HANGS_BEFORE or (before == "+" and passage.glued(index - 1)):
        return True
    if before == '"':
        return index > 1 and words[index - 2] == "="
    if before == ":" and index > 1 and words[index - 2] == ":":
        return True  # 2001:db8::1
    if before not in ("-", ".", ":", ",") or index < 2 or not passage.glued(index - 1):
        return False
    return words[index - 2][-1:].isalnum() and not (before == "," and words[index - 2].isalpha())


def _goes_on(passage: Passage, end: int) -> bool:
    after = passage.words[end]
    if after[:1].isalnum() or after in _GOES_ON:
        return True
    following = passage.raw[end + 1]
    if not passage.glued(end + 1) or not following[:1].isalnum():
        return False
    if after == "(" and len(following) == 1 and passage.words[end + 2] == ")":
        return True  # 401(k)
    if after == "-":
        return following[0].isdigit() or len(following) == 1 or following[0].isupper()
    return after in ("/", ":", ".")


def end_of_run(passage: Passage, end: int) -> int:
    """Where that ends of which figures are a part: nothing in it is a number."""
    last = min(end + _LONGEST_RUN, passage.n)
    while end < last and passage.glued(end):
        word = passage.words[end]
        joins = (
            word in ("-", "/", ".", ":", "_", "#", "@") and passage.glued(end + 1) and passage.words[end + 1].isalnum()
        )
        if not (word[:1].isalnum() or joins):
            break
        end += 1
    return end


# --- names


def is_name(passage: Passage, index: int, end: int) -> bool:
    """Whether the number in figures at `[index, end)` is the name of what stands before it, or of a place."""
    figures = passage.words[index]
    if figures[:1].isdigit() and (numeral_of(figures) is None or _too_long(figures)):
        return True
    return (
        named_before(passage, index, end)
        or _further_name(passage, index, end)
        or _listed(passage, index, end)
        or _cited(passage, index)
        or _uncounted(passage, index, end)
        or (end == index + 1 and _in_row(passage, index))
        or is_law(passage, index, end)
        or _pixels(passage, index, end)
        or _address(passage, index, end)
        or _after_capital(passage, index, end)
        or passage.raw[end] == "Cent"
        or (passage.raw[end].istitle() and passage.words[end] in _BOOKS)
    )


def _too_long(figures: str) -> bool:
    return figures.isdigit() and (len(figures) > _MOST_DIGITS or (figures.startswith("0") and len(figures) > 1))


def _cited(passage: Passage, index: int) -> bool:
    """`(3, 4)`, `[12-14]`: nothing but numbers, which are those of sources."""
    words, first, last = passage.words, index, index
    while index - first < _LONGEST_ROW and words[first - 1] in _BETWEEN_CITED and words[first - 2].isdigit():
        first -= 2
    while last - index < _LONGEST_ROW and words[last + 1] in _BETWEEN_CITED and words[last + 2].isdigit():
        last += 2
    return last > first and words[first - 1] + words[last + 1] in ("()", "[]") and words[index].isdigit()


def _uncounted(passage: Passage, index: int, end: int) -> bool:
    """Seven digits and more without a sign between them, which count nothing: an account, an id."""
    figures = passage.words[index]
    return end == index + 1 and figures.isdigit() and len(figures) > _MOST_COUNTED and not counted_after(passage, end)


def _in_row(passage: Passage, index: int) -> bool:
    """`7019 2280 0001 4472`: three groups of digits and more, as they name cards, letters and accounts."""
    words = passage.words
    if not words[index].isdigit():
        return False
    first = last = index
    while first > max(0, index - _LONGEST_ROW) and words[first - 1].isdigit():
        first -= 1
    while last < index + _LONGEST_ROW and words[last + 1].isdigit():
        last += 1
    return last - first > 1 and sum(map(len, words[first : last + 1])) > _MOST_COUNTED


def named_before(passage: Passage, index: int, end: int) -> bool:
    """Whether a word before a number says that it names: `room 214`, `no. 5`, `ending in 4471`, `on 911`."""
    words = passage.words
    before = words[index - 1] if index else ""
    two_before = words[index - 2] if index > 1 else ""
    if before == "#":
        return True
    if before == ".":
        return two_before in _ABBREVIATED and not counted_after(passage, end)
    if before in (":", "(") or (before == "-" and passage.glued(index)):
        return two_before in _THINGS - _DOUBTFUL - _MEASURES and not counted_after(passage, end)
    if words[index] == "911" and (before in _EMERGENCIES or not counted_after(passage, end)):
        return True
    if before in ("in", "with") and two_before in _ENDINGS:
        return True
    if before not in _THINGS or (before in _MEASURES and before not in _NOT_MEASURED):
        return False
    return before not in _DOUBTFUL or not counted_after(passage, end)


def _further_name(passage: Passage, index: int, end: int) -> bool:
    """`rooms 214 and 215`, `days 1, 8 and 15`: a further one of those that name."""
    words, begin = passage.words, index
    if index > 2 and words[index - 1] == "of" and words[index - 3] in _NUMBERED and words[index - 2].isdigit():
        return True  # page 2 of 3
    while begin > 2 and begin > index - _LONGEST_LIST and words[begin - 1] in _LISTS and words[begin - 2][:1].isdigit():
        begin -= 2
    if begin == index:
        return False
    thing = words[begin - 1]
    return thing in _THINGS and thing not in _MEASURES and not plain_word_after(passage, end)


def _listed(passage: Passage, index: int, end: int) -> bool:
    """The number of an item of a list: `1. Wash`, `2) Dry`, `section (3)`."""
    words = passage.words
    if not words[index].isdigit() or len(words[index]) > 2 or int(words[index]) > _LAST_ITEM:
        return False
    if words[end] == ")":
        if _in_parentheses(words, index):
            return False
        return index == 0 or words[index - 1] != "(" or (index > 1 and words[index - 2] in (")", "section", "sections"))
    at_start = index == 0 or passage.line_begins(index)
    return at_start and words[end] == "." and passage.glued(end) and passage.raw[end + 1][:1].isupper()


def _in_parentheses(words: list[str], index: int) -> bool:
    """Whether the parenthesis behind a number closes one before some word: `(n = 14)`, but not `(3, 4)`."""
    for at in range(index - 1, max(-1, index - _LONGEST_ASIDE), -1):
        if words[at] in ("(", ")"):
            return words[at] == "(" and any(word.isalpha() or word == "=" for word in words[at + 1 : index])
    return False


def is_law(passage: Passage, index: int, end: int) -> bool:
    """`15 U.S.C. 1681`, `42 CFR 482`."""
    words, raw = passage.words, passage.raw
    if raw[end] in _LAW_WORDS or words[end : end + 5] in _LAWS:
        return True
    before = index - (words[index - 1] == ".") if index else 0
    return raw[index - 1] in _LAW_WORDS or (before > 4 and words[before - 5 : before] in _LAWS)


def _pixels(passage: Passage, index: int, end: int) -> bool:
    """`1920 x 1080`."""
    words = passage.words
    if not words[index].isdigit() or int(words[index]) < _FEWEST_PIXELS:
        return False
    if words[end] in ("x", "×"):
        return words[end + 1].isdigit()
    return index > 1 and words[index - 1] in ("x", "×") and words[index - 2].isdigit()


def _address(passage: Passage, index: int, end: int) -> bool:
    """`1600 Larimer St`, `Denver, CO 80202`."""
    words, raw = passage.words, passage.raw
    before = raw[index - 1] if index else ""
    if not words[index].isdigit():
        return False
    if len(words[index]) == _POSTCODE_DIGITS and before.isupper() and before.lower() in _STATES:
        return True
    if passage.glued(end):
        return False
    if words[end].isdigit() and words[end + 1] in _NTHS and words[end + 2] in _STREETS:
        return True  # 1408 2nd Street
    if not raw[end][:1].isupper():
        return False
    for at in range(end + 1, end + 4):
        if words[at] in _STREETS and raw[at][:1].isupper():
            return True
        if not raw[at][:1].isupper() and words[at] != ".":
            break
    return words[end] == "broadway"


def _after_capital(passage: Passage, index: int, end: int) -> bool:
    """`Galaxy 24`, `Apollo 11`, `BA 286`: a name with a number, where nothing is counted by it."""
    if not index or passage.glued(index) or not passage.words[index].isdigit():
        return False
    raw, before = passage.raw[index - 1], passage.words[index - 1]
    if index > 2 and passage.words[index - 2] == "&" and passage.glued(index - 1):
        return True  # S&P 500
    if not (raw[:1].isupper() and raw.isalnum()) or before in _MEASURES or before in _COMMON:
        return False
    if raw.isupper() and len(raw) > 1 and len(passage.words[index]) > 2:
        return not plain_word_after(passage, end)
    if index == 1 or passage.words[index - 2] in _SENTENCE_STARTS or passage.words[end] == ":":
        return False
    return not counted_after(passage, end)
