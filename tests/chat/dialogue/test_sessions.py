"""Conversations are kept apart, one turn at a time, and survive what happens to processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from scripted_bot import ScriptedBot

import onoma
from onoma.chat.dialogue import Actions, Chat, Sessions, State
from onoma.errors import InputError, SessionError

_HERE = Path(__file__).parent


def _actions(action: Callable[..., object]) -> Actions:
    return Actions(functions={f"actions:{name}": action for name in ("weather", "rain", "trip", "remind")})


def _told(**slots: object) -> str:
    return " ".join(str(slots[name]) for name in sorted(slots))


def _count(sessions: Sessions, name: str) -> None:
    with sessions.turn(name) as turn:
        turn.state = State(n_turns=turn.state.n_turns + 1)


def _turns(sessions: Sessions, name: str) -> int:
    with sessions.turn(name) as turn:
        return turn.state.n_turns


def test_conversation_goes_on_when_the_file_is_opened_again(tmp_path: Path) -> None:
    for text in ("weather", "Paris"):
        with Sessions(tmp_path / "s.db") as sessions:
            Chat(ScriptedBot(), sessions=sessions, actions=_actions(_told)).say(text)
    with Sessions(tmp_path / "s.db") as sessions:
        answer = Chat(ScriptedBot(), sessions=sessions, actions=_actions(_told)).say("tomorrow")
    assert answer.replies == ("2026-03-05 Paris",)


def test_thousand_sessions_at_once_keep_apart(tmp_path: Path) -> None:
    """Turn by turn and side by side, each with another place and day."""
    places, days = ("Paris", "London", "Rome", "Oslo"), {"today": "04", "tomorrow": "05", "Friday": "06"}
    names = [f"user {n}" for n in range(1000)]
    place_of = {name: places[n % 4] for n, name in enumerate(names)}
    day_of = {name: list(days)[n % 3] for n, name in enumerate(names)}
    with Sessions(tmp_path / "s.db") as sessions, ThreadPoolExecutor(16) as pool:
        chat = Chat(ScriptedBot(), sessions=sessions, actions=_actions(_told))
        list(pool.map(lambda name: chat.say("will it rain?", session=name), names))
        list(pool.map(lambda name: chat.say(place_of[name], session=name), reversed(names)))
        answers = pool.map(lambda name: chat.say(day_of[name], session=name).replies, names)
        wanted = [(f"2026-03-{days[day_of[name]]} {place_of[name]}",) for name in names]
        assert list(answers) == wanted
        assert len(sessions) == 1000


@pytest.mark.parametrize("n_files", [1, 2])
def test_turns_of_one_session_wait_for_each_other(tmp_path: Path, n_files: int) -> None:
    """Whether through one object or through two that have the same file."""
    opened = [Sessions(tmp_path / "s.db") for _ in range(n_files)]
    inside = threading.Semaphore(1)

    def take(n: int) -> None:
        with opened[n % n_files].turn("me") as turn:
            assert inside.acquire(blocking=False)
            time.sleep(0.001)
            turn.state = State(n_turns=turn.state.n_turns + 1)
            inside.release()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, range(40)))
    assert _turns(opened[0], "me") == 40
    for sessions in opened:
        sessions.close()


def test_turn_that_fails_leaves_the_conversation_as_it_was() -> None:
    sessions = Sessions()
    _count(sessions, "me")

    def fail() -> None:
        with sessions.turn("me") as turn:
            turn.state = State(n_turns=99)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _turns(sessions, "me") == 1
    sessions.close()


def test_old_conversations_expire() -> None:
    now = [1000.0]
    with Sessions(expire_after_s=60, clock=lambda: now[0]) as sessions:
        _count(sessions, "old")
        now[0] += 30
        _count(sessions, "young")
        now[0] += 45
        assert _turns(sessions, "old") == 0
        assert _turns(sessions, "young") == 1
        now[0] += 61
        sessions.forget_old()
        assert len(sessions) == 0


def test_one_conversation_can_be_forgotten() -> None:
    with Sessions() as sessions:
        _count(sessions, "me")
        sessions.forget("me")
        assert len(sessions) == 0


def test_busy_session_is_told(tmp_path: Path) -> None:
    with Sessions(tmp_path / "s.db") as one, Sessions(tmp_path / "s.db", turn_s=0.05) as other:
        with one.turn("me"), pytest.raises(SessionError, match="'me' is busy"):
            _count(other, "me")
        _count(other, "me")


def test_turn_that_lost_its_session_is_told_and_not_kept(tmp_path: Path) -> None:
    now = [1000.0]
    with (
        Sessions(tmp_path / "s.db", clock=lambda: now[0]) as slow,
        Sessions(tmp_path / "s.db", clock=lambda: now[0]) as other,
    ):

        def dawdle() -> None:
            with slow.turn("me") as turn:
                turn.state = State(n_turns=99)
                now[0] += 61
                _count(other, "me")

        with pytest.raises(SessionError, match="took longer than 60 s"):
            dawdle()
        assert _turns(other, "me") == 1


def test_state_of_a_later_version_begins_anew(tmp_path: Path) -> None:
    with Sessions(tmp_path / "s.db") as sessions:
        _count(sessions, "me")
        database = sqlite3.connect(tmp_path / "s.db")
        with database:
            database.execute("UPDATE sessions SET state = '{\"version\": 99}'")
        database.close()
        assert _turns(sessions, "me") == 0


def test_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database, but text of some length" * 50, encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.txt: no file of sessions"):
        Sessions(tmp_path / "notes.txt")
    database = sqlite3.connect(tmp_path / "other.db")
    database.execute("CREATE TABLE things (name TEXT)")
    database.close()
    with pytest.raises(InputError, match="another program's database"):
        Sessions(tmp_path / "other.db")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_file_is_for_its_owner_only(tmp_path: Path) -> None:
    Sessions(tmp_path / "s.db").close()
    assert (tmp_path / "s.db").stat().st_mode & 0o077 == 0


_CHILD = """
import sys, time
from scripted_bot import ScriptedBot
from onoma.chat.dialogue import Actions, Chat, Sessions
def slow(**slots):
    print("acting", flush=True)
    time.sleep(60)
functions = {f"actions:{name}": slow for name in ("weather", "rain", "trip", "remind")}
chat = Chat(ScriptedBot(), sessions=Sessions(sys.argv[1]), actions=Actions(functions=functions))
for text in sys.argv[2:]:
    print("|".join(chat.say(text).replies), flush=True)
"""


def _child(path: Path, *texts: str) -> "subprocess.Popen[str]":
    """Another process that says the texts in the same session; the action of the scripted bot never ends there."""
    places = os.pathsep.join((str(Path(onoma.__file__).parents[1]), str(_HERE)))
    command = [sys.executable, "-c", _CHILD, str(path), *texts]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": places})


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_process_loses_the_turn_in_flight_and_nothing_else(tmp_path: Path) -> None:
    """The other process dies while its action runs: the turn is lost, the ones before are not, and nobody waits."""
    child = _child(tmp_path / "s.db", "weather", "Paris", "tomorrow")
    assert child.stdout is not None
    assert [child.stdout.readline() for _ in range(3)] == ["Which place?\n", "Which day?\n", "acting\n"]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    began = time.monotonic()
    with Sessions(tmp_path / "s.db") as sessions:
        answer = Chat(ScriptedBot(), sessions=sessions, actions=_actions(_told)).say("on Friday")
    assert answer.replies == ("2026-03-06 Paris",)
    assert time.monotonic() - began < 30  # a claim that lives on would be waited for 60 s


def test_two_processes_take_turns_in_one_session(tmp_path: Path) -> None:
    """Both say the same eight things in the same session; no turn is lost, and none is taken twice."""
    texts = ["hello", "book a trip", "Rome", "cancel"] * 2
    children = [_child(tmp_path / "s.db", *texts) for _ in range(2)]
    for child in children:
        assert child.communicate(timeout=300)[0].count("\n") == 8
        assert child.returncode == 0
    with Sessions(tmp_path / "s.db") as sessions:
        assert _turns(sessions, "me") == 16


def test_new_file_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    """SQLite by itself doesn't wait for the lock that a switch to write-ahead logging takes."""
    other = sqlite3.connect(tmp_path / "s.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    leave = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))
    leave.start()
    with Sessions(tmp_path / "s.db") as sessions:
        _count(sessions, "me")
    leave.join()
    other.close()


def test_file_that_another_program_keeps_locked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoma.chat.dialogue.sessions._BUSY_S", 0.05)
    with closing(sqlite3.connect(tmp_path / "s.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SessionError, match=r"s\.db: another program has locked it \(database is locked\)"):
            Sessions(tmp_path / "s.db")


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "s.db")
    _count(sessions, "me")
    sessions.close()
    with pytest.raises(SessionError, match=r"s\.db: the conversations can't be kept now"):
        _count(sessions, "me")


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_every_turn_that_was_answered_is_kept_whenever_the_process_is_killed(tmp_path: Path) -> None:
    n_turns = 20_000  # more than its pipe holds the answers of, so that it never comes to the end
    for n, lines in enumerate((1, 20, 55)):
        path = tmp_path / f"{n}.db"
        child = _child(path, *["hello"] * n_turns)
        assert child.stdout is not None
        read = sum(1 for _ in zip(range(lines), child.stdout, strict=False))
        child.send_signal(signal.SIGKILL)
        answered = read + len(child.stdout.readlines())
        child.wait()
        child.stdout.close()
        with Sessions(path) as sessions:
            assert answered <= _turns(sessions, "me") <= answered + 1 < n_turns
