"""Documents to masked texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from onoma.document import Document
from onoma.masking.labels import word
from onoma.masking.markup import escaped
from onoma.masking.mask_key import MaskKey
from onoma.masking.regions import regions

__all__ = ["Masker"]


class Masker:
    """Replaces entities by placeholders, which `unmask` restores.

    The same text with the same label gets the same placeholder. Text that looks like a placeholder is replaced by
    one too, so whatever a masked text holds that looks like a placeholder is one.
    """

    def __init__(self, key: MaskKey) -> None:
        self.key = key
        self._words = {word(hidden.label) for hidden in key.hidden.values() if hidden.label} | {"TEXT"}

    def __call__(self, document: Document, name: str | None = None) -> str:
        """The document's text with a placeholder for each entity; what they stand for goes into the key.

        There it is called `name`, or by its id where none is given.
        """
        name = name if name is not None else document.id
        places = regions(document)
        self._words |= {word(place.label) for place in places}
        for match in self.key.style.near.finditer(document.text):
            self.key.reserved.add(_number(match))
        counts: Counter[int] = Counter()
        pieces: list[str] = []
        position = 0
        for place in places:
            pieces += self._unmistakable(document.text[position : place.start], counts)
            pieces.append(self._placed(place.label, document.text[place.start : place.end], counts))
            position = place.end
        pieces += self._unmistakable(document.text[position:], counts)
        if name is not None:
            self.key.documents[name] = counts
        return "".join(pieces)

    def _placed(self, label: str, text: str, counts: Counter[int]) -> str:
        number = self.key.number_of(label, text)
        counts[number] += 1
        return self.key.written(number)

    def _unmistakable(self, text: str, counts: Counter[int]) -> Iterator[str]:
        """Text between entities, with placeholders for what could be taken for one."""
        if self.key.style.is_markup:
            yield escaped(text)
            return
        position = 0
        for match in self.key.style.near.finditer(text):
            if self._mistakable(match):
                yield text[position : match.start()]
                yield self._placed("", match.group(), counts)
                position = match.end()
        yield text[position:]

    def _mistakable(self, match: re.Match[str]) -> bool:
        return "word" not in match.re.groupindex or word(match["word"]) in self._words


def _number(match: re.Match[str]) -> int:
    return int(match["n"])
