"""Stories: what is compared, where a restart really is another process, and what is said about a wrong file."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from scripted_bot import ScriptedBot

from onoma.chat.dialogue import Actions, Chat, Sessions
from onoma.chat.dialogue.stories import Exchange, Story, tell
from onoma.chat.dialogue.story_file import read_stories
from onoma.errors import CorpusError

FILE = """\
- story: asks, fails, and goes on after a restart
  reference: 2026-03-04T10:00
  turns:
    - user: what is the weather in Paris
      intent: weather
      slots: {location: Paris}
    - bot: Which day?
    - fails: actions:weather
    - user: tomorrow
    - bot: Sorry, …
    - bot: Shall I try again?
    - restart
    - user: yes
    - bot: … 2026-03-05 Paris
- story: the bot's words are not said
  turns:
    - user: hello
"""


def _process(**slots: object) -> str:
    return " ".join([str(os.getpid()), *(str(slots[name]) for name in sorted(slots))])


def open_scripted(sessions: Sessions) -> Chat:
    """The scripted bot; in this module, so that another process finds it."""
    functions = {f"actions:{name}": _process for name in ("weather", "rain", "trip", "remind")}
    return Chat(ScriptedBot(), sessions=sessions, actions=Actions(functions=functions))


def _read(tmp_path: Path, text: str) -> list[Story]:
    (tmp_path / "stories.yaml").write_text(text, encoding="utf-8")
    return read_stories(tmp_path / "stories.yaml")


def test_file_is_read_as_it_stands(tmp_path: Path) -> None:
    first, second = _read(tmp_path, FILE)
    place = f"{tmp_path / 'stories.yaml'}:"
    assert first.reference == datetime(2026, 3, 4, 10)
    assert first.exchanges == (
        Exchange(f"{place}4", "what is the weather in Paris", ("Which day?",), "weather", {"location": "Paris"}),
        Exchange(f"{place}9", "tomorrow", ("Sorry, …", "Shall I try again?"), fails=("actions:weather",)),
        Exchange(f"{place}13", "yes", ("… 2026-03-05 Paris",), restart=True),
    )
    assert second == Story("the bot's words are not said", (Exchange(f"{place}17", "hello"),))


def test_story_that_goes_as_told_has_no_difference(tmp_path: Path) -> None:
    assert [tell(story, open_scripted) for story in _read(tmp_path, FILE)] == [None, None]


def test_restart_is_another_process(tmp_path: Path) -> None:
    exchanges = (
        Exchange("1", "weather in Paris", ("Which day?",)),
        Exchange("2", "today", (f"{os.getpid()} 2026-03-04 Paris",)),
        Exchange("3", "and in Rome?", (f"{os.getpid()} 2026-03-04 Rome",), restart=True),
    )
    assert tell(Story("same", exchanges[:2]), open_scripted) is None
    difference = tell(Story("another", exchanges), open_scripted)
    assert difference is not None
    assert difference.place == "3"
    assert difference.found[0].endswith(" 2026-03-04 Rome")


@pytest.mark.parametrize(
    ("exchange", "what", "expected", "found"),
    [
        (Exchange("7", "hello", ("Hi!",)), "replies", ("Hi!",), ("Hello!",)),
        (Exchange("7", "hello", ("Hello!", "…")), "replies", ("Hello!", "…"), ("Hello!",)),
        (Exchange("7", "hello", intent="rain"), "intent", ("rain",), ("hello",)),
        (Exchange("7", "rain in Rome", slots={"location": "Oslo"}), "slots", ("location: Oslo",), ("location: Rome",)),
        (Exchange("7", "rain in Rome today", slots={}), "slots", (), ("date: 2026-03-04", "location: Rome")),
    ],
)
def test_first_difference_is_told(
    exchange: Exchange, what: str, expected: tuple[str, ...], found: tuple[str, ...]
) -> None:
    difference = tell(Story("s", (Exchange("1", "hello"), exchange, Exchange("9", "hello", ("no",)))), open_scripted)
    assert difference is not None
    assert (difference.story, difference.place, difference.text) == ("s", "7", exchange.text)
    assert (difference.what, difference.expected, difference.found) == (what, expected, found)
    assert difference.frame.text == exchange.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- turns: [{user: hi}]", r"stories\.yaml:1: a story has no name"),
        ("- story: s", r"stories\.yaml:1: story 's' has no turns"),
        ("- story: s\n  turns:\n  - bot: hi\n", r"stories\.yaml:3: the bot speaks first"),
        (
            "- story: s\n  turns:\n  - user: hi\n  - bott: hi\n",
            r"stories\.yaml:4: a turn has no key 'bott'; did you mean",
        ),
        (
            "- story: s\n  turns:\n  - user: hi\n    intend: x\n",
            r"stories\.yaml:4: .*no key 'intend'; did you mean 'intent'",
        ),
        ("- story: s\n  turns:\n  - stop\n", r"stories\.yaml:3: 'stop' is no turn"),
        ("- story: s\n  reference: noon\n  turns: [{user: hi}]", r"stories\.yaml:2: 'noon' is no time"),
        ("story: s", r"stories\.yaml:1: the file is a table; give a list"),
    ],
)
def test_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        _read(tmp_path, text)
