"""Where sentences end, as far as evidence for a code reaches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

__all__ = ["Sentences"]

_END = re.compile(
    r"""(?<!\b[A-Z])(?<!\b[Nn]o)(?<!\b[Nn]os)(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\b[Rr]eg)(?<!\be\.g)(?<!\bi\.e)(?<!approx)
        [.!?…][)"'”’\]]{0,3}\s{1,4}(?=["'“(\[]?[A-Z])
      | \n[ \t\r]{0,80}\n""",
    re.VERBOSE,
)
_REACH = 160


class Sentences:
    """The sentences of one text; they are looked for when first asked about."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in _END.finditer(self._text)]

    def are_one(self, start: int, end: int) -> bool:
        """Whether no sentence ends in `text[start:end]`."""
        return bisect_left(self._ends, start) == bisect_left(self._ends, end)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence that `[start, end)` stands in, or as much of it as evidence reaches."""
        before = bisect_right(self._ends, start - 1)
        behind = bisect_left(self._ends, end)
        first = self._ends[before - 1] if before else 0
        last = self._ends[behind] if behind < len(self._ends) else len(self._text)
        return max(first, start - _REACH), min(last, end + _REACH)
