"""Asking back: which of two intents, which of several readings of a slot; and what the answer chooses."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onoma.chat.dialogue.phrases import Phrases, words_of
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.state import Filled, Task
from onoma.chat.dialogue.turns import Turn
from onoma.chat.frame import Frame

__all__ = ["chosen_task", "chosen_value", "close_intents"]

_LEAST = 0.3
"""An intent less probable than this is not worth a question."""


def close_intents(frame: Frame, known: Collection[str], margin: float) -> list[str]:
    """The two most probable intents, if they are about as probable; else none."""
    best = list(frame.ranked.items())[:2]
    if len(best) < 2 or any(name not in known or score < _LEAST for name, score in best):
        return []
    return [name for name, _ in best] if best[0][1] - best[1][1] < margin else []


def chosen_task(tasks: Sequence[Task], titles: Sequence[str], turn: Turn, phrases: Phrases) -> Task | None:
    """The task that an answer chooses: by its place, by words of its title alone, or by its intent."""
    index = phrases.position(turn.text, len(tasks))
    if index is None:
        index = _by_words(turn.text, titles)
    if index is not None:
        return tasks[index]
    return next((task for task in tasks if task.intent == turn.frame.intent), None)


def chosen_value(filled: Filled, answer: Filled | None, text: str, phrases: Phrases) -> Filled | None:
    """The slot with the reading that an answer chooses, by its place, its value or its words; None if none is.

    Its text says only what was chosen: "Monday or Tuesday" is Tuesday then.
    """
    values = (filled.value, *filled.others)
    if answer is not None and answer.value in values and not answer.others:
        return answer
    index = phrases.position(text, len(values))
    if index is None:
        index = _by_words(text, [value_to_words(value) for value in values])
    if index is not None:
        return Filled(value_to_words(values[index]), values[index])
    return None if answer is None or answer.others else answer


def _by_words(text: str, titles: Sequence[str]) -> int | None:
    """The one title that shares most words with the text; None where several do, or none shares any."""
    said = set(words_of(text))
    shared = [len(said.intersection(words_of(title))) for title in titles]
    best = max(shared)
    return shared.index(best) if best and shared.count(best) == 1 else None
