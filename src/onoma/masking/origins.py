"""Which masked document a text is that came back, when its name has changed on the way."""

from __future__ import annotations

from collections import Counter, defaultdict

from onoma.masking.mask_key import MaskKey

__all__ = ["Origins"]


class Origins:
    """Tells documents apart by their placeholders; each is recognised once, until it is asked for by name."""

    def __init__(self, key: MaskKey) -> None:
        self._key = key
        self._with: dict[int, list[str]] = defaultdict(list)
        for name, counts in key.documents.items():
            for number in counts:
                self._with[number].append(name)
        self._open = dict.fromkeys(key.documents)

    @property
    def unmet(self) -> tuple[str, ...]:
        """Documents of the key that have not come."""
        return tuple(self._open)

    def of(self, name: str, text: str) -> str | None:
        """The document of that name, or else the open one that shares most placeholders with the text, or None.

        A text without any placeholder is the only one left, when there is only one.
        """
        found = name if name in self._key.documents else self._alike(text)
        if found is not None:
            self._open.pop(found, None)
        return found

    def _alike(self, text: str) -> str | None:
        numbers = Counter(int(match["n"]) for match in self._key.style.near.finditer(text))
        shared: Counter[str] = Counter()
        for number, count in numbers.items():
            for name in self._with.get(number, ()):
                if name in self._open:
                    shared[name] += min(count, self._key.documents[name][number])
        if shared:
            most = max(shared.values())
            return min(
                (name for name, count in shared.items() if count == most),
                key=lambda name: self._key.documents[name].total(),  # the others would miss more
            )
        return next(iter(self._open)) if len(self._open) == 1 else None
