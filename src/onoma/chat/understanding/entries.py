"""The entries of a list slot, found in a text by any of their names, whatever the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onoma.encoding import split_words

__all__ = ["Entries"]


class Entries:
    """Entries by their names; `by_name` holds the entries that a name (in small letters) may stand for."""

    def __init__(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        self.by_name: dict[str, list[str]] = {}
        for entry, names in synonyms.items():
            for name in (entry, *names):
                known = self.by_name.setdefault(_plain(name), [])
                if entry not in known:
                    known.append(entry)
        self._longest = max((len(_words(name)) for name in self.by_name), default=0)
        self._by_words = {tuple(_words(name)): entries for name, entries in self.by_name.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, list[str]]]:
        """The entries that stand in the text, the longest names first where they overlap: `(start, end, entries)`."""
        words = split_words(text)
        spoken = [text[start:end].casefold() for start, end in words]
        first = 0
        while first < len(words) and self._longest:
            for last in range(min(first + self._longest, len(words)), first, -1):
                if entries := self._by_words.get(tuple(spoken[first:last])):
                    yield words[first][0], words[last - 1][1], entries
                    first = last - 1
                    break
            first += 1


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _words(name: str) -> list[str]:
    return [name[start:end] for start, end in split_words(name)]
