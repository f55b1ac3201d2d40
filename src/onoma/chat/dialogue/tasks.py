"""On with a task: the next question about it, or its action, or the way back when it is finished."""

from __future__ import annotations

from dataclasses import replace

from onoma.chat.bot import Bot
from onoma.chat.dialogue.questions import Questions
from onoma.chat.dialogue.replies import Replies
from onoma.chat.dialogue.state import Asked, AskedConfirm, AskedRetry, AskedSlot, AskedValue, State, Task
from onoma.chat.dialogue.steps import Call, Failed, NeedsSlot, Outcome, Said, Step

__all__ = ["Tasks"]

_FAREWELL = "goodbye"
"""The intent after which nothing is open any more."""


class Tasks:
    """How tasks of one bot go on."""

    def __init__(self, bot: Bot, replies: Replies, questions: Questions) -> None:
        self._bot, self._replies, self._questions = bot, replies, questions

    def go_on(self, state: State, task: Task) -> Step:
        """The next question about the task, or its action; the task takes the place of what the user was at."""
        state, task = replace(state, n_misses=0), replace(task, n_interrupted=0)
        asked = self._next_question(task)
        return self.act_on(state, task) if asked is None else self._questions.asked(_with(state, task, asked))

    def _next_question(self, task: Task) -> Asked | None:
        """What has to be known before the task can be done."""
        intent = self._bot.intent(task.intent)
        for name, filled in task.slots.items():
            if filled.others:
                return AskedValue(name)
        for use in intent.slots:
            if use.required and use.name not in task.slots:
                return AskedSlot(use.name)
        return AskedConfirm() if intent.confirm else None

    def act_on(self, state: State, task: Task) -> Step:
        """What the task says, or the call that it needs."""
        state = _with(replace(state, n_misses=0), task, None)
        action = self._bot.intent(task.intent).action
        if isinstance(action, str):
            said = self._replies.of_task(action, task)
            return self._done(state, task, [said] if said else self._replies.say("done"))
        call = Call(action, task.intent, {name: filled.meaning for name, filled in task.slots.items()})
        return Step(state, (), call)

    def finish(self, state: State, task: Task, outcome: Outcome) -> Step:
        """What is said when the call for the task came to this."""
        match outcome:
            case Said(text):
                return self._done(state, task, [text] if text.strip() else self._replies.say("done"))
            case NeedsSlot(slot, text) if any(slot == use.name for use in self._bot.intent(task.intent).slots):
                task = task.without(slot)
                replies = [text] if text.strip() else [self._replies.question(task, slot)]
                return Step(_with(state, task, AskedSlot(slot)), tuple(replies))
            case Failed() | NeedsSlot():
                replies = [*self._replies.say("apology"), *self._replies.say("retry")]
                return Step(_with(state, task, AskedRetry()), tuple(replies))

    def _done(self, state: State, task: Task, words: list[str]) -> Step:
        """The task is finished; back to what it interrupted."""
        # Small talk has nothing that "and in London?" could change.
        if self._bot.intent(task.intent).slots:
            state = replace(state, last=replace(task, asked=None, n_interrupted=0), just_done=True)
        tasks = () if task.intent == _FAREWELL else state.tasks[:-1]
        return self._questions.resumed(replace(state, tasks=tasks), words)


def _with(state: State, task: Task, asked: Asked | None) -> State:
    """The state with this as what the user is at, and the question that is open, instead of what that was."""
    return replace(state, tasks=(*state.tasks[:-1], replace(task, asked=asked)))
