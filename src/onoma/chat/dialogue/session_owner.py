"""Who takes a turn: a process, by a name that tells whether it still lives."""

from __future__ import annotations

import os
from itertools import count
from secrets import token_hex
from typing import NamedTuple

__all__ = ["Owner"]

_PROCESS = token_hex(8)
_turns = count()


class Owner(NamedTuple):
    """A turn of a process on this machine. `process` differs between processes that had the same number."""

    pid: int
    process: str
    turn: int

    @classmethod
    def here(cls) -> Owner:
        """The next turn of this process."""
        return cls(os.getpid(), _PROCESS, next(_turns))

    @classmethod
    def parsed(cls, text: str) -> Owner:
        """The owner of that name."""
        pid, process, turn = text.split("-")
        return cls(int(pid), process, int(turn))

    def __str__(self) -> str:
        return f"{self.pid}-{self.process}-{self.turn}"

    def is_alive(self) -> bool:
        """Whether the process still runs; where that can't be told, yes."""
        if self.pid == os.getpid():
            return self.process == _PROCESS
        if os.name != "posix":
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
