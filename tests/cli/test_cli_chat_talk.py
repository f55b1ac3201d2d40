"""Talking with a bot in a shell, and telling it stories."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result

from onoma.chat.bot import Bot, Intent, PythonCall, SlotType, SlotUse
from onoma.chat.frame import FALLBACK, Frame, Slot
from onoma.document import Document

Shell = Callable[..., Result]

_BOT = Bot(
    (
        Intent("greet", (Document("hello"),), action="Hello!"),
        Intent(
            "weather", (Document("weather"),), (SlotUse("date", required=True),), PythonCall("cli_bot_actions:tell")
        ),
    ),
    {"date": SlotType("date", "date", "Which day?")},
    responses={"greeting": "Good day."},
)


class _Understander:
    bot = _BOT

    def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
        found = re.search("tomorrow", text)
        slots = (Slot(*found.span(), "date", "tomorrow", f"after {reference:%A}"),) if found and reference else ()
        intent = next((name for word, name in (("hello", "greet"), ("weather", "weather")) if word in text), FALLBACK)
        return Frame(text, intent, 0.9, slots)

    def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
        return next(iter(self(text, reference=reference).slots), None)


@pytest.fixture
def actions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder with the bot's actions; the bundle is a bot of a few rules, whatever its name."""
    import sys

    monkeypatch.setattr("onoma.chat.opening._loaded", lambda _: _Understander())
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "cli_bot_actions.py").write_text("def tell(date):\n    return f'Fine {date}.'\n", encoding="utf-8")
    yield tmp_path
    sys.modules.pop("cli_bot_actions", None)


def test_run_answers_each_line(shell: Shell, actions: Path) -> None:
    stdin = "hello\n\nweather\ntomorrow\n"
    result = shell("chat", "run", "bot", "--actions", actions, "--reference", "2026-03-04T10:00", stdin=stdin)
    assert result.stdout.splitlines() == ["Good day.", "Hello!", "Which day?", "Fine after Wednesday."]
    assert result.exit_code == 0


def test_run_explains_what_was_understood(shell: Shell, actions: Path) -> None:
    stdin = "weather\nnoise tomorrow\n"
    words = ("--actions", actions, "--explain", "--reference", "2026-03-04")
    assert shell("chat", "run", "bot", *words, stdin=stdin).stdout.splitlines()[1:] == [
        "  [weather 0.90]",
        "  [so far: weather]",
        "Which day?",
        "  [not understood 0.90 date='tomorrow' (after Wednesday)]",
        "Fine after Wednesday.",
    ]


def test_run_goes_on_with_a_conversation_that_was_kept(shell: Shell, actions: Path) -> None:
    words = ("chat", "run", "bot", "--actions", actions, "--sessions", actions / "s.db", "--reference", "2026-03-04")
    shell(*words, stdin="weather\n")
    assert shell(*words, stdin="tomorrow\n").stdout == "Good day.\nFine after Wednesday.\n"
    assert "Which day?" not in shell(*words, "--session", "another", stdin="tomorrow\n").stdout


def test_run_survives_hostile_input(shell: Shell, actions: Path) -> None:
    stdin = b"\xff\xfe\n" + b"x" * 1_000_000 + b"\n\x1b[2J<b>\x00\nhello"
    result = shell("chat", "run", "bot", "--actions", actions, stdin=stdin)
    assert result.stdout.splitlines() == ["Good day.", *["Sorry, I did not understand that."] * 3, "Hello!"]


def test_run_needs_the_actions(shell: Shell, actions: Path) -> None:
    result = shell("chat", "run", "bot", stdin="hello\n")
    assert result.exit_code == 2
    assert "cli_bot_actions:tell, and no actions were given" in result.stderr


def test_test_prints_the_first_difference(shell: Shell, actions: Path) -> None:
    stories = actions / "stories.yaml"
    good = "- story: greets\n  turns:\n    - user: hello\n    - bot: Hello!\n"
    stories.write_text(good, encoding="utf-8")
    result = shell("chat", "test", "bot", stories, "--actions", actions)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "onoma: 1 story, 1 turn, 0 different\n"
    stories.write_text(
        f"{good}- story: asks\n  turns:\n    - user: weather\n    - bot: Where?\n    - bot: When?\n    - user: hello\n"
        "    - bot: No.\n",
        encoding="utf-8",
    )
    result = shell("chat", "test", "bot", stories, "--actions", actions)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{stories}:7: asks: other replies after 'weather'\n"
        "  expected:   Where?\n"
        "              When?\n"
        "  found:      Which day?\n"
        "  understood: weather 0.90\n"
    )
    assert result.stderr == "onoma: 2 stories, 3 turns, 1 different\n"
