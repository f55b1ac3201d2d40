"""The page on dialogue names every sentence of the bot as it is, and its story can be read."""

import re
from pathlib import Path

from pages import bodies_of

from onoma.chat.dialogue.stories import Exchange
from onoma.chat.dialogue.story_file import read_stories
from onoma.chat.sentences import RESPONSES

PAGE = (Path(__file__).parents[2] / "docs" / "dialogue.md").read_text(encoding="utf-8")


def test_page_has_every_sentence_of_the_bot() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert rows == {name: text.strip() or "(nothing)" for name, text in RESPONSES.items()}


def test_story_of_the_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "stories.yaml").write_text(bodies_of(PAGE, "yaml")[0], encoding="utf-8")
    (story,) = read_stories(tmp_path / "stories.yaml")
    failing, after = story.exchanges[1:]
    assert failing.fails == ("actions:weather",)
    assert after == Exchange(f"{tmp_path / 'stories.yaml'}:13", "yes", restart=True)
