"""Dates with names of months and weekdays: `Friday, March 13, 2026`, `13th of March`, `Sept. '24`, `the 15th`, `next Friday`."""

from __future__ import annotations

from onoma.rules.values.iso import Day, full_year
from onoma.rules.values.numeric_dates import numeric_day_at, valid_day
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, table
from onoma.rules.values.units import unit_at

__all__ = ["MONTHS", "MONTH_CUES", "WEEKDAYS", "day_at", "weekday_at", "year_after"]

MONTHS = numbered("calendar", "months")
WEEKDAYS = numbered("calendar", "weekdays")
_DOUBTFUL = table("calendar")["doubtful"]
_DOUBTFUL_MONTHS = frozenset(_DOUBTFUL["months"])
_DOUBTFUL_WEEKDAYS = frozenset(_DOUBTFUL["weekdays"])
MONTH_CUES = frozenset(_DOUBTFUL["cues"])
_LONG_MONTHS = frozenset(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
_LONG_WEEKDAYS = frozenset(name for name in WEEKDAYS if name.endswith("day"))
_YEARS = range(1000, 2200)
_NO_DAY_AFTER = frozenset(
    ("o", "am", "pm", "%", "percent", "people", "of", ":", "members", "points", "years", "days", "hours", "-")
)


def day_at(passage: Passage, index: int) -> tuple[int, Day] | None:
    """The date that begins at a token, with a weekday before it where there is one."""
    word = passage.words[index]
    if word in WEEKDAYS:
        return _from_weekday(passage, index)
    return _without_weekday(passage, index)


def _without_weekday(passage: Passage, index: int) -> tuple[int, Day] | None:
    word = passage.words[index]
    if word in MONTHS:
        return _month_first(passage, index)
    if word[:1].isdigit():
        return numeric_day_at(passage, index) or _day_first(passage, index)
    if word == "the":
        return _the_nth(passage, index)
    return _ordinal_first(passage, index)


def _from_weekday(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`Friday, March 13`, `Fri 13 Mar`, `Friday the 13th`, `Friday`."""
    weekday = WEEKDAYS[passage.words[index]]
    end = _after_stop(passage, index, passage.words[index] not in _LONG_WEEKDAYS)
    begin = end + 1 if passage.words[end] == "," else end
    date = _without_weekday(passage, begin)
    if date is not None and date[1].weekday is None and date[1].day is not None:
        return date[0], date[1]._replace(weekday=weekday)
    if (
        passage.words[begin] in ("(",)
        and (inner := _without_weekday(passage, begin + 1))
        and passage.words[inner[0]] == ")"
        and inner[1].day
    ):
        return inner[0] + 1, inner[1]._replace(weekday=weekday)
    if not weekday_meant(passage, index, end):
        return None
    return end, Day(weekday=weekday)


def weekday_meant(passage: Passage, index: int, end: int) -> bool:
    """Whether a word that may be something else (sat, sun, wed) is a weekday."""
    word, raw = passage.words[index], passage.raw[index]
    if word in _LONG_WEEKDAYS:
        return not (
            passage.raw[end][:1].isupper()
            and passage.words[end] in ("times", "school", "mail", "mirror", "sun", "telegraph", "blues")
        )
    before = passage.words[index - 1] if index else ""
    if word not in _DOUBTFUL_WEEKDAYS:
        return True
    if before == "." and index > 1 and len(passage.words[index - 2]) == 1:  # J. Sun
        return False
    if before in ("on", "next", "last", "this", "every", "by", "until", "til", "till"):
        return raw[0].isupper() or before in ("next", "every") or (before == "on" and word not in ("sun",))
    return raw[0].isupper() and (
        before in ("-", "(", "to", ":", "and", "from", "or")
        or end > index + 1
        or passage.words[end] in ("-", "to", "&", "at", "/")
    )


def weekday_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """A weekday alone at a token, and its number."""
    word = passage.words[index]
    if word not in WEEKDAYS:
        return None
    end = _after_stop(passage, index, word not in _LONG_WEEKDAYS)
    return end, WEEKDAYS[word]


def _after_stop(passage: Passage, index: int, abbreviated: bool) -> int:
    """Where a name ends, with the full stop of its abbreviation."""
    if abbreviated and passage.words[index + 1] == "." and passage.glued(index + 1):
        return index + 2
    return index + 1


# --- the month first


def _month_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`March 13, 2026`, `Sept. 5th`, `March 2026`, `Sept '24`, `March`."""
    word = passage.words[index]
    month = MONTHS[word]
    end = _after_stop(passage, index, word not in _LONG_MONTHS or (word == "june" and False))
    day = _day_number(passage, end)
    if day is not None and not _no_day(passage, index, day[0]):
        after, number = day
        year = year_after(passage, after)
        if valid_day(year[1] if year else 2024, month, number):
            return (year[0], Day(year[1], month, number)) if year else (after, Day(None, month, number))
    begin = end + 1 if passage.words[end] in (",", "of") or passage.in_hyphens(end) else end
    year = _year(passage, begin)
    if year is not None:
        return year[0], Day(year[1], month)
    if passage.glued(index) and passage.words[index - 1] in ("-", "_", "/", "@"):
        return None
    return (end, Day(None, month)) if _month_meant(passage, index, end) else None


def day_of_month_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """A day of some month: `5`, `5th`, `the 5th`, `fifth`; where it ends, and which."""
    return _day_number(passage, index)


def _day_number(passage: Passage, index: int) -> tuple[int, int] | None:
    """A day of the month in figures or as an ordinal: `5`, `5th`, `the 5th`, `fifth`."""
    begin = index + 1 if passage.words[index] == "the" else index
    if passage.in_hyphens(index):
        begin = index + 1
    ordinal = ordinal_number_at(passage, begin)
    if ordinal is not None:
        return ordinal if 1 <= ordinal[1] <= 31 else None
    word = passage.words[begin]
    if begin > index and not passage.in_hyphens(index):
        return None
    if not (word.isdigit() and word.isascii() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    if passage.glued(begin + 1) and passage.words[begin + 1][:1].isalpha():
        return None
    return begin + 1, int(word)


def _no_day(passage: Passage, index: int, end: int) -> bool:
    """Whether the number behind a month belongs to something else: `may 5 people`, `March 5:30`."""
    following = passage.words[end]
    if following == ":" and passage.glued(end) and passage.words[end + 1][:1].isdigit():
        return passage.glued(end + 1)
    if passage.raw[index].islower() and passage.words[index] in ("may", "march", "mar"):
        return (
            following in _NO_DAY_AFTER
            or following in ("people", "men")
            or unit_at(passage, end) is not None
            or (following.isalpha() and following.endswith("s"))
        )
    return following in ("%", "percent")


def year_after(passage: Passage, index: int) -> tuple[int, int] | None:
    """A year behind a day or month: `, 2026`, ` 2026`, ` '26`, ` of 2026`."""
    begin = index + 1 if passage.words[index] in (",", "of", "in") else index
    if passage.in_hyphens(index) or (passage.words[index] == "/" and passage.glued(index + 1)):
        begin = index + 1
    if passage.words[index] == "in" and not passage.words[begin][:1].isdigit():
        return None
    return _year(passage, begin)


def _year(passage: Passage, index: int) -> tuple[int, int] | None:
    word = passage.words[index]
    if (
        word == "'"
        and passage.glued(index + 1)
        and passage.words[index + 1].isdigit()
        and len(passage.words[index + 1]) == 2
    ):
        return index + 2, full_year(passage.words[index + 1])
    if not (word.isdigit() and word.isascii() and len(word) == 4 and int(word) in _YEARS) or (
        passage.glued(index + 1) and passage.words[index + 1][:1].isalpha()
    ):
        return None
    if passage.words[index + 1] == ":" and passage.glued(index + 1) and passage.glued(index + 2):
        return None
    if (
        passage.glued(index + 1)
        and passage.words[index + 1] == "/"
        and passage.words[index + 2].isdigit()
        and passage.glued(index + 2)
    ):
        return None
    return index + 1, int(word)


def _month_meant(passage: Passage, index: int, end: int) -> bool:
    """Whether a month without day and year is one, where its name is also a word or somebody's."""
    word, raw = passage.words[index], passage.raw[index]
    before = passage.words[index - 1] if index else ""
    after = passage.raw[end]
    if word not in _DOUBTFUL_MONTHS:
        return len(word) > 4 or word == "july" or raw[0].isupper() or before in MONTH_CUES
    if before == "-" and index > 1:
        before = passage.words[index - 2]
    cued = before in MONTH_CUES or (
        before in ("and", "or", "to", "-", "through", "mid-") and index > 1 and passage.words[index - 2] in MONTHS
    )
    if not cued:
        return (
            (after == "-" or passage.words[end] in ("to", "through"))
            and passage.words[end + 1] in MONTHS
            and raw[0].isupper()
        )
    if raw[0].islower():
        return before in ("in", "since", "until", "last", "next", "late", "early", "mid") or (
            before in ("by", "this", "during", "of") and word not in ("may", "march")
        )
    if word in ("march", "mar"):
        return (
            before not in ("on", "for", "this", "each", "every", "last")
            or not after[:1].islower()
            or passage.words[end] not in ("on", "for", "of", "against", "to", "through")
        )
    if before in ("for", "on", "from", "of", "by", "before", "after", "to", "between") and word in (
        "may",
        "april",
        "june",
        "august",
        "jan",
    ):
        return not after[:1].isupper() and passage.words[end] not in ("'",) and before not in ("on",)
    return not (after[:1].isupper() and after[1:].islower() and before in ("this",))


# --- the day first


def _day_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`13 March 2026`, `13th of March`, `5. März`-less; the number may be an ordinal."""
    day = _day_number(passage, index)
    if day is None:
        return None
    return _month_after(passage, *day)


def _ordinal_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`fifth of March`, `first of May 2020`."""
    ordinal = ordinal_number_at(passage, index)
    if ordinal is None or not 1 <= ordinal[1] <= 31:
        return None
    return _month_after(passage, *ordinal)


def _month_after(passage: Passage, end: int, day: int) -> tuple[int, Day] | None:
    words = passage.words
    begin = end
    if words[end] == "of" or passage.in_hyphens(end):
        begin = end + 1
    elif words[end] == "day" and words[end + 1] == "of":
        begin = end + 2
    elif words[end] == "." and passage.glued(end) and words[end + 1] in MONTHS:
        begin = end + 1
    month = MONTHS.get(words[begin])
    if month is None or not valid_day(2024, month, day):
        return None
    if (
        words[begin] in ("may", "march", "mar")
        and passage.raw[begin].islower()
        and begin == end
        and not _year(passage, begin + 1)
        and words[begin - 1].isdigit()
    ):
        return None
    after = _after_stop(passage, begin, words[begin] not in _LONG_MONTHS)
    year = year_after(passage, after)
    if passage.glued(after) and words[after][:1].isalnum():
        return None
    return (
        (year[0], Day(year[1], month, day))
        if year and valid_day(year[1], month, day)
        else (after, Day(None, month, day))
    )


def _the_nth(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`the 13th of March`, `the fifth of May`, and `the 15th` where no noun follows."""
    ordinal = ordinal_number_at(passage, index + 1)
    if ordinal is None or not 1 <= ordinal[1] <= 31:
        return None
    end, number = ordinal
    dated = _month_after(passage, end, number)
    if dated is not None:
        return dated
    words = passage.words
    if (
        words[end] == "of"
        and words[end + 1] in ("the", "this", "next", "last", "each", "every")
        and words[end + 2] == "month"
    ):
        return end + 3, Day(None, None, number)
    if not words[index + 1][:1].isdigit() or not _stands_alone(passage, index, end):
        return None
    return end, Day(None, None, number)


_BEFORE_A_DAY = frozenset(
    (
        "on",
        "by",
        "since",
        "until",
        "till",
        "before",
        "after",
        "from",
        "to",
        "through",
        "for",
        "around",
        "about",
        "between",
        "and",
        "or",
        "till",
        "is",
        "was",
        "due",
    )
)
_NO_NOUNS = frozenset(
    (
        "and",
        "or",
        "but",
        "at",
        "to",
        "i",
        "he",
        "she",
        "we",
        "they",
        "it",
        "you",
        "for",
        "if",
        "because",
        "when",
        "so",
        "with",
        "without",
        "by",
        "as",
        "that",
        "which",
        "was",
        "were",
        "is",
        "are",
        "will",
        "would",
        "because",
        "who",
        "until",
        "till",
        "through",
        "from",
        "due",
        "again",
        "instead",
        "then",
        "please",
        "my",
        "our",
        "the",
        "a",
        "this",
        "not",
        "via",
        "after",
        "before",
        "since",
        "pls",
        "thx",
        "thanks",
        "lol",
        "though",
        "works",
        "around",
        "about",
        "only",
    )
)


def _stands_alone(passage: Passage, index: int, end: int) -> bool:
    """Whether no noun is counted: on the 15th, but the 15th floor."""
    before, after = passage.words[index - 1] if index else "", passage.words[end]
    if passage.words[end] == "-" and passage.glued(end) and not passage.words[end + 1][:1].isdigit():
        return False
    return before in _BEFORE_A_DAY and (not after[:1].isalnum() or after in _NO_NOUNS)
