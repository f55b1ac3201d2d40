"""What the bot says of itself, with the holes of its sentences filled."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from onoma.chat.bot import Bot
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.state import Task
from onoma.chat.sentences import HOLE, RESPONSES
from onoma.errors import SettingsError

__all__ = ["Replies"]


class Replies:
    """The sentences of one bot. Raises `SettingsError` when it names one that doesn't exist."""

    def __init__(self, bot: Bot) -> None:
        for name in bot.responses:
            if name not in RESPONSES:
                close = get_close_matches(name, RESPONSES, 1)
                hint = f"did you mean {close[0]!r}?" if close else f"choose among {', '.join(RESPONSES)}"
                raise SettingsError(f"responses: there is no response {name!r}; {hint}")
        self._bot = bot
        self._table = {**RESPONSES, **bot.responses}

    def say(self, name: str, **words: str) -> list[str]:
        """The sentence of that name, as a list; an empty one says nothing."""
        text = _put_in(self._table[name], words, words)
        return [text] if text else []

    def any_of(self, options: list[str]) -> str:
        """Things to choose among, in one phrase."""
        return self._listed(options, "or")

    def _listed(self, things: list[str], joint: str) -> str:
        *first, last = things
        return self._table[joint].join([", ".join(first), last] if first else [last])

    def title(self, intent: str) -> str:
        """How an intent is named to the user."""
        return self._bot.intent(intent).title or intent.replace("_", " ")

    def help(self) -> list[str]:
        """What the bot can do: the intents that have slots or call something, or else all."""
        intents = [intent for intent in self._bot.intents if intent.slots] or list(self._bot.intents)
        return self.say("help", tasks=self._listed([self.title(intent.name) for intent in intents], "and"))

    def question(self, task: Task, slot: str) -> str:
        """The question for a slot of the task."""
        use = next(use for use in self._bot.intent(task.intent).slots if use.name == slot)
        text = use.question or self._bot.slots[slot].question
        return self.of_task(text, task) if text else self.say("question", slot=slot.replace("_", " "))[0]

    def of_task(self, text: str, task: Task) -> str:
        """The text with the task's slots put in: `{date}` in the user's words, `{date:value}` as understood."""
        words = {name: filled.text for name, filled in task.slots.items()}
        values = {name: value_to_words(filled.meaning) for name, filled in task.slots.items()}
        return _put_in(text, words, values)


def _put_in(text: str, words: Mapping[str, str], values: Mapping[str, str]) -> str:
    """The text with its holes filled, once: what users say is never read for holes. Unknown holes are left empty."""
    return HOLE.sub(lambda hole: (values if hole[2] else words).get(hole[1], ""), text)
