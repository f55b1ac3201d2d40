"""The one tree of errors.

A message holds the offending value, its place and the next step, so that a command can print it
as one line. Everything that onoma raises on purpose derives from `OnomaError`.
"""

from __future__ import annotations

__all__ = [
    "BundleError",
    "CorpusError",
    "DocumentError",
    "InputError",
    "MissingExtraError",
    "OnomaError",
    "SchemeError",
    "SessionError",
    "SettingsError",
    "TrainingError",
    "reason_of",
]


def reason_of(error: BaseException) -> str:
    """The first line of what somebody else's error says, for a message of ours; its class where it says nothing."""
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__


class OnomaError(Exception):
    """Anything that onoma raises on purpose."""


class DocumentError(OnomaError, ValueError):
    """An entity or a document that contradicts itself: offsets outside the text, an empty label."""


class SchemeError(OnomaError, ValueError):
    """A tag or a tagging scheme that is unknown, or that the caller forbade to repair."""


class InputError(OnomaError, ValueError):
    """Input that cannot be read: no such file, binary, empty, not UTF-8, an unknown label."""


class CorpusError(InputError):
    """A labelled file with something wrong at a known place; the message begins with `file:line`."""

    def __init__(self, path: object, line: int | None, what: str, *, hint: str = "") -> None:
        place = f"{path}:{line}" if line is not None else f"{path}"
        super().__init__(f"{place}: {what}" + (f"; {hint}" if hint else ""))


class SessionError(OnomaError):
    """A turn of a conversation that could not be taken, for another one was under way too long."""


class SettingsError(OnomaError, ValueError):
    """A setting that does not exist, has the wrong type or lies outside its range."""


class BundleError(OnomaError):
    """A bundle that is missing, damaged, edited or newer than this version; names the file."""


class TrainingError(OnomaError):
    """A training that cannot start or cannot be exported faithfully."""


class MissingExtraError(OnomaError, ImportError):
    """An optional dependency is absent; the message is the line that installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}, which is not installed; pip install 'onoma[{extra}]'")
