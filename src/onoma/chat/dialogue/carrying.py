"""What a turn takes over from what was said before: "and in London?", "will it rain there?", "the same day"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onoma.chat.bot import Bot
from onoma.chat.dialogue.filling import Filling
from onoma.chat.dialogue.phrases import Phrases
from onoma.chat.dialogue.policy_settings import PolicySettings
from onoma.chat.dialogue.state import Filled, State, Task
from onoma.chat.dialogue.turns import Turn
from onoma.chat.frame import FALLBACK

__all__ = ["Carrying"]


class Carrying:
    """Finds what turns of one bot's users point back at."""

    def __init__(self, bot: Bot, filling: Filling, phrases: Phrases, settings: PolicySettings) -> None:
        self._bot, self._filling, self._phrases, self._settings = bot, filling, phrases, settings

    def again(self, state: State, turn: Turn) -> Task | None:
        """The task that was finished last, with what this turn changes: "and in London?", "no, I meant Friday"."""
        if state.last is None:
            return None
        last, is_same = state.last, turn.content.intent in (FALLBACK, state.last.intent)
        given = self._filling.by_name(last, turn)
        if given.slots:
            return last.given(given.slots)
        if self._filling.is_elliptical(turn):
            fits = bool(self._filling.named(last, turn).slots)
            least = self._settings.sure if fits else self._settings.interrupting
            is_another = not is_same and not turn.lead and turn.content.score >= least
            given = given if is_another else self._filling.by_kind(last, turn)
        elif turn.lead and is_same:
            given = self._filling.by_kind(last, turn)
        slots = given.slots or self._filling.alone(last, turn).slots
        return last.given(slots) if slots else None

    def begun(self, intent: str, state: State, turn: Turn) -> Task:
        """A task of the intent with what the turn gives, and what "there", "then" and "and" take over."""
        task = Task(intent)
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

    def referred(self, state: State, slot: str, turn: Turn) -> Filled | None:
        """What "there" stands for, where that is all that the user says to a question."""
        kind = self._bot.slots[slot].kind
        if kind not in self._phrases.refers_to(turn.text) or not self._phrases.is_filler(turn.text):
            return None
        same = [
            filled for name, filled in _given_before(state) if self._bot.slots[name].kind == kind and not filled.others
        ]
        return same[-1] if same else None


def _given_before(state: State) -> Iterator[tuple[str, Filled]]:
    """The slots of what waits and of what was finished last, the latest at the end."""
    for task in (*state.tasks[:-1], *([state.last] if state.last else [])):
        yield from task.slots.items()
