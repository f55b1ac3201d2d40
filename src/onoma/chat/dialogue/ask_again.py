"""`AskAgain`: how an action says that it can't use what a slot was given."""

from __future__ import annotations

__all__ = ["AskAgain"]


class AskAgain(Exception):  # noqa: N818
    """Raised by an action that can't use what a slot was given: the user hears the text, and the slot is asked for."""

    def __init__(self, slot: str, text: str) -> None:
        super().__init__(text)
        self.slot, self.text = slot, text
