"""Conversations in SQLite: a turn of a session is taken by one process and thread at a time, and kept when it is over.

What is not kept when a process dies is the turn in flight, and nothing else. One file serves many processes of one
machine; `:memory:` keeps conversations as long as the process lives.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onoma.chat.dialogue.session_owner import Owner
from onoma.chat.dialogue.state import State
from onoma.chat.dialogue.state_json import StateError, json_to_state, state_to_json
from onoma.errors import InputError, SessionError

__all__ = ["Sessions", "TurnOf"]

_APPLICATION = 0x6F6E6F6D  # "onom", in the header of the file
_VERSION = 1
_SCHEMA = (
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, state TEXT NOT NULL, said_at REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX sessions_by_age ON sessions (said_at)",
    "CREATE TABLE claims (session TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID",
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {_VERSION}",
)
_BUSY_S = 10.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.002, 0.05
_PURGE_EVERY = 1000


class TurnOf:
    """A turn of a session that is being taken: `state` is where it begins, and what is put there is kept."""

    def __init__(self, session: str, state: State) -> None:
        self.session = session
        self.state = state


class Sessions:
    """Conversations by the name of their session.

    A session in which nothing was said for `expire_after_s` is forgotten. A turn may take `turn_s`; after that another
    process may take the session over. Raises `InputError` for a file that is something else, `SessionError` for one
    that another program doesn't let go.
    """

    def __init__(
        self,
        path: str | Path = ":memory:",
        *,
        expire_after_s: float = 86_400.0,
        turn_s: float = 60.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = str(path)
        self.expire_after_s, self.turn_s = expire_after_s, turn_s
        self._clock = clock
        self._lock = threading.Lock()
        self._turns = _Turns()
        self._n_turns = 0
        self._database = self._opened()
        self.forget_old()

    def __len__(self) -> int:
        """How many conversations are kept."""
        with self._lock:
            return int(self._database.execute("SELECT count(*) FROM sessions").fetchone()[0])

    def __enter__(self) -> Sessions:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was said is kept."""
        with self._lock:
            self._database.close()

    @contextmanager
    def turn(self, session: str) -> Iterator[TurnOf]:
        """Take a turn of the session: the state in it is kept at the end, unless an exception ends it.

        Waits while somebody else takes a turn of the same session. Raises `SessionError` when that takes longer than
        `turn_s`, or when this turn did and somebody else has gone on meanwhile.
        """
        with self._turns.one_at_a_time(session, self.turn_s):
            owner = self._claimed(session)
            try:
                turn = TurnOf(session, self._state(session))
                yield turn
            except BaseException:
                self._give_up(session, owner)
                raise
            self._keep(session, owner, turn.state)

    def forget(self, session: str) -> None:
        """Forget one conversation."""
        with self._writing():
            self._database.execute("DELETE FROM sessions WHERE id = ?", (session,))

    def forget_old(self) -> None:
        """Forget the conversations that have expired; done by itself now and then."""
        with self._writing():
            self._database.execute("DELETE FROM sessions WHERE said_at < ?", (self._clock() - self.expire_after_s,))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._lock, _transaction(self._database):
                yield
        except sqlite3.Error as error:
            raise SessionError(f"{self.path}: the conversations can't be kept now ({error}); try again later") from None

    def _opened(self) -> sqlite3.Connection:
        if self.path != ":memory:":
            # What users say is nobody else's business.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        database = sqlite3.connect(self.path, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
        try:
            _write_ahead(database)
            database.execute("PRAGMA synchronous = NORMAL")
            self._prepare(database)
        except sqlite3.DatabaseError as error:
            database.close()
            if _is_busy(error):
                raise SessionError(f"{self.path}: another program has locked it ({error}); try again later") from None
            raise InputError(f"{self.path}: no file of sessions ({error}); name another") from None
        return database

    def _prepare(self, database: sqlite3.Connection) -> None:
        """Make the tables of a new file, under a lock, so that of two processes one does."""
        with _transaction(database):
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            (n_tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not n_tables:
                for statement in _SCHEMA:
                    database.execute(statement)
            elif application != _APPLICATION:
                raise sqlite3.DatabaseError("it is another program's database")
            elif version != _VERSION:
                raise sqlite3.DatabaseError(f"its version is {version}, this one reads {_VERSION}")

    def _claimed(self, session: str) -> str:
        """Take the session, once nobody living has it; says under which name."""
        owner = str(Owner.here())
        for _ in _tries(self.turn_s):
            if self._claim(session, owner):
                return owner
        raise SessionError(f"session {session!r} is busy: another turn of it goes on; say it again later")

    def _claim(self, session: str, owner: str) -> bool:
        with self._writing():
            now = self._clock()
            row = self._database.execute("SELECT owner, until FROM claims WHERE session = ?", (session,)).fetchone()
            if row is not None and row[1] > now and Owner.parsed(row[0]).is_alive():
                return False
            self._database.execute("REPLACE INTO claims VALUES (?, ?, ?)", (session, owner, now + self.turn_s))
            return True

    def _state(self, session: str) -> State:
        with self._writing():
            query = "SELECT state FROM sessions WHERE id = ? AND said_at >= ?"
            row = self._database.execute(query, (session, self._clock() - self.expire_after_s)).fetchone()
        try:
            return State() if row is None else json_to_state(row[0])
        except StateError:
            return State()  # of another version: the conversation begins anew

    def _keep(self, session: str, owner: str, state: State) -> None:
        with self._writing():
            self._disclaim(session, owner)
            values = (session, state_to_json(state), self._clock())
            self._database.execute("REPLACE INTO sessions VALUES (?, ?, ?)", values)
            self._n_turns += 1
        if self._n_turns % _PURGE_EVERY == 0:
            self.forget_old()

    def _disclaim(self, session: str, owner: str) -> None:
        gone = self._database.execute("DELETE FROM claims WHERE session = ? AND owner = ?", (session, owner))
        if gone.rowcount != 1:
            what = f"session {session!r}: the turn took longer than {self.turn_s:g} s, and another has gone on"
            raise SessionError(f"{what}; allow more with turn_s")

    def _give_up(self, session: str, owner: str) -> None:
        with self._writing():
            self._database.execute("DELETE FROM claims WHERE session = ? AND owner = ?", (session, owner))


def _tries(limit_s: float) -> Iterator[None]:
    """Once now, then again and again after waits that grow, until the time is over."""
    deadline = time.monotonic() + limit_s
    wait_s = _FIRST_WAIT_S
    yield
    while time.monotonic() < deadline:
        time.sleep(wait_s)
        wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
        yield


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging, once nobody else is at it.

    SQLite waits for any other lock by itself, but not for the one that two processes need that switch a new file at
    once: the second would get "database is locked" without a wait (https://www.sqlite.org/c3ref/busy_handler.html).
    """
    for _ in _tries(_BUSY_S):
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
            locked = error
    raise locked


def _is_busy(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0)  # of `DatabaseError`s that we raise ourselves, none
    return code & 0xFF == sqlite3.SQLITE_BUSY  # the rest of it says why


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """What is read and written inside happens at once, whoever else writes to the file."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


class _Turns:
    """A lock for each session that has a turn in this process, so that its threads wait without asking the file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def one_at_a_time(self, session: str, wait_s: float) -> Iterator[None]:
        with self._lock:
            lock, n = self._locks.get(session, (threading.Lock(), 0))
            self._locks[session] = lock, n + 1
        try:
            if not lock.acquire(timeout=wait_s):
                raise SessionError(f"session {session!r} is busy: other turns of it go on; say it again later")
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._lock:
                lock, n = self._locks.pop(session)
                if n > 1:
                    self._locks[session] = lock, n - 1
