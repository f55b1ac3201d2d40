"""The bot of the page on chat is one, and its tables are complete."""

import re
from pathlib import Path

from pages import bodies_of

from onoma.chat.bot_file import read_bot
from onoma.chat.bot_yaml import SLOT_KINDS
from onoma.chat.utterance import MAX_CHARACTERS

PAGE = (Path(__file__).parents[2] / "docs" / "chat.md").read_text(encoding="utf-8")


def test_bot_of_the_page_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(bodies_of(PAGE, "yaml")[0], encoding="utf-8")
    bot = read_bot(tmp_path / "bot.yaml")
    assert [intent.name for intent in bot.intents] == ["weather", "goodbye"]
    assert [(use.name, use.required) for use in bot.intents[0].slots] == [
        ("location", True),
        ("date", True),
        ("unit", False),
    ]


def test_page_has_the_values_of_every_kind() -> None:
    rows = "".join(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ", PAGE, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", rows)) == set(SLOT_KINDS)


def test_page_says_how_long_an_utterance_may_be() -> None:
    assert f"longer than {MAX_CHARACTERS:,} characters" in PAGE
