import io
from collections.abc import Iterator

import pytest

from onoma.cli import talk


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def numbers(n: int) -> Iterator[int]:
    yield from range(n)


def attach_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Called in the test itself, for pytest sets its own stderr between a fixture and the test."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    return terminal


def test_watched_shows_a_bar_once_the_work_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = attach_terminal(monkeypatch)
    monkeypatch.setattr("onoma.cli.talk._PATIENCE_S", -1.0)
    assert list(talk.watched(numbers(5), total=5)) == [0, 1, 2, 3, 4]
    assert "documents" in stderr.getvalue()
    assert "5/5" in stderr.getvalue()


@pytest.mark.parametrize("shown", [True, False])
def test_watched_is_silent_for_quick_work_or_when_told(shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = attach_terminal(monkeypatch)
    assert list(talk.watched(numbers(5), shown=shown)) == [0, 1, 2, 3, 4]
    assert stderr.getvalue() == ""


def test_watched_is_silent_in_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("onoma.cli.talk._PATIENCE_S", -1.0)
    assert list(talk.watched(numbers(5))) == [0, 1, 2, 3, 4]
    assert capsys.readouterr() == ("", "")


def test_watched_takes_its_bar_away_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = attach_terminal(monkeypatch)
    monkeypatch.setattr("onoma.cli.talk._PATIENCE_S", -1.0)

    def failing() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        list(talk.watched(failing()))
    assert stderr.getvalue().endswith("\x1b[2K")  # the line is erased
    assert "\x1b[?25h" in stderr.getvalue()  # the cursor is back


def test_counted_knows_one_from_many() -> None:
    assert talk.counted(1, "entity", "entities") == "1 entity"
    assert talk.counted(1234, "entity", "entities") == "1,234 entities"
    assert talk.counted(0, "document") == "0 documents"


def test_say_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    talk.say("a\nb")
    assert capsys.readouterr().err == "onoma: a b\n"
