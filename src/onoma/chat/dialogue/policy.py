"""How a conversation goes on: a state and a turn give a new state, replies and perhaps a call; nothing else happens.

`Policy.hear` takes what the user said, `Policy.finish` what came of the call that the step before asked for.
"""

from __future__ import annotations

from dataclasses import replace

from onoma.chat.bot import Bot
from onoma.chat.dialogue.carrying import Carrying
from onoma.chat.dialogue.choosing import chosen_task, chosen_value, close_intents
from onoma.chat.dialogue.filling import Filling, Given
from onoma.chat.dialogue.phrases import ACTS, Act, Phrases, phrases_of
from onoma.chat.dialogue.policy_settings import PolicySettings
from onoma.chat.dialogue.pruning import known_part
from onoma.chat.dialogue.questions import Questions
from onoma.chat.dialogue.replies import Replies
from onoma.chat.dialogue.state import AskedConfirm, AskedRetry, AskedSlot, AskedValue, State, Task
from onoma.chat.dialogue.steps import Outcome, Step
from onoma.chat.dialogue.tasks import Tasks
from onoma.chat.dialogue.turns import Turn
from onoma.chat.frame import FALLBACK, Frame, SlotReader

__all__ = ["Policy"]

_TOO_OFTEN = 3
"""What has been left for something else this often is not come back to."""


class Policy:
    """The dialogue of one bot."""

    def __init__(self, bot: Bot, reader: SlotReader, settings: PolicySettings | None = None) -> None:
        self._bot = bot
        self._settings = settings or PolicySettings()
        self._phrases: Phrases = phrases_of(bot.language)
        self._filling = Filling(bot, reader, self._phrases)
        self._replies = Replies(bot)
        self._questions = Questions(bot, self._replies)
        self._tasks = Tasks(bot, self._replies, self._questions)
        self._carrying = Carrying(bot, self._filling, self._phrases, self._settings)
        self._names = frozenset(intent.name for intent in bot.intents)
        self._weighty = frozenset(i.name for i in bot.intents if i.slots or not isinstance(i.action, str))

    @property
    def phrases(self) -> Phrases:
        """What is said to the dialogue itself, in the bot's language."""
        return self._phrases

    @property
    def replies(self) -> Replies:
        """What the bot says of itself."""
        return self._replies

    def hear(self, state: State, turn: Turn) -> Step:
        """What a turn of the user comes to."""
        was_just_done = state.just_done
        state = replace(known_part(state, self._bot), just_done=False, n_turns=state.n_turns + 1)
        act = self._act(turn)
        step = self._commanded(state, act)
        if step is None and state.choices:
            step = self._choose(state, turn, act)
            state = replace(state, choices=())
        if step is None and state.task is not None:
            step = self._followed_up(state, turn, act) if was_just_done else None
            step = step or self._continued(state, state.task, turn, act)
        elif step is None:
            step = self._begun(state, turn, act)
        return step or self._questions.missed(state)

    def finish(self, state: State, outcome: Outcome) -> Step:
        """What is said when the call of the last step came to this."""
        if state.task is None:
            raise ValueError("no task is open, so no call can have been made; finish follows a step with a call")
        return self._tasks.finish(state, state.task, outcome)

    # What the user says to the dialogue itself.

    def _act(self, turn: Turn) -> Act:
        """The command that the turn is: a phrase of the language, or an intent of the bot that has its name."""
        named = next((act for act in ACTS if turn.frame.intent == act and act in self._names), None)
        return turn.act or named or ""

    def _commanded(self, state: State, act: Act) -> Step | None:
        if act == "restart":
            return Step(State(n_turns=state.n_turns), tuple(self._replies.say("restarted")))
        if act == "help":
            return Step(state, (*self._replies.help(), *self._questions.open(state)))
        if act == "cancel":
            if not state.tasks and not state.choices:
                return Step(state, tuple(self._replies.say("nothing_to_cancel")))
            tasks = state.tasks if state.choices else state.tasks[:-1]
            state = replace(state, tasks=tasks, choices=(), n_misses=0)
            return self._questions.resumed(state, self._replies.say("cancelled"))
        return None

    # A question is open.

    def _followed_up(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as more about what was just answered, though there was a way back: "and in London?"."""
        again = None if act else self._carrying.again(state, turn)
        if again is None or state.task is None:
            return None
        is_about_task = bool(self._about(state.task, turn).slots) and turn.lead != "also"
        return None if is_about_task else self._tasks.go_on(self._paused(state, again), again)

    def _continued(self, state: State, task: Task, turn: Turn, act: Act) -> Step | None:
        """The turn as an answer to the open question, or as more about the task, or as another wish."""
        step = self._answered(state, task, turn, act)
        if step is not None:
            return step
        given = self._about(task, turn)
        if given.slots:
            return self._tasks.go_on(state, task.given(given.slots))
        if not act and self._is_other(task, turn.frame):
            step = self._ambiguous(state, turn)
            least = self._settings.sure if self._filling.is_elliptical(turn) else self._settings.interrupting
            if step is not None or turn.frame.score >= least:
                return step or self._interrupted(state, turn)
        if given.unreadable:
            return self._questions.again(state, self._replies.say("unreadable", text=given.unreadable))
        if isinstance(task.asked, AskedSlot) and not act and (name := self._filling.name(task.asked.slot, turn)):
            return self._tasks.go_on(state, task.given({task.asked.slot: name}))
        if turn.lead == "correct" or (act == "no" and not isinstance(task.asked, AskedSlot)):
            return self._questions.again(state, [])
        return None

    def _answered(self, state: State, task: Task, turn: Turn, act: Act) -> Step | None:
        match task.asked:
            case AskedConfirm() if act == "yes":
                return self._tasks.act_on(state, task)
            case AskedRetry() if act in ("yes", "again"):
                return self._tasks.act_on(state, task)
            case AskedConfirm() | AskedRetry() if act == "no":
                state = replace(state, tasks=state.tasks[:-1], last=replace(task, asked=None), n_misses=0)
                return self._questions.resumed(state, self._replies.say("denied"))
            case AskedValue(slot) if slot in task.slots:
                filled = chosen_value(task.slots[slot], self._filling.answer(slot, turn), turn.text, self._phrases)
                return None if filled is None else self._tasks.go_on(state, task.given({slot: filled}))
            case AskedSlot(slot) if not act and turn.text and not self._is_surely_other(task, turn, slot):
                filled = self._filling.answer(slot, turn) or self._carrying.referred(state, slot, turn)
                return None if filled is None else self._tasks.go_on(state, task.given({slot: filled}))
        return None

    def _is_surely_other(self, task: Task, turn: Turn, slot: str) -> bool:
        """Whether the turn is no text to take as it is: another wish, or more about this task than its text."""
        if self._bot.slots[slot].kind != "text":
            return False
        if self._filling.alone(task, turn).slots or self._filling.by_name(task, turn).slots:
            return True
        if turn.frame.intent == task.intent:
            return slot in self._filling.named(task, turn).slots
        return self._is_other(task, turn.frame) and turn.frame.score >= self._settings.sure

    def _is_other(self, task: Task, frame: Frame) -> bool:
        """Whether the frame is of another intent than the task."""
        return frame.intent in self._names and frame.intent != task.intent

    def _about(self, task: Task, turn: Turn) -> Given:
        """What the turn gives to the task, if it is about the task at all."""
        called = self._filling.by_name(task, turn)
        if called.slots or called.unreadable:
            return called
        is_elliptical = self._filling.is_elliptical(turn)
        if self._is_other(task, turn.content) and not is_elliptical:
            return self._filling.alone(task, turn)
        is_loose = is_elliptical or turn.lead or turn.content.intent == FALLBACK
        given = self._filling.by_kind(task, turn) if is_loose else self._filling.named(task, turn)
        return given if given.slots or given.unreadable else self._filling.alone(task, turn)

    def _interrupted(self, state: State, turn: Turn) -> Step | None:
        """Another wish: the task waits."""
        task = self._task_of(state, turn)
        waiting = [paused for paused in state.tasks if paused.intent == task.intent]
        if waiting:
            task = replace(waiting[-1], asked=None).given(task.slots)
        return self._tasks.go_on(self._paused(state, task), task)

    def _paused(self, state: State, task: Task) -> State:
        """The state with this as what the user is at, and what that was waiting.

        What has been left for something else again and again is left for good.
        """
        tasks = state.tasks
        if self._filling.uses(task) and tasks:
            tasks = (*tasks[:-1], replace(tasks[-1], n_interrupted=tasks[-1].n_interrupted + 1))
        kept = [paused for paused in tasks if paused.intent != task.intent and paused.n_interrupted < _TOO_OFTEN]
        return replace(state, tasks=(*kept[-self._settings.max_paused :], task))

    # No question is open.

    def _begun(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as the beginning of a task, or as the last one with other slots."""
        again = self._carrying.again(state, turn)
        if again is not None:
            return self._tasks.go_on(_with_new(state, again), again)
        step = self._ambiguous(state, turn)
        if step is not None:
            return step
        if turn.content.intent in self._names:
            task = self._task_of(state, turn)
            return self._tasks.go_on(_with_new(state, task), task)
        if state.last is not None and (act == "no" or (turn.lead == "correct" and turn.rest is None)):
            return Step(state, tuple(self._replies.say("what_then")))
        return None

    def _task_of(self, state: State, turn: Turn) -> Task:
        """The task that the turn begins."""
        frame = turn.content if turn.content.intent in self._names else turn.frame
        return self._carrying.begun(frame.intent, state, turn)

    def _ambiguous(self, state: State, turn: Turn) -> Step | None:
        """The question which of two intents is meant, when they are about as probable."""
        close = close_intents(turn.content, self._weighty, self._settings.margin)
        if not close:
            return None
        tasks = [Task(name).given(self._filling.by_kind(Task(name), turn).slots) for name in close]
        state = replace(state, choices=tuple(tasks), n_misses=0)
        return self._questions.asked(state)

    def _choose(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as an answer to "did you mean … or …?"; None when it is something else."""
        if act == "no":
            return self._questions.resumed(replace(state, choices=(), n_misses=0), self._replies.say("fallback"))
        titles = [f"{self._replies.title(task.intent)} {task.intent.replace('_', ' ')}" for task in state.choices]
        offered = [task.intent for task in state.choices]
        is_surely_other = turn.frame.intent in self._names - set(offered) and turn.frame.score >= self._settings.sure
        task = None if is_surely_other else chosen_task(state.choices, titles, turn, self._phrases)
        if task is None:
            return self._questions.again(state, self._replies.say("not_understood")) if act == "yes" else None
        task = task.given(self._filling.named(task, turn).slots)
        return self._tasks.go_on(self._paused(replace(state, choices=()), task), task)


def _with_new(state: State, task: Task) -> State:
    return replace(state, tasks=(*state.tasks, task))
