"""How a conversation goes on: a state and a turn give a new state, replies and perhaps a call; nothing else happens.

`Policy.hear` takes what the user said, `Policy.finish` what came of the call that the step before asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onoma.chat.bot import Bot
from onoma.chat.dialogue.choosing import chosen_task, chosen_value, close_intents
from onoma.chat.dialogue.filling import Filling, Given
from onoma.chat.dialogue.phrases import ACTS, Act, Phrases, phrases_of
from onoma.chat.dialogue.pruning import known_part
from onoma.chat.dialogue.replies import Replies
from onoma.chat.dialogue.spoken import value_to_words
from onoma.chat.dialogue.state import AskedConfirm, AskedRetry, AskedSlot, AskedValue, Filled, State, Task
from onoma.chat.dialogue.steps import Call, Failed, NeedsSlot, Outcome, Said, Step
from onoma.chat.dialogue.turns import Turn
from onoma.chat.frame import FALLBACK, Frame, SlotReader

__all__ = ["Policy", "PolicySettings"]

_FAREWELL = "goodbye"
"""The intent after which nothing is open any more."""

_TOO_OFTEN = 3
"""What has been left for something else this often is not come back to."""


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """How the policy decides.

    Two intents are close when their probabilities differ by less than `margin`. While a question is open, an utterance
    belongs to another intent only when that has the probability `interrupting`, and `sure` where any text would be an
    answer. At most `max_paused` tasks wait.
    """

    margin: float = 0.15
    interrupting: float = 0.7
    sure: float = 0.9
    max_paused: int = 4


class Policy:
    """The dialogue of one bot."""

    def __init__(self, bot: Bot, reader: SlotReader, settings: PolicySettings | None = None) -> None:
        self._bot = bot
        self._settings = settings or PolicySettings()
        self._phrases: Phrases = phrases_of(bot.language)
        self._filling = Filling(bot, reader, self._phrases)
        self._replies = Replies(bot)
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
        return step or self._missed(state)

    def finish(self, state: State, outcome: Outcome) -> Step:
        """What is said when the call of the last step came to this."""
        task = state.task
        if task is None:
            raise ValueError("no task is open, so no call can have been made; finish follows a step with a call")
        match outcome:
            case Said(text):
                return self._done(state, task, [text] if text.strip() else self._replies.say("done"))
            case NeedsSlot(slot, text) if slot in self._filling.uses(task):
                task = replace(task.without(slot), asked=AskedSlot(slot))
                replies = [text] if text.strip() else [self._replies.question(task, slot)]
                return Step(_with(state, task), tuple(replies))
            case Failed() | NeedsSlot():
                replies = [*self._replies.say("apology"), *self._replies.say("retry")]
                return Step(_with(state, replace(task, asked=AskedRetry())), tuple(replies))

    # What the user says to the dialogue itself.

    def _act(self, turn: Turn) -> Act:
        """The command that the turn is: a phrase of the language, or an intent of the bot that has its name."""
        named = next((act for act in ACTS if turn.frame.intent == act and act in self._names), None)
        return turn.act or named or ""

    def _commanded(self, state: State, act: Act) -> Step | None:
        if act == "restart":
            return Step(State(n_turns=state.n_turns), tuple(self._replies.say("restarted")))
        if act == "help":
            return Step(state, (*self._replies.help(), *self._open_question(state)))
        if act == "cancel":
            if not state.tasks and not state.choices:
                return Step(state, tuple(self._replies.say("nothing_to_cancel")))
            tasks = state.tasks if state.choices else state.tasks[:-1]
            return self._resumed(replace(state, tasks=tasks, choices=(), n_misses=0), self._replies.say("cancelled"))
        return None

    # A question is open.

    def _followed_up(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as more about what was just answered, though there was a way back: "and in London?"."""
        again = None if act else self._again(state, turn)
        if again is None or state.task is None:
            return None
        is_about_task = bool(self._about(state.task, turn).slots) and turn.lead != "also"
        return None if is_about_task else self._go_on(self._paused(state, again), again)

    def _continued(self, state: State, task: Task, turn: Turn, act: Act) -> Step | None:
        """The turn as an answer to the open question, or as more about the task, or as another wish."""
        step = self._answered(state, task, turn, act)
        if step is not None:
            return step
        given = self._about(task, turn)
        if given.slots:
            return self._go_on(state, task.given(given.slots))
        if not act and self._is_other(task, turn.frame):
            step = self._ambiguous(state, turn)
            least = self._settings.sure if self._filling.is_elliptical(turn) else self._settings.interrupting
            if step is not None or turn.frame.score >= least:
                return step or self._interrupted(state, turn)
        if given.unreadable:
            return self._asked_again(state, self._replies.say("unreadable", text=given.unreadable))
        if isinstance(task.asked, AskedSlot) and not act and (name := self._filling.name(task.asked.slot, turn)):
            return self._go_on(state, task.given({task.asked.slot: name}))
        if turn.lead == "correct" or (act == "no" and not isinstance(task.asked, AskedSlot)):
            return self._asked_again(state, [])
        return None

    def _answered(self, state: State, task: Task, turn: Turn, act: Act) -> Step | None:
        match task.asked:
            case AskedConfirm() if act == "yes":
                return self._act_on(state, task)
            case AskedRetry() if act in ("yes", "again"):
                return self._act_on(state, task)
            case AskedConfirm() | AskedRetry() if act == "no":
                tasks = state.tasks[:-1]
                last = replace(task, asked=None)
                return self._resumed(replace(state, tasks=tasks, last=last, n_misses=0), self._replies.say("denied"))
            case AskedValue(slot) if slot in task.slots:
                filled = chosen_value(task.slots[slot], self._filling.answer(slot, turn), turn.text, self._phrases)
                return None if filled is None else self._go_on(state, task.given({slot: filled}))
            case AskedSlot(slot) if not act and turn.text and not self._is_surely_other(task, turn, slot):
                filled = self._filling.answer(slot, turn) or self._referred(state, slot, turn)
                return None if filled is None else self._go_on(state, task.given({slot: filled}))
        return None

    def _referred(self, state: State, slot: str, turn: Turn) -> Filled | None:
        """What "there" stands for, where that is all that the user says."""
        kind = self._bot.slots[slot].kind
        if kind not in self._phrases.refers_to(turn.text) or not self._phrases.is_filler(turn.text):
            return None
        before = [*state.tasks[:-1], *([state.last] if state.last else [])]
        same = [
            filled
            for task in before
            for name, filled in task.slots.items()
            if self._bot.slots[name].kind == kind and not filled.others
        ]
        return same[-1] if same else None

    def _is_surely_other(self, task: Task, turn: Turn, slot: str) -> bool:
        """Whether the turn is no text to take as it is: another wish, or more about this task than its text."""
        if self._bot.slots[slot].kind != "text":
            return False
        if self._filling.alone(task, turn).slots:
            return True
        if turn.frame.intent == task.intent:
            return slot in self._filling.named(task, turn).slots
        return self._is_other(task, turn.frame) and turn.frame.score >= self._settings.sure

    def _is_other(self, task: Task, frame: Frame) -> bool:
        """Whether the frame is of another intent than the task."""
        return frame.intent in self._names and frame.intent != task.intent

    def _about(self, task: Task, turn: Turn) -> Given:
        """What the turn gives to the task, if it is about the task at all."""
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
        return self._go_on(self._paused(state, task), task)

    def _paused(self, state: State, task: Task) -> State:
        """The state with this as what the user is at, and what that was waiting.

        What has been left for something else again and again is left for good.
        """
        tasks = state.tasks
        if self._filling.uses(task) and tasks:
            tasks = (*tasks[:-1], replace(tasks[-1], n_interrupted=tasks[-1].n_interrupted + 1))
        kept = [paused for paused in tasks if paused.intent != task.intent and paused.n_interrupted < _TOO_OFTEN]
        return replace(state, tasks=(*kept[-self._settings.max_paused :], task))

    def _asked_again(self, state: State, words: list[str]) -> Step:
        words = words or self._replies.say("what_then")
        return Step(replace(state, n_misses=state.n_misses + 1), (*words, *self._open_question(state)))

    # No question is open.

    def _begun(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as the beginning of a task, or as the last one with other slots."""
        again = self._again(state, turn)
        if again is not None:
            return self._go_on(_with_new(state, again), again)
        step = self._ambiguous(state, turn)
        if step is not None:
            return step
        if turn.content.intent in self._names:
            task = self._task_of(state, turn)
            return self._go_on(_with_new(state, task), task)
        if state.last is not None and (act == "no" or (turn.lead == "correct" and turn.rest is None)):
            return Step(state, tuple(self._replies.say("what_then")))
        return None

    def _again(self, state: State, turn: Turn) -> Task | None:
        """The task that was finished last, with what this turn changes: "and in London?", "no, I meant Friday"."""
        if state.last is None:
            return None
        last, is_same = state.last, turn.content.intent in (FALLBACK, state.last.intent)
        given = Given({})
        if self._filling.is_elliptical(turn):
            fits = bool(self._filling.named(last, turn).slots)
            least = self._settings.sure if fits else self._settings.interrupting
            is_another = not is_same and not turn.lead and turn.content.score >= least
            given = given if is_another else self._filling.by_kind(last, turn)
        elif turn.lead and is_same:
            given = self._filling.by_kind(last, turn)
        slots = given.slots or self._filling.alone(last, turn).slots
        return last.given(slots) if slots else None

    def _task_of(self, state: State, turn: Turn) -> Task:
        """The task that the turn begins, with what "there", "then" and "and" take over from the one before."""
        frame = turn.content if turn.content.intent in self._names else turn.frame
        task = Task(frame.intent)
        task = task.given(self._filling.named(task, turn).slots)
        for before in (state.task, state.last):
            task = task if before is None else task.given(self._taken_over(task, before, turn))
        return task

    def _taken_over(self, task: Task, before: Task, turn: Turn) -> Mapping[str, Filled]:
        kinds = self._phrases.refers_to(turn.text)
        taken: dict[str, Filled] = {}
        for name in (name for name in self._filling.uses(task) if name not in task.slots):
            if turn.lead and name in before.slots:
                taken[name] = before.slots[name]
            elif (kind := self._bot.slots[name].kind) in kinds:
                same = [filled for key, filled in before.slots.items() if self._bot.slots[key].kind == kind]
                taken.update({name: same[-1]} if same else {})
                kinds.remove(kind)
        return taken

    def _ambiguous(self, state: State, turn: Turn) -> Step | None:
        """The question which of two intents is meant, when they are about as probable."""
        close = close_intents(turn.content, self._weighty, self._settings.margin)
        if not close:
            return None
        tasks = [Task(name).given(self._filling.by_kind(Task(name), turn).slots) for name in close]
        state = replace(state, choices=tuple(tasks), n_misses=0)
        return Step(state, tuple(self._open_question(state)))

    def _choose(self, state: State, turn: Turn, act: Act) -> Step | None:
        """The turn as an answer to "did you mean … or …?"; None when it is something else."""
        if act == "no":
            return self._resumed(replace(state, choices=(), n_misses=0), self._replies.say("fallback"))
        titles = [f"{self._replies.title(task.intent)} {task.intent.replace('_', ' ')}" for task in state.choices]
        offered = [task.intent for task in state.choices]
        is_surely_other = turn.frame.intent in self._names - set(offered) and turn.frame.score >= self._settings.sure
        task = None if is_surely_other else chosen_task(state.choices, titles, turn, self._phrases)
        if task is None:
            return self._asked_again(state, self._replies.say("not_understood")) if act == "yes" else None
        task = task.given(self._filling.named(task, turn).slots)
        return self._go_on(self._paused(replace(state, choices=()), task), task)

    # On with the task.

    def _go_on(self, state: State, task: Task) -> Step:
        """The next question about the task, or its action."""
        state, task = replace(state, n_misses=0), replace(task, n_interrupted=0)
        for name, filled in task.slots.items():
            if filled.others:
                return self._ask(state, replace(task, asked=AskedValue(name)))
        for use in self._bot.intent(task.intent).slots:
            if use.required and use.name not in task.slots:
                return self._ask(state, replace(task, asked=AskedSlot(use.name)))
        if self._bot.intent(task.intent).confirm:
            return self._ask(state, replace(task, asked=AskedConfirm()))
        return self._act_on(state, task)

    def _ask(self, state: State, task: Task) -> Step:
        state = _with(state, task)
        return Step(state, tuple(self._open_question(state)))

    def _act_on(self, state: State, task: Task) -> Step:
        state = _with(replace(state, n_misses=0), replace(task, asked=None))
        action = self._bot.intent(task.intent).action
        if isinstance(action, str):
            said = self._replies.of_task(action, task)
            return self._done(state, task, [said] if said else self._replies.say("done"))
        call = Call(action, task.intent, {name: filled.meaning for name, filled in task.slots.items()})
        return Step(state, (), call)

    def _done(self, state: State, task: Task, words: list[str]) -> Step:
        """The task is finished; back to what it interrupted."""
        # Small talk has nothing that "and in London?" could change.
        if self._filling.uses(task):
            state = replace(state, last=replace(task, asked=None, n_interrupted=0), just_done=True)
        tasks = () if task.intent == _FAREWELL else state.tasks[:-1]
        return self._resumed(replace(state, tasks=tasks), words)

    def _resumed(self, state: State, words: list[str]) -> Step:
        """The words, and the question of what was interrupted, if something was."""
        back: list[str] = []
        if state.task is not None:
            back = self._replies.say("back", task=self._replies.title(state.task.intent))
        return Step(state, (*words, *back, *self._open_question(state)))

    def _missed(self, state: State) -> Step:
        state = replace(state, n_misses=state.n_misses + 1)
        question = list(self._open_question(state))
        if not question:
            return Step(state, tuple(self._replies.say("fallback")))
        hint = self._replies.say("hint") if state.n_misses > 1 else []
        return Step(state, (*self._replies.say("not_understood"), *hint, *question))

    def _open_question(self, state: State) -> Iterator[str]:
        """The question that waits for an answer."""
        if state.choices:
            titles = [self._replies.title(task.intent) for task in state.choices]
            yield from self._replies.say("choose_intent", options=self._replies.any_of(titles))
        elif state.task is not None:
            yield from self._question_of(state.task)

    def _question_of(self, task: Task) -> list[str]:
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


def _with(state: State, task: Task) -> State:
    """The state with this as what the user is at, instead of what that was."""
    return replace(state, tasks=(*state.tasks[:-1], task))


def _with_new(state: State, task: Task) -> State:
    return replace(state, tasks=(*state.tasks, task))
