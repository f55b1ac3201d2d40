"""What a bot says: its own sentences, which `responses` change, and the holes that texts may have."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["HOLE", "RESPONSES", "holes_of"]

RESPONSES: Mapping[str, str] = {
    "greeting": "",
    "fallback": "Sorry, I did not understand that.",
    "not_understood": "Sorry, I did not understand that.",
    "hint": 'You can say "cancel" to leave this, or "help".',
    "help": 'I can help with {tasks}. You can also say "cancel" or "start over".',
    "unreadable": 'I do not know what "{text}" means here.',
    "question": "Which {slot} do you mean?",
    "choose_intent": "Do you mean {options}?",
    "choose_value": 'By "{text}", do you mean {options}?',
    "or": " or ",
    "and": " and ",
    "denied": "All right, I leave it.",
    "cancelled": "Cancelled.",
    "nothing_to_cancel": "There is nothing to cancel.",
    "restarted": "Let us start again.",
    "what_then": "What should be different?",
    "back": "Back to {task}.",
    "done": "Done.",
    "apology": "Sorry, that did not work just now.",
    "retry": "Shall I try again?",
}
"""The sentences by name; what stands in braces is put in."""

HOLE = re.compile(r"\{(\w+)(:value)?\}")
"""`{date}`, in the user's words, or `{date:value}`, as it was understood."""


def holes_of(text: str) -> list[str]:
    """The names in the holes of a text, in order."""
    return [hole[1] for hole in HOLE.finditer(text)]
