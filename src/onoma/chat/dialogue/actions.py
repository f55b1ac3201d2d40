"""Running what a bot calls: Python functions of one folder, or of a table, and HTTP. Whatever goes wrong is `Failed`.

A bundle says which functions are called, and may come from a stranger: only modules of the folder that the user names
are imported.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from onoma.chat.bot import Bot, HttpCall, PythonCall
from onoma.chat.dialogue.action_check import check_function, check_url
from onoma.chat.dialogue.action_folder import function_of
from onoma.chat.dialogue.ask_again import AskAgain
from onoma.chat.dialogue.http_action import run_http
from onoma.chat.dialogue.steps import Call, Failed, NeedsSlot, Outcome, Said
from onoma.errors import SettingsError

__all__ = ["Actions", "Function"]

Function: TypeAlias = Callable[..., object]

_log = logging.getLogger("onoma.chat")


class Actions:
    """The functions and addresses that bots call.

    `functions` are given by what a bot calls them (`module:function`); others are imported from `folder`. At most
    `max_running` run at once: one that never ends takes a thread until the process does. `prepare` imports and checks.
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        functions: Mapping[str, Function] | None = None,
        *,
        max_running: int = 64,
    ) -> None:
        self._folder = None if folder is None else Path(folder)
        self._functions: dict[str, Function] = dict(functions or {})
        self._free = threading.BoundedSemaphore(max_running)

    def prepare(self, bot: Bot) -> None:
        """Import what the bot calls, and check that it takes the slots.

        Raises `SettingsError` for a function that isn't there or doesn't take a slot, and for a wrong address.
        """
        for intent in bot.intents:
            if isinstance(intent.action, PythonCall):
                check_function(self._function(intent.action.target), intent.action.target, intent)
            elif isinstance(intent.action, HttpCall):
                check_url(intent.action.url, intent)

    def __call__(self, call: Call, key: str = "") -> Outcome:
        """Run the call; `key` is the same when a turn that was lost is taken again."""
        action = call.action
        if isinstance(action, PythonCall):
            function, target = self._function(action.target), action.target
            return self._run(lambda: _outcome(function(**call.slots)), target, action.timeout_s)
        return self._run(lambda: run_http(call, action, key), action.url, action.timeout_s)

    def _function(self, target: str) -> Function:
        if target not in self._functions:
            if self._folder is None:
                hint = "say in which folder its module lies (onoma chat run --actions FOLDER)"
                raise SettingsError(f"the bot calls {target}, and no actions were given; {hint}")
            self._functions[target] = function_of(target, self._folder)
        return self._functions[target]

    def _run(self, work: Callable[[], Outcome], name: str, timeout_s: float) -> Outcome:
        """What the work comes to, in a thread of its own, which is left alone when it takes too long."""
        if not self._free.acquire(blocking=False):
            return _failed(name, "too many actions run already")
        outcomes: list[Outcome] = []

        def run() -> None:
            try:
                outcomes.append(work())
            except AskAgain as error:
                outcomes.append(NeedsSlot(error.slot, error.text))
            except BaseException as error:  # an action may do what it likes; the conversation goes on
                _log.warning("action %s failed", name, exc_info=error)
                outcomes.append(Failed(f"{type(error).__name__}: {error}"))
            finally:
                self._free.release()

        thread = threading.Thread(target=run, name=f"onoma action {name}", daemon=True)
        thread.start()
        thread.join(timeout_s)
        return outcomes[0] if outcomes else _failed(name, f"not done after {timeout_s:g} s")


def _failed(name: str, reason: str) -> Failed:
    _log.warning("action %s failed: %s", name, reason)
    return Failed(reason)


def _outcome(answer: object) -> Outcome:
    if answer is None:
        return Said("")
    if isinstance(answer, str):
        return Said(answer)
    return Failed(f"it returned {type(answer).__name__}, not a text")
