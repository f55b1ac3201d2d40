"""Stretches of the calendar, with their article where it is their own: `the 1990s`, `Q3 2024`, `FY2023`."""

from __future__ import annotations

from onoma.document import Value
from onoma.rules.values.decades import century_at, decade_at
from onoma.rules.values.holidays import holiday_at, is_article_of_holiday
from onoma.rules.values.iso import Day
from onoma.rules.values.nths import nth_of_month_at
from onoma.rules.values.parts_of_years import quarter_at, season_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.relative import SEASONS
from onoma.rules.values.years import year_at

__all__ = ["period_at"]

_OF_FIGURES = (century_at, decade_at, quarter_at, nth_of_month_at)
_GRAMMARS = (*_OF_FIGURES, season_at, holiday_at)


def period_at(passage: Passage, index: int) -> tuple[int, Day | Value] | None:
    """The stretch that begins at a token: where it ends, and its ISO form or the year that it is."""
    article = passage.words[index] == "the"
    begin = index + 1 if article else index
    if passage.words[index] in ("last", "next", "this") and (holiday := holiday_at(passage, index + 1)) is not None:
        return holiday
    for grammar in _OF_FIGURES if passage.words[begin][:1].isdigit() else _GRAMMARS:
        found = grammar(passage, begin)
        if found is not None and not (article and not _is_its_article(passage, begin, found[0])):
            return found
    return None if article else year_at(passage, index)


def _is_its_article(passage: Passage, begin: int, end: int) -> bool:
    """Whether "the" is the article of the time, as in `the summer of 2019`, and not of a noun: the 2019 report."""
    words, raw = passage.words, passage.raw
    if words[begin] in SEASONS:
        return end == begin + 1 or words[begin + 1] == "of"
    if raw[begin] in ("Q", "H") or (words[begin].isdigit() and raw[begin + 1] in ("Q", "H")):
        return False
    hyphens = passage.in_hyphens(begin + 1) or passage.in_hyphens(end - 2)  # the 19th-century house
    return not hyphens and is_article_of_holiday(passage, begin)
