"""Clock times in words: `half past nine`, `a quarter to ten`, `twenty past five`, `five o'clock`, `nine thirty pm`."""

from __future__ import annotations

from onoma.rules.values.clock import ClockTime, after_o_clock, with_mark
from onoma.rules.values.numbers import number_at
from onoma.rules.values.numerals import is_whole
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import row

__all__ = ["past_or_to", "time_in_words"]

_FRACTIONS = {"half": 30, "quarter": 15}
_PAST = frozenset(("past", "after"))
_TO = frozenset(("to", "till", "til", "of", "before"))
_QUARTERS_ONLY = frozenset(("of", "before"))
_MINUTES = frozenset(("minutes", "minute", "min", "mins"))
_BEHIND_MINUTES = _PAST | _TO | _MINUTES
_MOMENTS = {"noon": 12, "midnight": 24}
_AFTER_HOURS = row("times", "hours", "after")
_TELLING = row("times", "hours", "telling")
_ARTICLES = frozenset(("a", "an"))
_NOON, _DAY, _HOUR = 12, 24, 60
_FIVE = 5


def time_in_words(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """The hour in words that begins at a token, with its mark; also a bare one."""
    if passage.words[index][:1].isdigit():
        return None
    found = _hour_at(passage, index)
    if found is None:
        return None
    end, time = found[0], ClockTime(found[1] % _DAY, bare=True)
    minute = _whole_at(passage, end)
    if minute is not None and minute[1] % _FIVE == 0 and minute[1] < _HOUR:
        marked = with_mark(passage, passage.ends[minute[0] - 1], time._replace(minute=minute[1]))
        if marked is not None:
            return marked
    return with_mark(passage, passage.ends[end - 1], time) or after_o_clock(passage, end, time) or (end, time)


def _whole_at(passage: Passage, index: int) -> tuple[int, int] | None:
    """A whole number in words or figures at a token."""
    number = number_at(passage, index) if passage.words[index] not in _ARTICLES else None
    if number is None or number.amount is None or not is_whole(number.amount) or not 0 < number.amount <= _HOUR:
        return None
    return number.end, int(number.amount)


def _hour_at(passage: Passage, index: int) -> tuple[int, int] | None:
    found = _whole_at(passage, index)
    return found if found is not None and found[1] <= _NOON else None


def past_or_to(passage: Passage, index: int) -> tuple[int, ClockTime] | None:
    """`half past nine`, `a quarter to ten`, `twenty past five`, `10 minutes to 6`."""
    words = passage.words
    begin = index + 1 if words[index] == "a" and words[index + 1] == "quarter" else index
    minutes, sure = _FRACTIONS.get(words[begin], 0), words[begin] in _FRACTIONS
    if sure:
        begin += 1
    elif words[begin][:1].isdigit() and words[begin + 1] not in _BEHIND_MINUTES:
        return None
    else:
        found = _whole_at(passage, begin)
        if found is None or found[1] >= 30:
            return None
        begin, minutes = found
        sure = words[begin] in _MINUTES
        begin += sure
        if not sure and minutes % _FIVE:
            return None
    joint = words[begin]
    if joint not in _PAST | _TO or (joint in _TO and minutes == 30) or (joint in _QUARTERS_ONLY and minutes != 15):
        return None
    sure = sure and joint != "after" and not (words[index][:1].isdigit() and joint != "past")
    return _hour_of(passage, begin + 1, -minutes if joint in _TO else minutes, sure=sure or joint == "past")


def _hour_of(passage: Passage, index: int, minutes: int, *, sure: bool) -> tuple[int, ClockTime] | None:
    """The time so many minutes after the hour at a token, or before it."""
    moment = _MOMENTS.get(passage.words[index])
    hour = (index + 1, moment) if moment is not None else _hour_at(passage, index)
    if hour is None or (passage.words[hour[0]] == ":" and passage.glued(hour[0])):
        return None  # from 10 to 11:30
    end, total = hour[0], hour[1] * _HOUR + minutes
    time = ClockTime(total // _HOUR % _DAY, total % _HOUR, marked=moment == _DAY)
    if time.hour == 0 and not time.marked:
        time = time._replace(hour=_NOON)  # quarter to one
    named = with_mark(passage, passage.ends[end - 1], time) or after_o_clock(passage, end, time)
    if named is not None:
        return named
    return (end, time) if sure or _told(passage, index, end) else None


def _told(passage: Passage, index: int, end: int) -> bool:
    """Whether `twenty to nine` is a time: nothing is counted behind it, and a time is told before it."""
    if passage.words[end].isalpha() and passage.words[end] not in _AFTER_HOURS:
        return False
    return not _TELLING.isdisjoint(passage.near(index, 6, 0)[:-1])
