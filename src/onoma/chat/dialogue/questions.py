"""What waits for an answer and how the bot says so: its question, again after a miss, and on the way back to it."""

from __future__ import annotations

from dataclasses import replace

from onoma.chat.bot import Bot
from onoma.chat.dialogue.replies import Replies
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.state import AskedConfirm, AskedRetry, AskedSlot, AskedValue, State, Task
from onoma.chat.dialogue.steps import Step

__all__ = ["Questions"]


class Questions:
    """The questions of one bot."""

    def __init__(self, bot: Bot, replies: Replies) -> None:
        self._bot, self._replies = bot, replies

    def open(self, state: State) -> list[str]:
        """The question that waits for an answer, if one does."""
        if state.choices:
            titles = [self._replies.title(task.intent) for task in state.choices]
            return self._replies.say("choose_intent", options=self._replies.any_of(titles))
        return [] if state.task is None else self._of(state.task)

    def _of(self, task: Task) -> list[str]:
        match task.asked:
            case AskedSlot(slot):
                return [self._replies.question(task, slot)]
            case AskedValue(slot):
                filled = task.slots[slot]
                options = [value_to_words(value) for value in (filled.value, *filled.others)]
                return self._replies.say("choose_value", text=filled.text, options=self._replies.any_of(options))
            case AskedConfirm():
                return [self._replies.of_task(self._bot.intent(task.intent).confirm, task)]
            case AskedRetry():
                return self._replies.say("retry")
            case None:
                return []

    def asked(self, state: State) -> Step:
        """The question of what the user is at."""
        return Step(state, tuple(self.open(state)))

    def resumed(self, state: State, words: list[str]) -> Step:
        """The words, and the question of what was interrupted, if something was."""
        back: list[str] = []
        if state.task is not None:
            back = self._replies.say("back", task=self._replies.title(state.task.intent))
        return Step(state, (*words, *back, *self.open(state)))

    def again(self, state: State, words: list[str]) -> Step:
        """The words, or else what the user would rather have, and the same question again."""
        words = words or self._replies.say("what_then")
        return Step(replace(state, n_misses=state.n_misses + 1), (*words, *self.open(state)))

    def missed(self, state: State) -> Step:
        """That nothing was understood, and the same question again; the second time with the ways out."""
        state = replace(state, n_misses=state.n_misses + 1)
        question = self.open(state)
        if not question:
            return Step(state, tuple(self._replies.say("fallback")))
        hint = self._replies.say("hint") if state.n_misses > 1 else []
        return Step(state, (*self._replies.say("not_understood"), *hint, *question))
