"""Whether a function takes the slots of an intent, and whether an address can be called; before anybody says a word."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from urllib.parse import urlsplit

from onoma.chat.bot import Intent
from onoma.errors import SettingsError

__all__ = ["check_function", "check_url"]

_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def check_function(function: Callable[..., object], target: str, intent: Intent) -> None:
    """Raise `SettingsError` when the function can't be called with the slots of the intent."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return  # it does not say what it takes
    taken = {parameter.name for parameter in parameters if parameter.kind in _BY_NAME}
    takes_all = any(parameter.kind == inspect.Parameter.VAR_KEYWORD for parameter in parameters)
    for use in intent.slots:
        if use.name not in taken and not takes_all:
            raise SettingsError(f"{target} does not take the slot {use.name!r} of {intent.name!r}; add the parameter")
    sure = {use.name for use in intent.slots if use.required}
    for parameter in parameters:
        if parameter.kind in _BY_NAME and parameter.default is parameter.empty and parameter.name not in sure:
            hint = "give it a default, or make it a required slot"
            raise SettingsError(f"{target} needs {parameter.name!r}, which {intent.name!r} may lack; {hint}")


def check_url(url: str, intent: Intent) -> None:
    """Raise `SettingsError` for what is no http or https address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{intent.name!r} calls {url!r}, which is no address; write http://… or https://…")
