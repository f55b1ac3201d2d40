"""Quarters, halves and seasons: `Q3 2024`, `the third quarter of 2024`, `H1 2024`, `the summer of 2019`."""

from __future__ import annotations

from datetime import date

from onoma.document import Value
from onoma.rules.values.directions import lies_behind
from onoma.rules.values.iso import full_year, half_iso, quarter_iso, season_iso, season_month
from onoma.rules.values.named_dates import year_after
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row
from onoma.rules.values.relative import SEASONS, day_moved, stepped_at
from onoma.rules.values.years import fiscal_year_at

__all__ = ["quarter_at", "season_at"]

_SEASON_CUES = row("calendar", "doubtful", "season_cues")
_NOUNS_AFTER = row("calendar", "seasons_as_nouns", "after")
_BEFORE_SPRING = row("calendar", "seasons_as_nouns", "before")
_DOUBTFUL = frozenset(("spring", "fall"))
_SIDES = frozenset(("late", "early", "mid"))
_LAST = {"final": 4, "last": 4}
_JOINTS = frozenset(("-", "to", "through", "and", "&"))
_STEPS = frozenset(("last", "this", "next"))


def quarter_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The quarter or half of a year that begins at a token, without its article."""
    words, raw = passage.words, passage.raw
    if raw[index] in ("Q", "H", "q") and words[index + 1] in ("1", "2", "3", "4") and passage.glued(index + 1):
        return _letter(passage, index, words[index], int(words[index + 1]))
    if words[index] in ("1", "2", "3", "4") and raw[index + 1] in ("Q", "H") and passage.glued(index + 1):
        return _letter(passage, index, words[index + 1], int(words[index]))
    ordinal = ordinal_number_at(passage, index)
    end, number = ordinal if ordinal is not None else (index + 1, _LAST.get(words[index], 0))
    begin = end + 1 if passage.in_hyphens(end) else end
    begin += words[begin] == "fiscal"
    kind = words[begin]
    if not 1 <= number <= 4 or kind not in ("quarter", "half") or (kind == "half" and number > 2):
        return None
    year = _year_behind(passage, begin + 1)
    if year is not None:
        return year[0], _iso(kind[0], number, year[1])
    return (begin + 1, _nearest_quarter(passage, number, index)) if kind == "quarter" else None


def _letter(passage: Passage, index: int, kind: str, number: int) -> tuple[int, Value] | None:
    """`Q3`, `3Q`; a half only with its year, since H1 and H2 are other things too."""
    end = index + 2
    stuck = passage.glued(end) and passage.words[end][:1].isalpha() and passage.words[end] != "fy"
    if stuck or (kind == "h" and number > 2):
        return None
    year = _year_behind(passage, end)
    if year is not None:
        return year[0], _iso(kind, number, year[1])
    if passage.words[end] in _JOINTS and passage.words[end + 1] == kind and passage.words[end + 2].isdigit():
        shared = _year_behind(passage, end + 3)  # Q1-Q3 2025
        if shared is not None:
            return end, _iso(kind, number, shared[1])
    if kind == "h" or _goes_on(passage, end):
        return None
    return end, _nearest_quarter(passage, number, index)


def _goes_on(passage: Passage, end: int) -> bool:
    """Whether `Q3` is only the beginning of a name: `Q3-B`; but Q1-Q3 is a range."""
    following = passage.words[end + 1]
    stuck = passage.glued(end) and passage.words[end] in ("-", "/", "_", ".") and passage.glued(end + 1)
    return stuck and following.isalnum() and following != "q"


def _iso(kind: str, number: int, year: int | None) -> str | None:
    if year is None:
        return None
    return quarter_iso(year, number) if kind == "q" else half_iso(year, number)


def _year_behind(passage: Passage, end: int) -> tuple[int, int | None] | None:
    """The year of a quarter or season: `2024`, `'24`, `of 2024`, `FY24`, `of last year`, `of fiscal 2024`."""
    words = passage.words
    begin = end + 1 if words[end] in ("of", ",") or (words[end] in ("-", "/") and passage.glued(end)) else end
    if words[end] == "in" and words[end + 1][:1].isdigit():
        begin = end + 1
    if begin > end and words[begin : begin + 2] == ["the", "year"]:
        today = day_moved(passage, 0)
        return begin + 2, today.year if today is not None else None
    begin += words[begin] == "the" and words[begin + 1] in ("fiscal", "financial")
    if words[begin] in ("fiscal", "financial"):
        begin += 1 + (words[begin + 1] == "year")
    if words[begin] in ("fy", "cy"):
        fiscal = fiscal_year_at(passage, begin + 1)
        return (fiscal[0], fiscal[1].year) if fiscal is not None else None
    if begin > end and words[begin] in _STEPS and words[begin + 1] == "year":
        stepped = stepped_at(passage, begin)
        return (stepped[0], int(stepped[1]) if isinstance(stepped[1], str) else None) if stepped is not None else None
    if words[begin] == "'" or (words[begin].isdigit() and len(words[begin]) == 4):
        return year_after(passage, begin)
    if begin == end and passage.glued(end) and words[end].isdigit() and len(words[end]) == 2:
        return end + 1, full_year(words[end])
    return None


def _nearest_quarter(passage: Passage, quarter: int, index: int) -> str | None:
    today = day_moved(passage, 0)
    if today is None:
        return None
    now = (today.month + 2) // 3
    behind = lies_behind(passage, index)
    return quarter_iso(today.year - (quarter > now) if behind else today.year + (quarter < now), quarter)


# --- seasons


def season_at(passage: Passage, index: int) -> tuple[int, Value] | None:
    """The season that begins at a token, without its article: `summer 2023`, `summer of '69`, `winter`."""
    season = SEASONS.get(passage.words[index])
    if season is None:
        return None
    year = _year_behind(passage, index + 1)
    if year is not None:
        return year[0], season_iso(year[1], season) if year[1] is not None else None
    if not _season_meant(passage, index):
        return None
    today = day_moved(passage, 0)
    return index + 1, _nearest_season(today, season, behind=lies_behind(passage, index)) if today is not None else None


def _nearest_season(today: date, season: str, *, behind: bool) -> str:
    """The latest season that has begun, or the one that is not over yet."""
    first = season_month(season)
    if behind:
        return season_iso(today.year - (today.month < first), season)
    if season == "WI":
        return season_iso(today.year - (today.month < 3), season)
    return season_iso(today.year + (today.month > first + 2), season)


def _season_meant(passage: Passage, index: int) -> bool:
    """Whether a season is the time, and not the coat or the fall of something."""
    words = passage.words
    before, after = words[index - 1] if index else "", words[index + 1]
    with_the = before == "the"
    if with_the:
        before = words[index - 2] if index > 1 else ""
    if words[index] in _DOUBTFUL:
        if before not in _BEFORE_SPRING:
            return False
        return not after[:1].isalpha() or ((with_the or before in _SIDES) and after not in ("of", "from", "and"))
    return before in _SIDES or ((with_the or before in _SEASON_CUES) and after not in _NOUNS_AFTER)
