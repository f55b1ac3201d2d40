"""What was read at a place of a long text, for the next place that looks the same for a hundred tokens around.

A megabyte of `Jan 1 Jan 1 Jan 1` is read as fast as it repeats itself.
"""

from __future__ import annotations

from collections.abc import Callable

from onoma.document import Value
from onoma.rules.values.passage import Passage, Reading

__all__ = ["remembering"]

_BEFORE, _BEHIND = 64, 128
"""More tokens than any grammar looks back and ahead, the tense of a sentence included."""

_TRIALS = 512
_FEWEST_HITS = 0.5


def remembering(passage: Passage, read: Callable[[Passage, int], Reading | None]) -> Callable[[int], Reading | None]:
    """`read`, which remembers, until it shows that little comes again."""
    known: dict[tuple[int, int, str], Reading | None] = {}
    n_asked = 0

    def reading_at(index: int) -> Reading | None:
        nonlocal n_asked
        n_asked += 1
        if n_asked > _TRIALS and len(known) > n_asked * _FEWEST_HITS:
            return read(passage, index)
        first, last = max(0, index - _BEFORE), min(passage.n, index + _BEHIND)
        start = passage.starts[first]
        place = index - first, last - first, passage.text[start : passage.ends[last - 1]]
        if place not in known:
            found = read(passage, index)
            known[place] = found._replace(end=found.end - index) if found is not None else None
        return _again(known[place], index)

    return reading_at


def _again(reading: Reading | None, index: int) -> Reading | None:
    return reading._replace(end=index + reading.end, value=_copied(reading.value)) if reading is not None else None


def _copied(value: Value) -> Value:
    """The same value, which nobody else holds and changes."""
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return list(value) if isinstance(value, list) else value
