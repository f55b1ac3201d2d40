"""A kept state as far as a bot knows it: the bot may have been changed and trained anew since the last turn."""

from __future__ import annotations

from dataclasses import replace

from onoma.chat.bot import Bot
from onoma.chat.dialogue.state import AskedConfirm, AskedSlot, AskedValue, State, Task

__all__ = ["known_part"]


def known_part(state: State, bot: Bot) -> State:
    """The state without what the bot does not know."""
    tasks = [known for task in state.tasks if (known := _known(task, bot)) is not None]
    choices = [known for task in state.choices if (known := _known(task, bot)) is not None]
    last = None if state.last is None else _known(state.last, bot)
    return replace(state, tasks=tuple(tasks), choices=tuple(choices) if len(choices) > 1 else (), last=last)


def _known(task: Task, bot: Bot) -> Task | None:
    """The task with the slots that its intent has; None when its intent or its open question are gone."""
    intent = next((intent for intent in bot.intents if intent.name == task.intent), None)
    if intent is None:
        return None
    uses = {use.name for use in intent.slots}
    if isinstance(task.asked, AskedSlot | AskedValue) and task.asked.slot not in uses:
        return None
    if isinstance(task.asked, AskedConfirm) and not intent.confirm:
        return None
    return replace(task, slots={name: filled for name, filled in task.slots.items() if name in uses})
